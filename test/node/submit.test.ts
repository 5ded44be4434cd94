import { readFileSync, writeFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sign } from '../../src/exchange/signing.ts';
import { type Agencies, files, NEW_PROJECT, openAgencies, openProject } from '../e2e/two-agencies.ts';
import { cliFolder, type Ran } from '../support/cli.ts';

/** The command line against the service itself, without a socket between them. */
describe('padan submit', () => {
  let world: Agencies;
  let apiKey: string;
  let folder: ReturnType<typeof cliFolder>;
  let sent: string[];
  /** Answers as if the network were gone once this many requests have gone through. */
  let breakAfter: number;

  const send = async (request: Request): Promise<Response> => {
    if (sent.length >= breakAfter) throw new TypeError('the network is gone');
    const { pathname } = new URL(request.url);
    sent.push(`${request.method} ${pathname}`);
    const body = request.body === null ? {} : { body: await request.arrayBuffer() };
    const response = await world.harness.fetch(pathname, {
      method: request.method,
      headers: request.headers,
      ...body,
    });
    if (pathname.endsWith('/complete')) await world.harness.drain();
    return response;
  };

  beforeEach(async () => {
    world = await openAgencies();
    await openProject(world);
    const person = await world.as.operator.post('/people', { name: 'Officer', party: 'kp2mi' }, 201);
    apiKey = (await world.as.operator.post(`/people/${person.result.id}/keys`, { role: 'agency' }, 201))
      .result.apiKey;
    sent = [];
    breakAfter = Number.POSITIVE_INFINITY;
    folder = cliFolder(undefined, send);
    const { requester } = await files();
    writeFileSync(folder.path('file.padan'), requester.file);
    writeFileSync(folder.path('file.padan.manifest.json'), JSON.stringify(requester.manifest));
    writeFileSync(folder.path('api-key'), `${apiKey}\n`);
  });
  afterEach(() => folder.remove());

  const submit = (...more: string[]): Promise<Ran> =>
    folder.run(
      ...['submit', folder.path('file.padan'), '--server', 'http://127.0.0.1:8787'],
      ...['--api-key-file', folder.path('api-key'), '-o', folder.path('receipt.json'), ...more],
    );
  const chunks = () => sent.filter((each) => each.startsWith('PUT')).length;

  it('sends the file, waits for the check and leaves a receipt with the signed head', async () => {
    const { exit, out } = await submit();
    expect([exit, out]).toEqual([0, expect.stringContaining('accepted')]);
    const receipt = await import(folder.path('receipt.json'), { with: { type: 'json' } });
    expect(receipt.default.submission.state).toBe('accepted');
    expect(receipt.default.receipt.auditHead.signature).toMatch(/^[0-9a-f]{128}$/);
  });

  it('resumes after the network went, sending only what is missing', async () => {
    breakAfter = 2;
    expect((await submit('--chunk-mb', '1')).exit).toBe(75);
    breakAfter = Number.POSITIVE_INFINITY;
    expect((await submit('--chunk-mb', '1')).exit).toBe(0);
    const afterwards = chunks();
    expect((await submit('--chunk-mb', '1')).exit).toBe(0);
    expect(chunks()).toBe(afterwards);
  });

  it('says the refusal of the service under its own code', async () => {
    writeFileSync(folder.path('api-key'), 'padan_key_nosuchsecret\n');
    const { exit, err } = await submit();
    expect([exit, err]).toEqual([3, expect.stringContaining('[key-refused]')]);
  });

  it('tells a damaged file by the reason of the check', async () => {
    const { requester } = await files();
    const damaged = requester.file.slice(0, -8);
    const { signature, signer, ...content } = requester.manifest;
    const described = { ...content, bytes: damaged.length, sha256: bytesToHex(sha256(damaged)) };
    writeFileSync(folder.path('file.padan'), damaged);
    writeFileSync(
      folder.path('file.padan.manifest.json'),
      JSON.stringify(sign(described, requester.identity.signingSeed)),
    );
    const { exit, err } = await submit();
    expect([exit, err]).toEqual([3, expect.stringContaining('[submission-refused]')]);
    expect(err).toContain('reason encoded-truncated');
  });

  it('sends nothing of a file that is not the one of the manifest, and takes the right one afterwards', async () => {
    const { requester } = await files();
    const damaged = requester.file.slice();
    damaged[damaged.length >> 1]! ^= 1;
    for (const [wrong, member] of [
      [damaged, 'sha256'],
      [damaged.subarray(1), 'bytes'],
      [new Uint8Array(0), 'bytes'],
    ] as const) {
      writeFileSync(folder.path('file.padan'), wrong);
      const { exit, err } = await submit();
      expect([exit, err]).toEqual([3, expect.stringContaining(`[manifest-differs]: member ${member}`)]);
    }
    expect(sent).toEqual([]);
    writeFileSync(folder.path('file.padan'), requester.file);
    expect((await submit()).exit).toBe(0);
    writeFileSync(folder.path('file.padan'), damaged);
    expect((await submit()).exit).toBe(3);
  });

  it('takes no API key over plain HTTP to another machine', async () => {
    const { exit } = await submit('--server', 'http://padan.example.go.id');
    expect([exit, sent.length]).toEqual([2, 0]);
  });
});

describe('padan api', () => {
  it('asks, answers and refuses with the codes of the service', async () => {
    const world = await openAgencies();
    const person = await world.as.operator.post('/people', { name: 'Officer', party: 'kp2mi' }, 201);
    const issued = await world.as.operator.post(`/people/${person.result.id}/keys`, { role: 'agency' }, 201);
    const folder = cliFolder(undefined, async (request) => {
      const body = request.body === null ? {} : { body: await request.arrayBuffer() };
      const { pathname } = new URL(request.url);
      return world.harness.fetch(pathname, { method: request.method, headers: request.headers, ...body });
    });
    try {
      writeFileSync(folder.path('api-key'), issued.result.apiKey);
      writeFileSync(folder.path('project.json'), JSON.stringify(NEW_PROJECT));
      const api = (...args: string[]) =>
        folder.run(
          'api',
          ...args,
          '--server',
          'http://localhost:1',
          '--api-key-file',
          folder.path('api-key'),
        );
      const made = await api(
        'post',
        '/projects',
        '--json',
        folder.path('project.json'),
        '-o',
        folder.path('made.json'),
      );
      expect(made.exit).toBe(0);
      expect(JSON.parse(readFileSync(folder.path('made.json'), 'utf8')).result.id).toBe(NEW_PROJECT.id);
      const again = await api('POST', '/projects', '--json', folder.path('project.json'));
      expect([again.exit, again.err]).toEqual([3, expect.stringContaining('[project-exists]')]);
      expect((await api('POST', '/projects', '--file', folder.path('project.json'))).exit).toBe(2);
    } finally {
      folder.remove();
    }
  });
});

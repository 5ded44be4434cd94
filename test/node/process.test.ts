import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { populate } from '../e2e/access/personas.ts';
import { Client } from '../e2e/client.ts';
import type { Harness } from '../e2e/harness.ts';
import {
  type Agencies,
  agencies,
  announce,
  files,
  openProject,
  sendChunk,
  sendChunks,
} from '../e2e/two-agencies.ts';

const root = join(import.meta.dirname, '../..');
const KEYS = {
  PADAN_STORAGE_KEY: Buffer.alloc(32, 1).toString('base64'),
  PADAN_SIGNING_KEY: Buffer.alloc(32, 2).toString('base64'),
  PADAN_OPERATOR_KEY: Buffer.alloc(32, 3).toString('base64'),
};
const BOOTSTRAP = `padan_bootstrap_${Buffer.alloc(32, 3).toString('base64url')}`;

const running: ChildProcess[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) await kill(child);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

interface Started {
  readonly child: ChildProcess;
  readonly errors: () => string;
  readonly output: () => string;
}

function start(env: Record<string, string>): Started {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'src/entry/node.ts')],
    {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  running.push(child);
  let errors = '';
  let output = '';
  child.stderr!.on('data', (piece: Buffer) => {
    errors += piece.toString();
  });
  child.stdout!.on('data', (piece: Buffer) => {
    output += piece.toString();
  });
  return { child, errors: () => errors, output: () => output };
}

async function until<T>(ask: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + 50_000;
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
    if (Date.now() > end) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('the process of one machine', () => {
  it('refuses to start without its keys, and says how to make them', async () => {
    const { child, errors } = start({});
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(2);
    expect(errors()).toMatch(/^PADAN_STORAGE_KEY .*npm run -s padan -- keys service\n$/);
    const short = start({ ...KEYS, PADAN_SIGNING_KEY: 'AAAA' });
    expect(await new Promise((resolve) => short.child.once('exit', resolve))).toBe(2);
    expect(short.errors()).toContain('PADAN_SIGNING_KEY');
    expect(short.errors()).not.toContain('AAAA');
  });

  it('killed in the middle of an upload and of a check, it loses nothing', async () => {
    const data = mkdtempSync(join(tmpdir(), 'padan-process-'));
    folders.push(data);
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const up = async () => {
      const started = start({ ...KEYS, PADAN_DATA: data, PORT: String(port) });
      await until(async () => ((await fetch(`${base}/audit-log/head`)).ok ? true : null));
      return started;
    };
    const first = await up();
    const harness = { fetch: (path: string, init?: RequestInit) => fetch(`${base}${path}`, init) } as Harness;
    const world: Agencies = agencies(await populate(harness, BOOTSTRAP, 'bps'));
    await openProject(world);
    const { requester } = await files();
    const { result } = await announce(world.requester, requester.manifest, 201, 4096);
    await sendChunk(world.requester, result.id, 0, requester.file.slice(0, 4096));
    await kill(first.child);
    await up();
    const found = await world.requester.get(`/submissions/${result.id}`, 200);
    expect(found.received).toEqual([0]);
    await sendChunks(world.requester, result, requester.file);
    await world.requester.post(`/submissions/${result.id}/complete`, {}, 202);
    await kill(running.at(-1)!);
    const last = await up();
    const settled = await until(async () => {
      const now = await world.requester.get(`/submissions/${result.id}`, 200);
      return now.state === 'checking' ? null : now;
    });
    expect(settled.state).toBe('accepted');
    expect(last.output()).not.toContain(result.id);
    const operator = new Client(harness, BOOTSTRAP);
    expect((await operator.get('/people', 200)).length).toBeGreaterThan(3);
  });
});

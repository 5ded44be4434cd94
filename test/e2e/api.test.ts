import { beforeAll, describe, expect, it } from 'vitest';
import { populate, type World } from './access/personas.ts';
import { openHarness } from './harness.ts';

const NIK = '3175094107900001';

interface Refusal {
  readonly description: string;
  readonly content?: object;
}

/** What holds for every endpoint alike. */
describe('the API', () => {
  let world: World;
  beforeAll(async () => {
    world = await populate(await openHarness());
  });

  const raw = (method: string, path: string, init?: RequestInit) =>
    world.as.operator.send(method, path, init);
  const json = { 'content-type': 'application/json' };

  it('gives every answer a request id, and every refusal a problem by the same id', async () => {
    const good = await raw('GET', '/people');
    expect(good.headers.get('request-id')).toMatch(/^req_[a-z]{26}$/);
    const bad = await raw('GET', '/projects/tidak-ada');
    expect(bad.headers.get('content-type')).toBe('application/problem+json');
    const problem = await bad.json();
    expect(problem).toMatchObject({
      type: 'http://padan.test/problems/not-found',
      status: 404,
      instance: `urn:request:${bad.headers.get('request-id')}`,
    });
  });

  it('answers for what must not be seen as for what is not there', async () => {
    const there = {
      id: 'rahasia',
      title: 'x',
      agreement: 'pks-2025',
      requester: 'kp2mi',
      registerHolder: 'bps',
    };
    const schema = (await import('./agency.ts')).placementsSchema;
    await world.as.operator.post('/projects', { ...there, schema }, 201);
    const bodies = await Promise.all(
      ['/projects/rahasia', '/projects/bukan-apa-apa'].map(async (path) => {
        const { instance: _, ...rest } = await world.as.third.get(path, 404);
        return rest;
      }),
    );
    expect(bodies[0]).toEqual(bodies[1]);
  });

  it.each([
    ['not JSON', { headers: json, body: `{"name":"${NIK}"` }, 400, 'request-invalid'],
    ['no type', { body: '{}' }, 415, 'media-type-not-supported'],
    [
      'too large',
      { headers: json, body: JSON.stringify({ name: 'x'.repeat(1 << 20) }) },
      413,
      'body-too-large',
    ],
    [
      'a value too long',
      { headers: json, body: JSON.stringify({ name: NIK.repeat(20), party: 'bps' }) },
      400,
      'request-invalid',
    ],
    ['a list', { headers: json, body: `["${NIK}"]` }, 400, 'request-invalid'],
    ['invalid UTF-8', { headers: json, body: Uint8Array.of(0x22, 0xff, 0x22) }, 400, 'request-invalid'],
  ])('refuses a body that is %s, without repeating it', async (_name, init, status, code) => {
    const response = await raw('POST', '/people', init as RequestInit);
    const text = await response.text();
    expect(response.status).toBe(status);
    expect(JSON.parse(text).code).toBe(code);
    expect(text).not.toContain(NIK);
  });

  it.each([
    ['no header', {}],
    ['another scheme', { authorization: 'Basic padan' }],
    ['an unknown key', { authorization: `Bearer padan_key_${'a'.repeat(26)}_${'A'.repeat(43)}` }],
    ['a wrong secret', { authorization: `Bearer padan_bootstrap_${'A'.repeat(43)}` }],
    ['an identifier of somebody', { authorization: `Bearer ${NIK}` }],
  ])('refuses %s alike', async (_name, headers) => {
    const response = await world.harness.fetch('/people', { headers: headers as Record<string, string> });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    const { instance: _, ...rest } = (await response.json()) as Record<string, unknown>;
    expect(rest).toMatchObject({ code: 'key-refused', facts: {} });
  });

  it('writes patterns into its log, never paths, keys or who asked', async () => {
    const before = world.harness.logs.length;
    await world.as.operator.get(`/projects/${NIK}`, 400);
    await world.harness.fetch(`/unknown/${NIK}?nik=${NIK}`);
    const lines = world.harness.logs.slice(before);
    expect(lines.map((line) => line.route)).toEqual(['/projects/{id}', 'none']);
    expect(JSON.stringify(world.harness.logs)).not.toContain(NIK);
    expect(JSON.stringify(world.harness.logs)).not.toMatch(/prs_|padan_/);
  });

  it('serves a page for every problem it may answer with, in both languages', async () => {
    const { paths } = await world.as.nobody.get('/openapi.json', 200);
    const operations = Object.values(paths as Record<string, object>).flatMap((methods) =>
      Object.values(methods),
    );
    const refusals = operations
      .flatMap(({ responses }) => Object.values(responses as Record<string, Refusal>))
      .filter(({ content }) => content !== undefined && 'application/problem+json' in content);
    const codes = [...new Set(refusals.flatMap(({ description }) => description.match(/[a-z0-9-]+/g)!))];
    expect(codes.length).toBeGreaterThan(30);
    for (const code of codes) {
      const page = await world.harness.fetch(`/problems/${code}`);
      expect(`${code} ${page.status}`).toBe(`${code} 200`);
      expect(await page.text()).toMatch(/lang="id"[\s\S]*lang="en"/);
    }
  });

  it('describes itself in OpenAPI 3.1, with the roles of every endpoint', async () => {
    const document = await world.as.nobody.get('/openapi.json', 200);
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(
      document.paths as Record<string, Record<string, { operationId: string }>>,
    ).flatMap((methods) => Object.values(methods));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const operation of operations) expect(operation).toHaveProperty('x-padan-roles');
  });
});

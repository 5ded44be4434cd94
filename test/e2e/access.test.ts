import { beforeAll, describe, expect, it } from 'vitest';
import { ACCESS } from './access/index.ts';
import { PERSONAS, populate, type World } from './access/personas.ts';
import { openHarness } from './harness.ts';

/** Every endpoint of the OpenAPI document, tried by everybody, against the declared table. */
describe('access', () => {
  let world: World;
  beforeAll(async () => {
    world = await populate(await openHarness());
  });

  it('is declared for every endpoint, and for no other', async () => {
    const { paths } = await world.as.nobody.get('/openapi.json', 200);
    const endpoints = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(endpoints.length).toBeGreaterThan(5);
    expect(ACCESS.map((row) => row.endpoint).toSorted()).toEqual(endpoints.toSorted());
  });

  it.each(ACCESS.map((row) => [row.endpoint, row] as const))('%s', async (endpoint, row) => {
    const answers: Record<string, number> = {};
    for (const persona of PERSONAS) {
      const { path, json, init } = await row.attempt(world, persona);
      const body =
        json === undefined
          ? {}
          : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } };
      const response = await world.as[persona].send(endpoint.split(' ')[0]!, path, { ...body, ...init });
      await response.arrayBuffer();
      answers[persona] = response.status;
    }
    expect(answers).toEqual(row.expected);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cliFolder } from '../../test/support/cli.ts';

const FEBRL = join(import.meta.dirname, '../../specs/linkage/febrl4.json');
const { path, run, remove } = cliFolder();
afterAll(remove);

const SCHEMA = {
  version: 2,
  clkConfig: { l: 1024, kdf: { type: 'HKDF' } },
  features: [
    {
      identifier: 'name',
      format: { type: 'string', maxLength: 10 },
      hashing: { ngram: 2, strategy: { numBits: 300 } },
    },
    {
      identifier: 'born',
      format: { type: 'date', format: '%Y-%m-%d' },
      hashing: { ngram: 1, positional: true, strategy: { numBits: 100 } },
    },
  ],
};
const given = (name: string, content: unknown) => {
  writeFileSync(path(name), typeof content === 'string' ? content : JSON.stringify(content));
  return path(name);
};

describe('padan schema check', () => {
  it('explains a schema in the language asked for, and ends with 0 in spite of weak spots', async () => {
    for (const [language, word] of [
      ['en', 'Weak spots'],
      ['id', 'Titik lemah'],
    ] as const) {
      const { exit, out, err } = await run('schema', 'check', FEBRL, '--lang', language);
      expect([exit, err]).toEqual([0, '']);
      expect(out).toContain(word);
      expect(out).toContain('[double-hash]');
    }
  });

  it('says as JSON what it says in words', async () => {
    const { exit, out } = await run('schema', 'check', given('two.json', SCHEMA), '--json');
    expect(exit).toBe(0);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ format: 'padan-schema-check/1', profile: 'clkhash', hardened: false });
    expect(report.notices.map(({ code }: { code: string }) => code)).toEqual(['converted']);
    const heavy = report.weakSpots.filter(({ code }: { code: string }) => code === 'field-too-heavy');
    expect(heavy).toEqual([expect.objectContaining({ field: 'name', value: 0.75 })]);
  });

  it('measures tokens and fill on data', async () => {
    const data = given('data.csv', 'name,born\nANA,1990-01-02\nBUDI,1985-03-04\n');
    const { out } = await run('schema', 'check', given('two.json', SCHEMA), '--data', data, '--json');
    const report = JSON.parse(out);
    expect(report.fields.map(({ tokens }: { tokens: number }) => tokens)).toEqual([4.5, 8]);
    expect(report.measured).toMatchObject({ rows: 2, empty: 0 });
    expect(Math.abs(report.measured.fillMean - report.fill)).toBeLessThan(0.05);
  });

  it('tells cells that do not fit by row and column, never by value', async () => {
    const data = given('bad.csv', 'name,born\nANA,KANARI\nBUDI SETIAWAN W,1985-03-04\n');
    const args = ['schema', 'check', given('two.json', SCHEMA), '--data', data, '--json-errors'];
    const { exit, err } = await run(...args);
    expect(exit).toBe(3);
    expect(JSON.parse(err).facts).toEqual({
      problems: 2,
      rows: 2,
      first: [
        { row: 1, column: 2, code: 'value-not-date' },
        { row: 2, column: 1, code: 'value-length-out-of-range' },
      ],
    });
    expect(err).not.toContain('KANARI');
  });

  it('refuses a bad schema with the place of every fault', async () => {
    const bad = {
      ...SCHEMA,
      clkConfig: { l: 0, kdf: { type: 'HKDF' } },
      features: [{ ...SCHEMA.features[0], format: { type: 'text' } }],
    };
    const { exit, err } = await run('schema', 'check', given('bad.json', bad));
    expect(exit).toBe(3);
    expect(err).toContain('[spec-invalid]');
    expect(err).toContain('/clkConfig/l');
    const three = { ...bad, version: 3, features: [{ identifier: 'x', ignored: false }] };
    const all = (await run('schema', 'check', given('bad.json', three), '--json-errors')).err;
    expect(JSON.parse(all).facts.all.map((fault: { path: string }) => fault.path)).toEqual([
      '/clkConfig/l',
      '/features/0/ignored',
    ]);
  });

  it.each([[['schema']], [['schema', 'explain', FEBRL]], [['schema', 'check', FEBRL, '--trim']]])(
    '%j is wrong use',
    async (args) => {
      expect((await run(...args)).exit).toBe(2);
    },
  );
});

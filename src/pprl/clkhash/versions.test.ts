import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../exchange/bytes.ts';
import { DomainError } from '../../problems.ts';
import { createRecordEncoder } from '../encoder.ts';
import { parseLinkageSchema } from '../linkage-schema.ts';

interface Vectors {
  readonly good: readonly { name: string; schema: unknown; converted: unknown }[];
  readonly bad: readonly { name: string; schema: unknown; faults: string[] }[];
}
const file = join(import.meta.dirname, '../../../fixtures/vectors/linkage/clkhash-schemas.json');
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

function refusal(schema: unknown) {
  try {
    parseLinkageSchema(schema, 'schema');
  } catch (error) {
    if (error instanceof DomainError && error.code === 'spec-invalid') return error.facts;
    throw error;
  }
  throw new Error('not refused');
}
const faultsOf = (schema: unknown): unknown[] => {
  const { path, faults, all } = refusal(schema);
  if (faults === undefined) return [path];
  return (all as unknown as { path: string }[]).map((fault) => fault.path);
};

describe('a good schema', () => {
  it.each(vectors.good)('is read: $name', ({ schema, converted }) => {
    const read = parseLinkageSchema(schema, 'schema');
    expect(read.document).toEqual(converted);
    const old = (schema as { version: number }).version < 3;
    expect(read.warnings.includes('clkhash-schema-converted')).toBe(old);
  });

  it.each(vectors.good)('has the hash of its version 3: $name', ({ schema, converted }) => {
    expect(parseLinkageSchema(schema, 'old').hash).toBe(parseLinkageSchema(converted, 'new').hash);
  });
});

describe('a bad schema', () => {
  it.each(vectors.bad)('is refused with the place of every fault: $name', ({ schema, faults }) => {
    expect(faultsOf(schema)).toEqual(faults);
  });
});

const kdf = { type: 'HKDF' };
const one = (k: number, features: object[], more: object = {}) => ({
  version: 1,
  clkConfig: { l: 1024, k, kdf, hash: { type: 'doubleHash', prevent_singularity: true }, ...more },
  features,
});
const weighted = (weight?: number) => ({
  identifier: 'x',
  format: { type: 'string' },
  hashing: { ngram: 2, ...(weight === undefined ? {} : { weight }) },
});
const three = (bitsPerToken: number) => ({
  version: 3,
  clkConfig: { l: 1024, kdf },
  features: [
    {
      identifier: 'x',
      format: { type: 'string' },
      hashing: {
        comparison: { type: 'ngram', n: 2 },
        strategy: { bitsPerToken },
        hash: { type: 'doubleHash', prevent_singularity: true },
      },
    },
  ],
});
const clk = (schema: unknown, cells: string[]) =>
  createRecordEncoder(parseLinkageSchema(schema, 'test'), utf8('secret')).encode(cells).clk;

describe('version 1', () => {
  it('rounds weight times k half to even, as Python does', () => {
    for (const [k, weight, bits] of [
      [5, 0.5, 2],
      [7, 0.5, 4],
      [20, undefined, 20],
      [20, 1.5, 30],
      [3, 0.4, 1],
    ] as const)
      expect(clk(one(k, [weighted(weight)]), ['budi'])).toEqual(clk(three(bits), ['budi']));
  });

  it('turns weight 0 into an ignored feature, which still counts for the keys', () => {
    const dropped = { ...weighted(0), identifier: 'y' };
    const gone = one(20, [dropped, weighted()]);
    expect(clk(gone, ['A', 'budi'])).toEqual(clk(gone, ['B', 'budi']));
    expect(clk(gone, ['A', 'budi'])).not.toEqual(clk(one(20, [weighted()]), ['budi']));
  });

  it('folds by xor_folds alone', () => {
    const name = ['budi setiawan wijayakusuma'];
    const plain = clk(one(20, [weighted()]), name);
    const warned = one(20, [weighted()], { xorFolds: 1 });
    expect(clk(warned, name)).toEqual(plain);
    expect(parseLinkageSchema(warned, 'test').warnings).toContain('xor-folds-ignored');
    expect(clk(one(20, [weighted()], { xor_folds: 1 }), name)).not.toEqual(plain);
  });
});

it('finds faults one by one and all together at the same places', () => {
  const breaks: [string, (schema: ReturnType<typeof three>) => void][] = [
    ['/clkConfig/l', (schema) => Object.assign(schema.clkConfig, { l: 0 })],
    ['/clkConfig/kdf/type', (schema) => Object.assign(schema.clkConfig, { kdf: { type: 'PBKDF2' } })],
    ['/features/0/format/type', (schema) => Object.assign(schema.features[0]!.format, { type: 'text' })],
    [
      '/features/0/hashing/missingValue/sentinel',
      (schema) => Object.assign(schema.features[0]!.hashing, { missingValue: {} }),
    ],
    ['/features/1/identifier', (schema) => schema.features.push({ ...schema.features[0]! })],
  ];
  fc.assert(
    fc.property(fc.subarray(breaks, { minLength: 1 }), (chosen) => {
      const schema = three(20);
      // The repeated feature must not repeat the other faults.
      const last = breaks.at(-1)!;
      if (chosen.includes(last)) schema.features.push(structuredClone(schema.features[0]!));
      for (const each of chosen) if (each !== last) each[1](schema);
      const places = chosen.map(([place]) => place);
      expect(new Set(faultsOf(schema))).toEqual(new Set(places));
    }),
    { seed: 7, numRuns: 60 },
  );
});

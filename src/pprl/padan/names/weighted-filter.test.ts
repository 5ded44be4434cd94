/** Filters of weighted names, against a slow and obvious reference, and the schema rule that goes with them. */
import { blake3 } from '@noble/hashes/blake3.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { utf8 } from '../../../exchange/bytes.ts';
import { createRecordEncoder } from '../../encoder.ts';
import { deriveFieldKey } from '../../keys.ts';
import { parseLinkageSchema } from '../../linkage-schema.ts';
import { NORMALISERS } from '../normalise.ts';
import { nameTokens } from './name-tokens.ts';

const KEY = Uint8Array.from({ length: 32 }, (_, i) => 5 * i + 2);
const HASHES = 9;
const schemaOf = (normalise: string, tokenise: string) =>
  parseLinkageSchema(
    {
      ...{ format: 'padan-linkage/1', id: 'names', status: 'proposed', recordType: 'names', bits: 512 },
      ...{ fill: { low: 0.1, high: 0.6 }, columns: [{ name: 'nama', role: 'linkage' }] },
      fields: [{ name: 'name', column: 'nama', normalise, filter: { tokenise, hashesPerToken: HASHES } }],
      ...{ exactTokens: [], decision: null },
    },
    'names',
  );
const encoder = createRecordEncoder(schemaOf('person-name/2', 'weighted-names/1'), KEY);

/** Each token's own stream, as long as its share of the hashes asks for; nothing remembered. */
function reference(name: string): number[] {
  const set = new Set<number>();
  for (const [token, share] of nameTokens(NORMALISERS['person-name/2'](name).value)) {
    const hashes = Math.max(1, Math.round(share * HASHES));
    const stream = blake3(utf8(token), { key: deriveFieldKey(KEY, 'filter', 'name'), dkLen: 2 * hashes });
    for (let i = 0; i < hashes; i++) set.add((stream[2 * i]! + 256 * stream[2 * i + 1]!) % 512);
  }
  return [...set].sort((a, b) => a - b);
}
const bitsOf = (name: string) =>
  [...encoder.encode([name]).clk].flatMap((byte, i) =>
    Array.from({ length: 8 }, (_, bit) => (byte & (0x80 >> bit) ? [8 * i + bit] : [])).flat(),
  );

it('the filter is what the reference says', () => {
  const words = ['SITI', 'S.', 'SY.', 'MUH.', 'SLAMET', 'BINTI', 'WAYAN', 'DJOJO', 'NURHAYATI', 'FNU', 'É'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }), (list) => {
      expect(bitsOf(list.join(' '))).toEqual(reference(list.join(' ')));
    }),
    { seed: 14, numRuns: 100 },
  );
});

it('a father sets some of the bits that a person of his name sets, and no others', () => {
  const own = new Set(bitsOf('SLAMET'));
  const added = bitsOf('ANI BIN SLAMET').filter((bit) => !bitsOf('ANI').includes(bit));
  expect(added.length).toBeGreaterThan(0);
  expect(added.length).toBeLessThan(own.size / 2);
  for (const bit of added) expect(own.has(bit)).toBe(true);
});

it('weighted names are those of person-name/2 alone', () => {
  expect(() => schemaOf('person-name/1', 'weighted-names/1')).toThrow('spec-invalid');
  expect(schemaOf('person-name/2', 'word-bigrams').hash).not.toBe(
    schemaOf('person-name/2', 'weighted-names/1').hash,
  );
});

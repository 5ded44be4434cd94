/**
 * The 1,000 + 1,000 CLKs of FEBRL 4 that anonlink-entity-service publishes as test data, from the CSVs, bit for bit.
 *
 * They were made by a clkhash before 0.15.0, which differs from 0.18.3 in two things that are done here by hand:
 * two secrets (`key1`, `key2`), each the source of one key a feature; and an empty text has one token, the padding
 * itself. Everything else is what Padan does for every schema: the schema is of version 1 (20 bits a token, weight
 * 0.5 for half of the fields), converted; HKDF, formats, sentinels, n-grams, bits and double hashing.
 *
 * The schema is not published beside the CLKs: it was found from the filters themselves. Positions that all records
 * with one token have in common gave tokens and bits of each field; that they lie at equal steps gave double
 * hashing; salt, info and secrets are those of clkhash's documentation.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64, utf8 } from '../../exchange/bytes.ts';
import { deriveClkhashKeys } from '../keys.ts';
import { parseLinkageSchema } from '../linkage-schema.ts';
import { type HashedFeature, isHashed } from './document.ts';
import { createFieldReader } from './field.ts';
import { doublePositions } from './hash.ts';
import { bitsPerToken, tokensOf } from './tokens.ts';

const SALT = 'SCbL2zHNnmsckfzchsNkZY9XoHk96P/G5nUBrM7ybymlEFsMV6PAeDZCNp3rfNUPCtLDMOGQHG4pCQpfhiHCyA==';
const INFO = 'c2NoZW1hX2V4YW1wbGU=';
const text = (identifier: string, weight: number) => ({
  identifier,
  format: { type: 'string' },
  hashing: { ngram: 2, weight },
});
const digits = (identifier: string, weight: number) => ({
  identifier,
  format: { type: 'integer' },
  hashing: { ngram: 1, positional: true, weight, missingValue: { sentinel: '' } },
});
const SCHEMA = {
  version: 1,
  clkConfig: {
    l: 1024,
    k: 20,
    hash: { type: 'doubleHash' },
    kdf: { type: 'HKDF', hash: 'SHA256', salt: SALT, info: INFO, keySize: 64 },
  },
  features: [
    { identifier: 'rec_id', ignored: true },
    text('given_name', 1),
    text('surname', 1),
    digits('street_number', 0.5),
    text('address_1', 0.5),
    text('address_2', 0.5),
    text('suburb', 0.5),
    digits('postcode', 0.5),
    text('state', 0.5),
    digits('date_of_birth', 1),
    { identifier: 'soc_sec_id', ignored: true },
  ],
};

/** 64-byte blocks of one secret: in old clkhash feature i had block i of each secret. */
function blocks(secret: string): Uint8Array[] {
  const kdf = { hash: 'SHA256', salt: fromBase64(SALT)!, info: fromBase64(INFO)!, keySize: 64 } as const;
  return deriveClkhashKeys(utf8(secret), 6, kdf).flatMap(({ first, second }) => [first, second]);
}

function encoderBefore015(): (row: readonly string[]) => string {
  const schema = parseLinkageSchema(SCHEMA, 'febrl');
  if (schema.profile !== 'clkhash') throw new TypeError('not a clkhash schema');
  const [first, second] = [blocks('key1'), blocks('key2')];
  const fields = schema.document.features.flatMap((feature, column) =>
    isHashed(feature)
      ? [
          {
            column,
            feature,
            read: createFieldReader(feature),
            at: doublePositions({ first: first[column]!, second: second[column]! }, 1024, utf8, false),
          },
        ]
      : [],
  );
  return (row) => {
    const filter = new Uint8Array(128);
    for (const { column, feature, read, at } of fields) {
      expect(read.read(row[column]!).ok).toBe(true);
      const tokens = tokensBefore015(read.formatted(row[column]!), feature);
      const counts = bitsPerToken(feature.hashing.strategy, tokens.length);
      tokens.forEach((token, i) => {
        for (const bit of at(token, counts[i]!).subarray(0, counts[i]))
          filter[bit >> 3]! |= 0x80 >> (bit & 7);
      });
    }
    return toBase64(filter);
  };
}

function tokensBefore015(value: string, { hashing: { comparison } }: HashedFeature): string[] {
  const padded = value === '' && comparison.type === 'ngram' && comparison.n === 2;
  return padded ? ['  '] : tokensOf(value, comparison);
}

const shared = join(import.meta.dirname, '../../../../shared/data/linkage');
const absent = !existsSync(shared);

describe.skipIf(absent)(
  `the published CLKs of FEBRL 4${absent ? ' (skipped: ../shared/data/linkage is absent)' : ''}`,
  () => {
    const published = () =>
      JSON.parse(readFileSync(join(shared, 'febrl4_1000_clks_and_truth.json'), 'utf8')) as Record<
        string,
        string[]
      >;
    it.each([
      ['a', 'org'],
      ['b', 'dup-0'],
    ])('are made from dataset4%s.csv, all thousand of them', (side, ending) => {
      const rows = new Map(
        readFileSync(join(shared, `dataset4${side}.csv`), 'utf8')
          .trim()
          .split('\n')
          .map((line) => line.split(',').map((cell) => cell.trim()))
          .map((cells) => [cells[0]!, cells]),
      );
      const encode = encoderBefore015();
      const ids = published()[`entity_ids_${side}`]!;
      expect(ids).toHaveLength(1000);
      expect(ids.map((id) => encode(rows.get(`rec-${id}-${ending}`)!))).toEqual(published()[`clks_${side}`]);
    });
  },
);

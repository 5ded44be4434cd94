/** How made-up people become what leaves a custodian: as a schema says, before diffusion, or diffused in another way. */
import { blake3 } from '@noble/hashes/blake3.js';
import { utf8 } from '../../exchange/bytes.ts';
import { DomainError, label } from '../../problems.ts';
import type { EncodedRecord } from '../encoded-record.ts';
import { createRecordEncoder } from '../encoder.ts';
import type { LinkageSchema } from '../linkage-schema.ts';
import { createDiffusion } from '../padan/diffusion.ts';
import type { Cells } from './people.ts';

/** How cells become a filter under the key of a number; each number is another party's key. */
export type Scheme = (key: number) => {
  readonly bits: number;
  readonly encode: (cells: Cells) => Encoding;
};

export interface Encoding {
  readonly filter: Uint8Array;
  /** Exact tokens, then blocking tokens. */
  readonly tokens: readonly (Uint8Array | null)[];
}

/** Numbers of keys. */
export const OURS = 1;
export const ATTACKERS = 2;

/** What leaves the custodian. */
export function asItIs(schema: LinkageSchema, seed: number): Scheme {
  return (key) => {
    const encoder = createRecordEncoder(schema, keyBytes(seed, key));
    const encode = (cells: Cells) => {
      const record = encoder.encode(cells);
      return { filter: record.clk, tokens: tokensOf(record) };
    };
    return { bits: schema.bits, encode };
  };
}

/** The filters of the schema before any diffusion. */
export function plainly(schema: LinkageSchema, seed: number): Scheme {
  return (key) => {
    const encoder = createRecordEncoder(schema, keyBytes(seed, key));
    const encode = (cells: Cells) => {
      const record = encoder.encode(cells);
      return { filter: record.undiffused ?? record.clk, tokens: tokensOf(record) };
    };
    return { bits: schema.diffusion?.bits ?? schema.bits, encode };
  };
}

/** Those filters diffused in another way than the schema's. */
export function diffusedBy(
  schema: LinkageSchema,
  seed: number,
  { terms, outputBits }: { readonly terms: number; readonly outputBits: number },
): Scheme {
  return (key) => {
    const { bits, encode } = plainly(schema, seed)(key);
    const diffuse = createDiffusion(keyBytes(seed, key + 100), { bits, outputBits, terms });
    const diffused = (cells: Cells) => {
      const { filter, tokens } = encode(cells);
      return { filter: diffuse(filter), tokens };
    };
    return { bits: outputBits, encode: diffused };
  };
}

/** @throws {DomainError} `attack-schema-not-covered` with the columns whose made-up values the schema refuses. */
export function checkEncodable(schema: LinkageSchema, people: readonly Cells[]): void {
  const encoder = createRecordEncoder(schema, keyBytes(0, OURS));
  const columns = new Set(people.flatMap((cells) => encoder.check(cells).map(({ column }) => column)));
  if (columns.size === 0) return;
  const names = [...columns].map((column) => label(schema.columns[column]?.name ?? String(column)));
  throw new DomainError('attack-schema-not-covered', { columns: names });
}

function tokensOf({ exact, blocking }: EncodedRecord): readonly (Uint8Array | null)[] {
  return [...exact, ...blocking];
}

function keyBytes(seed: number, number: number): Uint8Array {
  return blake3(utf8(`padan attack laboratory ${seed} ${number}`));
}

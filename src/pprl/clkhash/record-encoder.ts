/** Records to CLKs, byte for byte as clkhash 0.18.3 makes them. */
import { fromBase64 } from '../../exchange/bytes.ts';
import { DomainError } from '../../problems.ts';
import type { EncodedRecord } from '../encoded-record.ts';
import type { CellProblem, RecordEncoder } from '../encoder.ts';
import { deriveClkhashKeys } from '../keys.ts';
import type { ClkhashSchema } from '../linkage-schema.ts';
import { DEFAULT_KEY_SIZE, encodingName, type HashedFeature, isHashed } from './document.ts';
import { createFieldReader, type FieldReader } from './field.ts';
import { blakePositions, doublePositions, type FeatureKeys, type PositionsOf, xorFold } from './hash.ts';
import { encodingOf } from './text-encoding.ts';
import { bitsPerToken, tokensOf } from './tokens.ts';

interface Field {
  readonly column: number;
  readonly feature: HashedFeature;
  readonly read: FieldReader;
  readonly positions: PositionsOf;
}

const NO_BYTES = new Uint8Array(0);

/**
 * Edge:   cells are taken as they are, neither trimmed nor case-folded (clkhash does neither).
 * Throws: `key-file-empty` for an empty secret.
 */
export function createClkhashEncoder(schema: ClkhashSchema, secret: Uint8Array): RecordEncoder {
  if (secret.length === 0) throw new DomainError('key-file-empty');
  const { features, clkConfig } = schema.document;
  const folds = clkConfig.xor_folds ?? 0;
  const filterBits = clkConfig.l * 2 ** folds;
  const keys = deriveClkhashKeys(secret, features.length, {
    hash: clkConfig.kdf.hash ?? 'SHA256',
    salt: fromBase64(clkConfig.kdf.salt ?? '') ?? NO_BYTES,
    info: fromBase64(clkConfig.kdf.info ?? '') ?? NO_BYTES,
    keySize: clkConfig.kdf.keySize ?? DEFAULT_KEY_SIZE,
  });
  const fields = features.flatMap((feature, column): Field[] =>
    isHashed(feature)
      ? [
          {
            column,
            feature,
            read: createFieldReader(feature),
            positions: positionsFor(feature, keys[column]!, filterBits),
          },
        ]
      : [],
  );

  const check = (cells: readonly string[]): CellProblem[] => {
    if (cells.length !== features.length) return [{ column: cells.length, code: 'row-width-differs' }];
    return fields.flatMap(({ column, read }) => {
      const code = read.problem(cells[column]!);
      return code === null ? [] : [{ column, code }];
    });
  };

  const encode = (cells: readonly string[]): EncodedRecord => {
    const [problem] = check(cells);
    if (problem !== undefined) throw new DomainError(problem.code, { column: problem.column });
    const filter = new Uint8Array(filterBits / 8);
    for (const field of fields) setBits(filter, field, cells[field.column]!);
    return { clk: xorFold(filter, folds), undiffused: null, exact: [], blocking: [], identifierInvalid: false };
  };

  return { check, encode, warnings: () => [], payload: () => NO_BYTES };
}

function setBits(filter: Uint8Array, { feature, read, positions }: Field, cell: string): void {
  const { comparison, strategy } = feature.hashing;
  const tokens = tokensOf(read.formatted(cell), comparison);
  const counts = bitsPerToken(strategy, tokens.length);
  tokens.forEach((token, t) => {
    const count = counts[t]!;
    if (count === 0) return;
    const at = positions(token, count);
    for (let i = 0; i < count; i++) {
      const position = at[i]!;
      filter[position >> 3]! |= 0x80 >> (position & 7);
    }
  });
}

function positionsFor(feature: HashedFeature, keys: FeatureKeys, filterBits: number): PositionsOf {
  const hash = feature.hashing.hash ?? { type: 'blakeHash' };
  const bytesOf = encodingOf(encodingName(feature));
  return hash.type === 'blakeHash'
    ? blakePositions(keys, filterBits, bytesOf)
    : doublePositions(keys, filterBits, bytesOf, hash.prevent_singularity === true);
}

/** Records to CLKs, byte for byte as clkhash 0.18.3 makes them. */
import { fromBase64 } from '../../exchange/bytes.ts';
import { DomainError, type ProblemCode } from '../../problems.ts';
import type { EncodedRecord } from '../encoded-record.ts';
import type { CellProblem, RecordEncoder } from '../encoder.ts';
import { deriveClkhashKeys } from '../keys.ts';
import type { ClkhashSchema } from '../linkage-schema.ts';
import { ValueBits } from '../value-bits.ts';
import { DEFAULT_KEY_SIZE, encodingName, type HashedFeature, isHashed } from './document.ts';
import { createFieldReader } from './field.ts';
import { blakePositions, doublePositions, type FeatureKeys, type PositionsOf, xorFold } from './hash.ts';
import { encodingOf } from './text-encoding.ts';
import { createTokenBits } from './token-bits.ts';

interface Field {
  readonly column: number;
  /** The bits of a cell, and why it is refused, if it is. */
  readonly values: ValueBits<ProblemCode | null>;
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
      ? [{ column, values: valueBits(feature, positionsFor(feature, keys[column]!, filterBits), filterBits) }]
      : [],
  );
  const words = new Int32Array(Math.ceil(filterBits / 32));
  const bytes = new Uint8Array(words.buffer, 0, filterBits / 8);

  const check = (cells: readonly string[]): CellProblem[] => {
    if (cells.length !== features.length) return [{ column: cells.length, code: 'row-width-differs' }];
    const found: CellProblem[] = [];
    for (const { column, values } of fields) {
      const code = values.about(cells[column]!);
      if (code !== null) found.push({ column, code });
    }
    return found;
  };

  const encode = (cells: readonly string[]): EncodedRecord => {
    if (cells.length !== features.length)
      throw new DomainError('row-width-differs', { column: cells.length });
    words.fill(0);
    for (const { column, values } of fields) {
      const code = values.addTo(words, cells[column]!);
      if (code !== null) throw new DomainError(code, { column });
    }
    const clk = xorFold(bytes.slice(), folds);
    return { clk, undiffused: null, exact: [], blocking: [], counted: [], identifierInvalid: false };
  };

  return {
    check,
    encode,
    encodeAll: (rows) => rows.map(encode),
    warnings: () => [],
    payload: () => NO_BYTES,
  };
}

function valueBits(
  feature: HashedFeature,
  positions: PositionsOf,
  filterBits: number,
): ValueBits<ProblemCode | null> {
  const reader = createFieldReader(feature);
  const { comparison, strategy } = feature.hashing;
  const setBits = createTokenBits(comparison, strategy, positions);
  return new ValueBits(filterBits, (cell, filter) => {
    const read = reader.read(cell);
    if (read.ok) setBits(filter, read.value);
    return read.ok ? null : read.code;
  });
}

function positionsFor(feature: HashedFeature, keys: FeatureKeys, filterBits: number): PositionsOf {
  const hash = feature.hashing.hash ?? { type: 'blakeHash' };
  const bytesOf = encodingOf(encodingName(feature));
  return hash.type === 'blakeHash'
    ? blakePositions(keys, filterBits, bytesOf)
    : doublePositions(keys, filterBits, bytesOf, hash.prevent_singularity === true);
}

/**
 * The agreed recipe for CLKs, in one of two profiles: `clkhash` (linkage schema v3, byte-compatible) and `padan`.
 *
 * Hash. It is in every encoded file, and files with different hashes are refused before any matching.
 * - padan: SHA-256 of the canonical JSON of what decides bits and tokens: profile, filter length, the fields (name,
 *   normaliser, tokeniser, hashes per token) sorted by name, the exact tokens with their parts, in their order,
 *   and blocking and diffusion where there are any.
 *   Column names and order, payload columns, titles, `confirmAt` and `decision` are left out: custodians may name and
 *   carry columns as they like, and a threshold may change without encoding anew.
 * - clkhash: SHA-256 of the canonical JSON of the whole document, in version 3: an older one and what clkhash's own
 *   `convert-schema` makes of it are the same recipe and have one hash.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { utf8 } from '../exchange/bytes.ts';
import { canonicalJson, type Json } from '../exchange/canonical-json.ts';
import type { ProblemCode } from '../problems.ts';
import type { DifferingTokens } from './assign/judge.ts';
import { slotColumn } from './block/block-keys.ts';
import { type ClkhashDocument, clkhashDocument, isHashed } from './clkhash/document.ts';
import { readClkhashDocument } from './clkhash/faults.ts';
import { slotsOf } from './padan/blocking.ts';
import { type PadanDocument, padanDocument } from './padan/document.ts';
import { parseSpec, specRefusal } from './spec-refusal.ts';

/** What an input column is used for. A column in the filter *and* in an exact token is `linkage`. */
export type ColumnRole = 'linkage' | 'exact' | 'payload' | 'ignored';

export interface Diffusion {
  /** Length of the filter before diffusion, in bits. */
  readonly bits: number;
  readonly terms: number;
}

interface ExactTokenFacts {
  readonly name: string;
  readonly confirmAt: number | null;
  /** A person has one, and always the same. */
  readonly unique: boolean;
}

/** How links are decided, as far as the schema says. */
export interface DecisionFacts {
  readonly threshold: number;
  readonly precision?: number | undefined;
  readonly differingTokens?: DifferingTokens | undefined;
}

interface SchemaFacts {
  readonly id: string;
  readonly recordType: string;
  /** Length in bits of the filters that leave, after diffusion. */
  readonly bits: number;
  /** How filters of `bits` bits become those that leave; null where they leave as they are. */
  readonly diffusion: Diffusion | null;
  /** The columns of the input CSV, in order. */
  readonly columns: readonly { readonly name: string; readonly role: ColumnRole }[];
  /** Tokens of the exact stage, in the order of `EncodedRecord.exact`; `confirmAt` is the filter score a hit needs, null = none. */
  readonly exactTokens: readonly ExactTokenFacts[];
  /** Columns of blocking tokens, in the order of `EncodedRecord.blocking`. */
  readonly blockColumns: readonly string[];
  /** A blocking token on more rows of a file than this is left out of it; null where there are none. */
  readonly mostBlockRows: number | null;
  /** Lower-case hexadecimal SHA-256. */
  readonly hash: string;
  /** Filters are diffused before they leave the custodian. */
  readonly hardened: boolean;
  readonly decision: DecisionFacts | null;
  /** What whoever encodes should be told of the schema itself, such as `xor-folds-ignored`. */
  readonly warnings: readonly ProblemCode[];
}

export interface ClkhashSchema extends SchemaFacts {
  readonly profile: 'clkhash';
  readonly document: ClkhashDocument;
}

export interface PadanSchema extends SchemaFacts {
  readonly profile: 'padan';
  readonly document: PadanDocument;
}

export type LinkageSchema = ClkhashSchema | PadanSchema;

/**
 * Reads a parsed linkage schema of either profile; `where` names its file in a refusal.
 * Throws: `spec-invalid` with file, path and reason.
 */
export function parseLinkageSchema(json: unknown, where: string): LinkageSchema {
  if (isObject(json) && 'clkConfig' in json) return clkhashSchema(json, where);
  if (isObject(json) && 'format' in json) return padanSchema(parseSpec(padanDocument, json, where));
  const reason = 'neither a padan linkage schema (format) nor a clkhash one (clkConfig)';
  throw specRefusal(where, [{ path: [], reason }]);
}

function padanSchema(document: PadanDocument): PadanSchema {
  return {
    profile: 'padan',
    id: document.id,
    recordType: document.recordType,
    bits: document.diffusion?.bits ?? document.bits,
    diffusion:
      document.diffusion === undefined ? null : { bits: document.bits, terms: document.diffusion.terms },
    columns: document.columns,
    exactTokens: document.exactTokens.map((token) => exactFacts(document, token)),
    blockColumns: (document.blocking?.passes ?? []).flatMap((pass) => {
      const slots = slotsOf(pass);
      return Array.from({ length: slots }, (_, slot) => slotColumn(pass.name, slot, slots));
    }),
    mostBlockRows: document.blocking?.mostRows ?? null,
    hash: hashOf(whatDecidesBits(document)),
    hardened: document.diffusion !== undefined,
    decision: decisionFacts(document),
    warnings: [],
    document,
  };
}

function decisionFacts({ decision }: PadanDocument): DecisionFacts | null {
  if (decision === null) return null;
  const { threshold, precision, differingTokens } = decision;
  return { threshold, precision, differingTokens };
}

function exactFacts(
  { fields }: PadanDocument,
  { name, confirmAt, parts, unique }: PadanDocument['exactTokens'][number],
): ExactTokenFacts {
  const alone = parts.length === 1 && fields.some((f) => f.name === parts[0] && f.normalise === 'nik/1');
  return { name, confirmAt, unique: unique ?? alone };
}

function whatDecidesBits({ bits, fields, exactTokens, blocking, diffusion }: PadanDocument): Json {
  return {
    profile: 'padan-linkage/1',
    bits,
    fields: fields
      .map(({ name, normalise, filter }) => ({
        name,
        normalise,
        filter: filter === undefined ? null : { ...filter },
      }))
      .sort(byName),
    exactTokens: exactTokens.map(({ name, parts }) => ({ name, parts })),
    ...(blocking === undefined ? {} : { blocking: { ...blocking } }),
    ...(diffusion === undefined ? {} : { diffusion: { ...diffusion } }),
  };
}

function clkhashSchema(json: object, where: string): ClkhashSchema {
  const reading = readClkhashDocument(json);
  if (reading.faults.length > 0) throw specRefusal(where, reading.faults);
  const document = parseSpec(clkhashDocument, reading.document, where);
  const given = (json as { clkConfig: { xorFolds?: unknown } }).clkConfig.xorFolds;
  return {
    profile: 'clkhash',
    id: 'clkhash',
    recordType: 'person',
    bits: document.clkConfig.l,
    diffusion: null,
    columns: document.features.map((feature) => ({
      name: feature.identifier,
      role: isHashed(feature) ? 'linkage' : 'ignored',
    })),
    exactTokens: [],
    blockColumns: [],
    mostBlockRows: null,
    hash: hashOf(reading.document as Json),
    hardened: false,
    decision: null,
    warnings: [
      ...(reading.version === 3 ? [] : (['clkhash-schema-converted'] as const)),
      ...(typeof given === 'number' && given > 0 ? (['xor-folds-ignored'] as const) : []),
    ],
    document,
  };
}

function hashOf(value: Json): string {
  return bytesToHex(sha256(utf8(canonicalJson(value))));
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function isObject(json: unknown): json is object {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

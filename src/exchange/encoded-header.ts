import { DomainError, type Facts, label } from '../problems.ts';
import { fromBase64 } from './bytes.ts';
import { cellFault } from './cell-check.ts';

const ENCODED_FORMAT = 'padan-encoded/1';

/** What an encoded file says about itself, in the metadata of its Arrow schema. */
export interface EncodedHeader {
  readonly profile: 'padan' | 'clkhash';
  /** SHA-256 of the linkage schema, lower-case hexadecimal. */
  readonly schemaHash: string;
  /** Fingerprint of the project key, lower-case hexadecimal. */
  readonly keyFingerprint: string;
  readonly project: string;
  readonly custodian: string;
  readonly recordType: string;
  /** 16 random bytes in hexadecimal: the name of this encoding, bound into every sealed row. */
  readonly fileId: string;
  readonly rows: number;
  /** Filter length. */
  readonly bits: number;
  /** Diffused, with a leakage within the limit (pprl/hardened.ts), as the sender measured it. */
  readonly hardened: boolean;
  /** Bytes of a sealed row; 0 where the file has no payload. */
  readonly sealedBytes: number;
  /** Age envelope to the receiver that holds the file key and the payload's column names, in base64; null without payload. */
  readonly payloadKey: string | null;
  /** Names of the exact tokens, in the schema's order: a column `exact:<name>` each. */
  readonly exactNames: readonly string[];
  /** Names of the blocking tokens, in the schema's order: a column `block:<name>` each. */
  readonly blockNames: readonly string[];
}

export const MAX_ROWS = 0xffff_ffff;
export const MAX_BITS = 16_384;
export const MAX_SEALED_BYTES = 65_536;
const MAX_EXACT = 16;
const MAX_BLOCK = 24;

const HEX_HASH = /^[0-9a-f]{64}$/;
const FINGERPRINT = /^[0-9a-f]{32}$/;
const FILE_ID = /^[0-9a-f]{32}$/;
const COUNT = /^(0|[1-9][0-9]{0,9})$/;
const TOKEN_NAME = /^[a-z][a-z0-9]*([_+-][a-z0-9]+)*$/;
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/;
const RANDOM_ID = /^(?=.*[a-f])[0-9a-f-]{32,36}$/;

/**
 * A name of a project, a custodian or a record type: it travels in clear, so it may not be able to carry a NIK.
 * Edge: ten or more digits in a row are refused, unless the whole is a hexadecimal identifier or a UUID.
 */
export function isName(text: string): boolean {
  return NAME.test(text) && (!/\d{10,}/.test(text) || RANDOM_ID.test(text));
}

function isTokenName(text: string): boolean {
  return text.length <= 64 && TOKEN_NAME.test(text) && !/\d{5,}/.test(text);
}

export function isFileId(text: string): boolean {
  return FILE_ID.test(text);
}

export function isSha256(text: string): boolean {
  return HEX_HASH.test(text);
}

export function isFingerprint(text: string): boolean {
  return FINGERPRINT.test(text);
}

/** Metadata keys in the order in which they are written. */
export function printHeader(header: EncodedHeader): [string, string][] {
  return [
    ['format', ENCODED_FORMAT],
    ['profile', header.profile],
    ['schemaHash', header.schemaHash],
    ['keyFingerprint', header.keyFingerprint],
    ['project', header.project],
    ['custodian', header.custodian],
    ['recordType', header.recordType],
    ['fileId', header.fileId],
    ['rows', String(header.rows)],
    ['bits', String(header.bits)],
    ['hardened', String(header.hardened)],
    ['sealedBytes', String(header.sealedBytes)],
    ...(header.payloadKey === null ? [] : [['payloadKey', header.payloadKey] as [string, string]]),
  ];
}

/**
 * The header of a file somebody else made: known keys only, each once, each in its own alphabet.
 * @throws {DomainError} `encoded-metadata` with the name of the member that is missing or wrong, or with the
 *   count of members nobody knows (never their text); `encoded-format` where the version is another.
 */
export function parseHeader(
  metadata: readonly (readonly [string, string])[],
  exactNames: readonly string[],
  blockNames: readonly string[],
): EncodedHeader {
  const members = new Map(metadata);
  if (members.get('format') !== ENCODED_FORMAT) throw new DomainError('encoded-format');
  if (members.size !== metadata.length) throw wrong({ repeated: metadata.length - members.size });
  const take = (name: string, holds: (text: string) => boolean): string => {
    const text = members.get(name);
    if (text === undefined || !holds(text)) throw wrong({ member: label(name) });
    members.delete(name);
    return text;
  };
  const count = (name: string, most: number): number =>
    Number(take(name, (text) => COUNT.test(text) && Number(text) <= most));
  members.delete('format');
  const header: EncodedHeader = {
    profile: take('profile', (text) => text === 'padan' || text === 'clkhash') as EncodedHeader['profile'],
    schemaHash: take('schemaHash', isSha256),
    keyFingerprint: take('keyFingerprint', isFingerprint),
    project: take('project', isName),
    custodian: take('custodian', isName),
    recordType: take('recordType', isName),
    fileId: take('fileId', isFileId),
    rows: count('rows', MAX_ROWS),
    bits: count('bits', MAX_BITS),
    hardened: take('hardened', (text) => text === 'true' || text === 'false') === 'true',
    sealedBytes: count('sealedBytes', MAX_SEALED_BYTES),
    payloadKey: members.has('payloadKey') ? take('payloadKey', isEnvelope) : null,
    exactNames,
    blockNames,
  };
  if (members.size > 0) throw wrong({ unknown: members.size });
  checkHeader(header);
  return header;
}

/** What holds between members. @throws {DomainError} `encoded-metadata`. */
export function checkHeader(header: EncodedHeader): void {
  if (header.bits < 8 || header.bits % 8 !== 0) throw wrong({ member: label('bits') });
  if (header.rows < 1) throw wrong({ member: label('rows') });
  if (header.sealedBytes > MAX_SEALED_BYTES) throw wrong({ member: label('sealedBytes') });
  if (header.sealedBytes > 0 !== (header.payloadKey !== null)) throw wrong({ member: label('payloadKey') });
  if (!areTokenNames(header.exactNames, MAX_EXACT)) throw wrong({ member: label('exact') });
  if (!areTokenNames(header.blockNames, MAX_BLOCK)) throw wrong({ member: label('block') });
  for (const name of [header.project, header.custodian, header.recordType])
    if (!isName(name)) throw wrong({ member: label('project, custodian or recordType') });
}

function areTokenNames(names: readonly string[], most: number): boolean {
  return names.length <= most && new Set(names).size === names.length && names.every(isTokenName);
}

const AGE_LINE = '[A-Za-z0-9+/]{43}';
const AGE_HEADER = new RegExp(
  `^age-encryption\\.org/v1\\n-> X25519 ${AGE_LINE}\\n${AGE_LINE}\\n--- ${AGE_LINE}\\n`,
);

/**
 * An age file to one X25519 recipient, in base64; a file key and column names need no more than 8 KiB. Behind its
 * header is ciphertext, which is held to what ciphertext looks like.
 */
function isEnvelope(text: string): boolean {
  const bytes = text.length <= 12_000 ? fromBase64(text) : null;
  if (bytes === null) return false;
  const header = AGE_HEADER.exec(new TextDecoder('latin1').decode(bytes))?.[0].length;
  return header !== undefined && cellFault(bytes, header, bytes.length - header, 'random') === null;
}

function wrong(facts: Facts): DomainError {
  return new DomainError('encoded-metadata', facts);
}

import { collect } from '../../src/exchange/bytes.ts';
import { type EncodedBatch, writeEncodedFile } from '../../src/exchange/encoded-file.ts';
import type { EncodedHeader } from '../../src/exchange/encoded-header.ts';
import type { Randomness } from '../../src/ports/randomness.ts';

/** A base64 text of the shape of an age file; nothing in these tests opens it. */
const LINE = 'a'.repeat(43);
const ENVELOPE = btoa(
  `age-encryption.org/v1\n-> X25519 ${LINE}\n${LINE}\n--- ${LINE}\n${'\xfe\x07'.repeat(40)}`,
);

export function testHeader(overrides: Partial<EncodedHeader> = {}): EncodedHeader {
  return {
    profile: 'padan',
    schemaHash: 'ab'.repeat(32),
    keyFingerprint: 'cd'.repeat(16),
    project: 'project-1',
    custodian: 'kp2mi',
    recordType: 'placements',
    fileId: '01'.repeat(16),
    rows: 20,
    bits: 256,
    hardened: false,
    sealedBytes: 48,
    payloadKey: ENVELOPE,
    exactNames: ['nik', 'passport'],
    blockNames: [],
    ...overrides,
  };
}

/** Random cells; about one token in four is missing. */
export function randomBatch(header: EncodedHeader, rows: number, random: Randomness): EncodedBatch {
  const tokensNamed = (name: string) => {
    const present = random.bytes(rows).map((byte) => (byte < 64 ? 0 : 1));
    const tokens = random.bytes(rows * 32);
    present.forEach((flag, r) => {
      if (flag === 0) tokens.fill(0, r * 32, (r + 1) * 32);
    });
    return { name, tokens, present };
  };
  return {
    rows,
    clk: random.bytes((rows * header.bits) / 8),
    exact: header.exactNames.map(tokensNamed),
    blocking: header.blockNames.map(tokensNamed),
    sealed: header.sealedBytes > 0 ? random.bytes(rows * header.sealedBytes) : null,
  };
}

export async function encodedBytes(
  header: EncodedHeader,
  batches: readonly EncodedBatch[],
): Promise<Uint8Array<ArrayBuffer>> {
  return collect(writeEncodedFile(header, batches));
}

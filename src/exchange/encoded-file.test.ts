import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  Binary,
  CompressionType,
  Field,
  FixedSizeBinary,
  Message,
  MessageHeader,
  MetadataVersion,
  Schema,
  Struct,
  Table,
  tableFromIPC,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { BodyCompression, BufferRegion, FieldNode, RecordBatch } from 'apache-arrow/ipc/metadata/message';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieces, refusalOf, seededRandomness } from '../../test/support/bytes.ts';
import { encodedBytes, randomBatch, testHeader } from '../../test/support/encoded.ts';
import { batchMessage, endOfStream, schemaMessage } from './arrow-messages.ts';
import { concat, utf8 } from './bytes.ts';
import { encodedColumns } from './encoded-file.ts';
import { isName, printHeader } from './encoded-header.ts';
import { readEncodedColumns, readEncodedFile } from './encoded-reader.ts';

const random = seededRandomness(3);
const header = testHeader();
const whole = randomBatch(header, 20, random);
const bytes = await encodedBytes(header, [whole]);

async function readAll(file: Uint8Array, size = 65_536) {
  const { header: found, batches } = await readEncodedFile(pieces(file, size));
  const all = [];
  for await (const batch of batches) all.push(batch);
  return { header: found, batches: all };
}
const refused = async (file: Uint8Array) => refusalOf(() => readAll(file));
const codeOf = async (file: Uint8Array) => (await refused(file)).code;

describe('an encoded file', () => {
  it('reads back what was written, in pieces of any size', async () => {
    for (const size of [1, 7, 64, 1 << 20]) {
      const read = await readAll(bytes, size);
      expect(read.header).toEqual(header);
      expect(read.batches).toEqual([whole]);
    }
  });

  it('reads back any shape of file', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(8, 64, 1024),
        fc.constantFrom(0, 48, 80),
        fc.subarray(['nik', 'passport', 'name-date']),
        fc.nat(),
        async (sizes, bits, sealedBytes, exactNames, seed) => {
          const rows = sizes.reduce((sum, size) => sum + size, 0);
          const payloadKey = sealedBytes > 0 ? header.payloadKey : null;
          const shape = testHeader({ rows, bits, sealedBytes, exactNames, payloadKey });
          const source = seededRandomness(seed);
          const batches = sizes.map((size) => randomBatch(shape, size, source));
          // A filter of one byte may by chance be printable, which is refused as it should be.
          for (const batch of batches) if (bits === 8) batch.clk.set(batch.clk.map((byte) => byte | 0x80));
          const file = await encodedBytes(shape, batches);
          expect((await readAll(file, 100)).batches).toEqual(batches);
          const columns = await readEncodedColumns(pieces(file));
          expect(columns.clk).toEqual({ bits, rows, bytes: concat(batches.map(({ clk }) => clk)) });
          expect(columns.exact).toEqual(
            exactNames.map((name, i) => ({
              name,
              tokens: concat(batches.map(({ exact }) => exact[i]!.tokens)),
              present: concat(batches.map(({ exact }) => exact[i]!.present)),
            })),
          );
        },
      ),
      { seed: 1, numRuns: 60 },
    ));

  it('is an Arrow stream that others read', () => {
    const table = tableFromIPC(bytes);
    expect(table.numRows).toBe(20);
    expect(table.schema.names).toEqual(['clk', 'exact:nik', 'exact:passport', 'sealed']);
    expect(table.schema.metadata.get('keyFingerprint')).toBe(header.keyFingerprint);
    for (let r = 0; r < 20; r++) {
      expect(table.getChild('clk')?.get(r)).toEqual(whole.clk.subarray(r * 32, (r + 1) * 32));
      const token =
        whole.exact[1]!.present[r] === 1 ? whole.exact[1]!.tokens.subarray(r * 32, (r + 1) * 32) : null;
      expect(table.getChild('exact:passport')?.get(r)).toEqual(token);
    }
  });

  it('has messages of one layout, in every version: the reader refuses any other', async () => {
    const metadata = printHeader({ ...header, payloadKey: null, sealedBytes: 0 });
    const schema = schemaMessage({ columns: encodedColumns(header), metadata });
    const regions = [0, 0, 0, 640].map((length) => ({ offset: 0, length }));
    const batch = batchMessage({ rows: 20, nulls: [0, 3], regions, bodyLength: 640 });
    expect([schema, batch].map((message) => bytesToHex(sha256(message)))).toEqual([
      'c0fc7ab2c84da64a9bb074fd54a6f9c5b3a81fd663d2bc9b6e82af2442c0dc43',
      '683536872a641c2a31660b29676813281cc98e4a6b7dd4731627c6421b16dfa3',
    ]);
  });

  it('is refused at write where a sealed row is longer than a reader takes', async () => {
    const long = { ...header, sealedBytes: 65_552 };
    expect((await refusalOf(() => encodedBytes(long, []))).facts).toEqual({ member: 'sealedBytes' });
  });

  it('is refused at write where the rows do not add up', async () =>
    expect(await refusalOf(() => encodedBytes(header, [randomBatch(header, 19, random)]))).toEqual({
      code: 'encoded-row-count',
      facts: { expected: 20, found: 19 },
    }));
});

describe('the reader refuses the whole file', () => {
  it('cut off anywhere', async () => {
    for (let length = 0; length < bytes.length; length++)
      expect(['encoded-truncated', 'encoded-not-arrow'], `at ${length}`).toContain(
        await codeOf(bytes.subarray(0, length)),
      );
    expect(await codeOf(new Uint8Array(0))).toBe('encoded-not-arrow');
    expect(await codeOf(utf8('nik,nama\n1,2\n'))).toBe('encoded-not-arrow');
  });

  it('with anything behind its end', async () => {
    expect(await codeOf(concat([bytes, Uint8Array.of(0)]))).toBe('encoded-trailing-bytes');
    expect(await codeOf(concat([bytes, bytes]))).toBe('encoded-trailing-bytes');
  });

  it('with fewer or more rows than it says', async () => {
    const half = randomBatch(header, 10, random);
    const messages = (parts: Uint8Array[]) => concat([...parts, endOfStream()]);
    const schema = schemaMessage({ columns: encodedColumns(header), metadata: printHeader(header) });
    const one = await encodedBytes({ ...header, rows: 10 }, [half]);
    const start = schemaMessage({
      columns: encodedColumns(header),
      metadata: printHeader({ ...header, rows: 10 }),
    }).length;
    const body = one.subarray(start, one.length - 8);
    expect(await refused(messages([schema, body]))).toEqual({
      code: 'encoded-row-count',
      facts: { expected: 20, found: 10 },
    });
    expect(await refused(messages([schema, body, body, body]))).toEqual({
      code: 'encoded-row-count',
      facts: { expected: 20, found: 30 },
    });
  });

  const rewritten = (metadata: [string, string][], columns = encodedColumns(header)) => {
    const old = schemaMessage({ columns: encodedColumns(header), metadata: printHeader(header) });
    return concat([schemaMessage({ columns, metadata }), bytes.subarray(old.length)]);
  };
  const withMember = (name: string, value: string) =>
    rewritten(printHeader(header).map(([n, v]) => [n, n === name ? value : v]));

  it('whose metadata is not what it may be', async () => {
    for (const [name, value] of [
      ['profile', 'other'],
      ['schemaHash', 'AB'.repeat(32)],
      ['schemaHash', 'ab'.repeat(31)],
      ['keyFingerprint', '3171234509870001x'],
      ['keyFingerprint', '3171234509870001'],
      ['project', 'with space'],
      ['project', 'p-3171234509870001'],
      ['custodian', ''],
      ['custodian', 'x'.repeat(65)],
      ['fileId', '01'.repeat(15)],
      ['rows', '020'],
      ['rows', '4294967296'],
      ['bits', '12'],
      ['hardened', 'maybe'],
      ['sealedBytes', '65537'],
      ['payloadKey', btoa('nik 3171234509870001')],
      ['payloadKey', btoa('age-encryption.org/v1\nSITI AMINAH\n')],
      ['payloadKey', btoa(`${atob(header.payloadKey!)}SITI AMINAH 3171234509870001`)],
      ['payloadKey', btoa(`${atob(header.payloadKey!).slice(0, -32)}nik,nama\n317123450987,SITI AMINAH\n`)],
    ] as const)
      expect((await refused(withMember(name, value))).facts.member, `${name} ${value}`).toBe(name);
    expect(await codeOf(withMember('format', 'padan-encoded/2'))).toBe('encoded-format');
    expect(await refused(rewritten([...printHeader(header), ['note', '3171234509870001']]))).toEqual({
      code: 'encoded-metadata',
      facts: { unknown: 1 },
    });
    expect((await refused(rewritten(printHeader(header).filter(([n]) => n !== 'bits')))).facts.member).toBe(
      'bits',
    );
  });

  it('whose columns are not those of its header', async () => {
    const columns = encodedColumns(header);
    const change = (i: number, to: object) =>
      columns.map((column, j) => (i === j ? { ...column, ...to } : column));
    for (const [name, changed, column] of [
      ['one more', [...columns, { name: 'nik', width: 16, nullable: false }], 5],
      ['one less', columns.slice(0, 3), 4],
      ['another order', [columns[1]!, columns[0]!, ...columns.slice(2)], 1],
      ['another length', change(0, { width: 64 }), 1],
      ['nullable filters', change(0, { nullable: true }), 1],
      ['tokens that are not nullable', change(1, { nullable: false }), 2],
    ] as const)
      expect(await refused(rewritten(printHeader(header), [...changed])), name).toEqual({
        code: 'encoded-column',
        facts: { column, expectedColumns: 4 },
      });
  });

  it('with columns of other types, dictionaries or custom metadata', async () => {
    const metadata = new Map(printHeader(header));
    const plain = encodedColumns(header).map(
      ({ name, width, nullable }) => new Field(name, new FixedSizeBinary(width), nullable),
    );
    const file = (fields: Field[], note = metadata) =>
      tableToIPC(new Table(new Schema(fields, note)), 'stream');
    const [clk, ...rest] = plain as [Field, ...Field[]];
    expect(await codeOf(file([new Field('clk', new Utf8(), false), ...rest]))).toBe('encoded-column');
    expect(await codeOf(file([new Field('clk', new Binary(), false), ...rest]))).toBe('encoded-column');
    expect(await codeOf(file([new Field('clk', new Struct([]), false), ...rest]))).toBe('encoded-column');
    const noted = new Field('clk', new FixedSizeBinary(32), false, new Map([['nik', 'x']]));
    expect(await codeOf(file([noted, ...rest]))).toBe('encoded-custom-metadata');
    const words = vectorFromArray(['a', 'b', 'a']);
    expect(await codeOf(tableToIPC(new Table({ clk: words }), 'stream'))).toBe('encoded-column');
    expect(clk.name).toBe('clk');
  });

  /** A message around flatbuffers metadata, as arrow-messages.ts frames its own. */
  const framed = (metadata: Uint8Array) => {
    const length = Math.ceil(metadata.length / 8) * 8;
    const prefix = new Uint8Array(8).fill(0xff, 0, 4);
    new DataView(prefix.buffer).setInt32(4, length, true);
    return concat([prefix, metadata, new Uint8Array(length - metadata.length)]);
  };
  const fields = encodedColumns(header).map(
    ({ name, width, nullable }) => new Field(name, new FixedSizeBinary(width), nullable),
  );

  it('with a member of its metadata twice', async () => {
    const metadata: [string, string][] = [...printHeader(header), ['hardenex', 'true']];
    const file = rewritten(metadata);
    file[indexOf(file, utf8('hardenex')) + 7] = 'd'.charCodeAt(0);
    expect(await refused(file)).toEqual({ code: 'encoded-metadata', facts: { repeated: 1 } });
  });

  it('with text that no table of its schema message holds', async () => {
    const old = schemaMessage({ columns: encodedColumns(header), metadata: printHeader(header) });
    const hidden = framed(concat([old.subarray(8), utf8('SITI AMINAH 1990')]));
    expect(await codeOf(concat([hidden, bytes.subarray(old.length)]))).toBe('encoded-loose-bytes');
  });

  it('with bytes that no table of its batch messages holds: text, UTF-16 or packed numbers', async () => {
    const schema = schemaMessage({ columns: encodedColumns(header), metadata: printHeader(header) });
    const length = new DataView(bytes.buffer).getInt32(schema.length + 4, true);
    const message = bytes.subarray(schema.length + 8, schema.length + 8 + length);
    const rest = bytes.subarray(schema.length + 8 + length);
    const hide = (extra: Uint8Array) => concat([schema, framed(concat([message, extra])), rest]);
    expect((await readAll(hide(new Uint8Array(8)))).batches).toEqual([whole]);
    const packed = Uint8Array.of(0x31, 0x71, 0x23, 0x45, 0x09, 0x87, 0x00, 0x01);
    for (const extra of [utf8('3171234509870001'), utf8('SITI'), packed, Uint8Array.of(1)])
      expect(await codeOf(hide(extra))).toBe('encoded-loose-bytes');
  });

  it('with UTF-16 or packed numbers that no table of its schema message holds', async () => {
    const old = schemaMessage({ columns: encodedColumns(header), metadata: printHeader(header) });
    const hide = (extra: Uint8Array) =>
      concat([framed(concat([old.subarray(8), extra])), bytes.subarray(old.length)]);
    const wide = Uint8Array.from([...'SITI AMINAH'].flatMap((c) => [c.charCodeAt(0), 0]));
    const packed = Uint8Array.of(0x31, 0x71, 0x23, 0x45, 0x09, 0x87, 0x00, 0x01);
    for (const extra of [wide, packed]) expect(await codeOf(hide(extra))).toBe('encoded-loose-bytes');
  });

  it('with metadata on a message, or a compressed body', async () => {
    const schema = new Schema(fields, new Map(printHeader(header)));
    const old = schemaMessage({ columns: encodedColumns(header), metadata: printHeader(header) });
    const noted = new Message(0, MetadataVersion.V5, MessageHeader.Schema, schema, new Map([['nik', 'x']]));
    expect(await codeOf(concat([framed(Message.encode(noted)), bytes.subarray(old.length)]))).toBe(
      'encoded-custom-metadata',
    );
    const small = testHeader({ exactNames: [], sealedBytes: 0, payloadKey: null });
    const batch = new RecordBatch(
      20,
      [new FieldNode(20, 0)],
      [new BufferRegion(0, 0), new BufferRegion(0, 640)],
      new BodyCompression(CompressionType.ZSTD),
    );
    const file = concat([
      schemaMessage({ columns: encodedColumns(small), metadata: printHeader(small) }),
      framed(Message.encode(Message.from(batch, 640))),
      random.bytes(640),
      endOfStream(),
    ]);
    expect(await codeOf(file)).toBe('encoded-damaged');
  });

  it('with another number of nulls than it says', async () => {
    const changed = bytes.slice();
    const present = whole.exact[0]!.present.indexOf(1);
    changed[indexOf(changed, validityOf(whole.exact[0]!.present)) + (present >> 3)]! ^= 1 << (present & 7);
    expect(await codeOf(changed)).toBe('encoded-damaged');
  });

  it('with bytes between its columns, behind nulls or in the bitmap', async () => {
    const at = (find: (batch: Uint8Array) => number, value: number) => {
      const changed = bytes.slice();
      changed[find(changed)] = value;
      return changed;
    };
    // 20 rows: the bitmap of a token has 3 bytes, then 5 bytes of padding, then the tokens.
    const bitmap = (file: Uint8Array) => indexOf(file, validityOf(whole.exact[0]!.present));
    expect(await codeOf(at((file) => bitmap(file) + 4, 1))).toBe('encoded-loose-bytes');
    expect(await codeOf(at((file) => bitmap(file) + 2, 0xff))).toBe('encoded-loose-bytes');
    const missing = whole.exact[0]!.present.indexOf(0);
    expect(await refused(at((file) => bitmap(file) + 8 + missing * 32, 7))).toEqual({
      code: 'encoded-loose-bytes',
      facts: { row: missing },
    });
  });

  it('with regions that overlap, are too long or point outside', async () => {
    const bodyLength = 20 * 32;
    const small = testHeader({ exactNames: [], sealedBytes: 0, payloadKey: null });
    const schema = schemaMessage({ columns: encodedColumns(small), metadata: printHeader(small) });
    const file = (regions: { offset: number; length: number }[], extra: object = {}) =>
      concat([
        schema,
        batchMessage({ rows: 20, nulls: [0], regions, bodyLength, ...extra }),
        random.bytes(bodyLength),
        endOfStream(),
      ]);
    const good = [
      { offset: 0, length: 0 },
      { offset: 0, length: bodyLength },
    ];
    expect((await readAll(file(good))).batches).toHaveLength(1);
    for (const regions of [
      [good[0]!, { offset: 8, length: bodyLength }],
      [good[0]!, { offset: 0, length: bodyLength - 32 }],
      [good[0]!, { offset: -8, length: bodyLength }],
      [{ offset: 0, length: 3 }, good[1]!],
    ])
      expect(await codeOf(file(regions))).toBe('encoded-damaged');
    expect(await codeOf(file(good, { nulls: [1] }))).toBe('encoded-damaged');
    expect(await codeOf(file(good, { rows: 0 }))).toBe('encoded-damaged');
  });

  it('without a crash, whatever single byte of its messages changes', async () => {
    const schemaLength = schemaMessage({
      columns: encodedColumns(header),
      metadata: printHeader(header),
    }).length;
    for (let at = 0; at < schemaLength + 400; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 0x55;
      try {
        const read = await readAll(changed);
        expect(read.batches.reduce((sum, { rows }) => sum + rows, 0)).toBe(20);
      } catch (error) {
        expect((error as Error).name, `at ${at}`).toBe('DomainError');
      }
    }
  });

  it('with a NIK planted in any column, by row and column', async () => {
    for (const [column, width, get] of [
      [1, 32, (batch: typeof whole) => batch.clk],
      [2, 32, (batch: typeof whole) => batch.exact[0]!.tokens],
      [4, 48, (batch: typeof whole) => batch.sealed!],
    ] as const) {
      const batch = structuredClone(whole);
      const row = column === 2 ? batch.exact[0]!.present.indexOf(1) : 13;
      get(batch).set(utf8('3171234509870001'), row * width + 5);
      const { code, facts } = await refused(await encodedBytes(header, [batch]));
      expect({ code, row: facts.row, column: facts.column }).toEqual({ code: 'encoded-digits', row, column });
      expect(JSON.stringify(facts)).not.toContain('3171');
    }
  });
});

describe('names', () => {
  it.each([
    'kp2mi',
    'p1',
    'Project_2025.1',
    '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    '0123456789abcdef0123456789012345',
  ])('take %s', (name) => expect(isName(name)).toBe(true));
  it.each([
    '',
    '-a',
    'a-',
    'a b',
    'a/b',
    '3171234509870001',
    'p3171234509870001',
    '01234567890123456789012345678901',
    'é',
  ])('refuse %j', (name) => expect(isName(name)).toBe(false));
});

function indexOf(file: Uint8Array, part: Uint8Array): number {
  for (let at = 0; at + part.length <= file.length; at++)
    if (part.every((byte, i) => file[at + i] === byte)) return at;
  throw new Error('not found');
}

function validityOf(present: Uint8Array): Uint8Array {
  const bitmap = new Uint8Array(Math.ceil(present.length / 8));
  present.forEach((flag, row) => {
    bitmap[row >> 3]! |= flag << (row & 7);
  });
  return bitmap;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gathered, pieces, refusalOf, seededRandomness } from '../../test/support/bytes.ts';
import { collect, fromUtf8, utf8 } from '../exchange/bytes.ts';
import { csvLine, readCsv } from '../exchange/csv.ts';
import { createIdentity } from '../exchange/identity.ts';
import { padanLinksJson } from '../exchange/links.ts';
import { utf8Chunks } from '../exchange/ndjson.ts';
import type { OrderMap } from '../exchange/order-map.ts';
import { printResult, RESULT_STATUSES, type ResultLine, readFlags } from '../exchange/row-for-row.ts';
import { answerRequest } from './answer-request.ts';
import { Digest } from './digest.ts';
import { joinFile } from './join-file.ts';
import { readRowResults } from './row-results.ts';
import { permutation } from './shuffle.ts';

const sha256 = async (bytes: Uint8Array) => {
  const digest = new Digest();
  await collect(digest.through(pieces(bytes)));
  return digest.sha256();
};
const FILE = 'ef'.repeat(32);

async function orderOf(
  csv: Uint8Array,
  rows: number,
  seed: number,
  invalid: readonly number[] = [],
): Promise<OrderMap> {
  return {
    fileId: '01'.repeat(16),
    inputSha256: await sha256(csv),
    encodedSha256: FILE,
    rows: permutation(rows, seededRandomness(seed)),
    identifierInvalid: Uint8Array.from({ length: rows }, (_, i) => (invalid.includes(i) ? 1 : 0)),
  };
}

async function tableOf(bytes: AsyncIterable<Uint8Array>): Promise<string[][]> {
  const { header, batches } = await readCsv(bytes);
  const rows: string[][] = [[...header]];
  for await (const batch of batches) for (const row of batch.rows) rows.push([...row]);
  return rows;
}

const resultBytes = async (lines: ResultLine[], extra: object = {}) =>
  collect(
    utf8Chunks(
      printResult(
        { run: 'r1', file: FILE, rows: lines.length, letter: null, fileKey: null, sealedBytes: 0, ...extra },
        lines,
      ),
    ),
  );

describe('joinFile', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '\n', ' ', 'é'), maxLength: 4 });
  const rowsOf = fc
    .integer({ min: 1, max: 3 })
    .chain((columns) =>
      fc.array(
        fc.oneof(
          fc.array(cell, { minLength: columns, maxLength: columns }),
          fc.constant(Array.from({ length: columns }, () => '')),
          fc.constant(Array.from({ length: columns }, () => 'same')),
        ),
        { minLength: 1, maxLength: 30 },
      ),
    );

  it('gives N rows for N rows, in order, cells unchanged, each with its own word', () =>
    fc.assert(
      fc.asyncProperty(rowsOf, fc.nat(), fc.array(fc.nat({ max: 29 })), async (rows, seed, invalid) => {
        const header = rows[0]!.map((_, i) => `c${i}`);
        const csv = utf8([header, ...rows].map(csvLine).join(''));
        const order = await orderOf(csv, rows.length, seed, invalid);
        const word = (row: number) => RESULT_STATUSES[(row * 7 + seed) % 4]!;
        const reason = (row: number) =>
          word(row) === 'ambiguous' ? `reason-${String.fromCharCode(97 + (row % 26))}` : '';
        const lines = rows.map((_, row) => ({
          row,
          status: word(row),
          ...(reason(row) === '' ? {} : { reason: reason(row) }),
        }));
        const results = await readRowResults(pieces(await resultBytes(lines), 13), null);
        const out = await tableOf(joinFile({ input: () => pieces(csv, 7), order, results }));
        expect(out[0]).toEqual([...header, 'status_padan', 'catatan']);
        expect(out.slice(1).map((cells) => cells.slice(0, -2))).toEqual(rows);
        expect(out.slice(1).map((cells) => cells.slice(-2))).toEqual(
          rows.map((_, i) => {
            const row = order.rows[i]!;
            const status =
              word(row) === 'not-linked' && invalid.includes(i) ? 'identifier-invalid' : word(row);
            return [status, reason(row)];
          }),
        );
      }),
      { seed: 1, numRuns: 150 },
    ));

  const csv = utf8('nama,tahun\nsiti,1990\nbudi,1985\n');
  const lines: ResultLine[] = [
    { row: 0, status: 'linked' },
    { row: 1, status: 'not-linked' },
  ];
  const join = async (given: Uint8Array, order: OrderMap, result: Uint8Array) =>
    collect(
      joinFile({ input: () => pieces(given), order, results: await readRowResults(pieces(result), null) }),
    );

  it('refuses another CSV, another result and a taken column before the first byte', async () => {
    const order = await orderOf(csv, 2, 1);
    const result = await resultBytes(lines);
    expect((await join(csv, order, result)).length).toBeGreaterThan(0);
    const cases: [Uint8Array, OrderMap, Uint8Array, string][] = [
      [utf8('nama,tahun\nsiti,1990\nbudi,1986\n'), order, result, 'join-input-differs'],
      [utf8('nama,tahun\nsiti,1990\n'), order, result, 'join-input-differs'],
      [csv, { ...order, encodedSha256: 'aa'.repeat(32) }, result, 'join-result-differs'],
      [csv, order, await resultBytes(lines.slice(0, 1)), 'join-result-differs'],
    ];
    for (const [given, map, words, code] of cases) {
      const output = joinFile({
        input: () => pieces(given),
        order: map,
        results: await readRowResults(pieces(words), null),
      });
      expect((await refusalOf(() => output.next())).code).toBe(code);
    }
    const taken = utf8('nama, status_padan\nsiti,x\nbudi,y\n');
    expect(await refusalOf(async () => join(taken, await orderOf(taken, 2, 1), result))).toEqual({
      code: 'join-column-taken',
      facts: { column: 2 },
    });
  });

  it('reads padan-links/1 as the word on its first file', async () => {
    const order = { ...(await orderOf(csv, 2, 1)), rows: Uint32Array.of(1, 0) };
    const text = padanLinksJson({
      counts: [2, 9],
      metric: 'dice',
      threshold: 0.8,
      links: [
        { a: 0, b: 7, score: 0.9, stage: 'filter', status: 'linked' },
        { a: 1, b: 3, score: 0.8, stage: 'filter', status: 'review' },
      ],
      estimated: null,
    });
    const table = fromUtf8(await join(csv, order, utf8(text)));
    expect(table).toBe('nama,tahun,status_padan,catatan\nsiti,1990,ambiguous,\nbudi,1985,linked,\n');
  });
});

describe('flags', async () => {
  const random = seededRandomness(8);
  const requester = await createIdentity(random.bytes(32));
  const stranger = await createIdentity(random.bytes(32));
  const register = utf8('nik,nama,desil,pkh\n1,a,4,ya\n2,b,5,tidak\n3,c,6,"a ""b"", c"\n4,d,7,ya\n');
  const registerOrder = await orderOf(register, 4, 3);
  const letter = { number: 'B-1/2025', purpose: 'uji', flags: ['pkh', 'desil'] };
  const linkOf = (i: number) => `${'L'.repeat(24)}${i}`;
  // Row 0 of the requester is the register's third person, row 2 its first.
  const lines = [
    { row: registerOrder.rows[2]!, link: linkOf(0) },
    { row: registerOrder.rows[0]!, link: linkOf(2) },
  ];
  const header = { run: 'r1', letter, recipient: requester.recipient, rows: 2 };
  const { recipient } = requester;
  const job = {
    header,
    lines,
    recipient,
    order: registerOrder,
    register: () => pieces(register, 9),
    flags: null,
  };
  const answer = async (change: object = {}) => {
    const file = await collect(await answerRequest({ ...job, ...change }, seededRandomness(9)));
    const { header: flagsHeader, lines: reading } = await readFlags(pieces(file));
    return { file, header: flagsHeader, lines: await gathered(reading) };
  };
  const csv = utf8('x\nrow 0\nrow 1\nrow 2\n');
  const order = { ...(await orderOf(csv, 3, 1)), rows: Uint32Array.of(0, 1, 2) };
  const resultOf = (
    { header: flagsHeader, lines: sealed }: Awaited<ReturnType<typeof answer>>,
    change: object = {},
  ) =>
    resultBytes(
      [
        { row: 0, status: 'linked', ...sealed[0]! },
        { row: 1, status: 'not-linked' },
        { row: 2, status: 'linked', ...sealed[1]! },
      ],
      { letter, fileKey: flagsHeader.fileKey, sealedBytes: flagsHeader.sealedBytes, ...change },
    );
  const joined = async (result: Uint8Array, ageIdentity: string | null = requester.ageIdentity) =>
    tableOf(
      joinFile({
        input: () => pieces(csv),
        order,
        results: await readRowResults(pieces(result), ageIdentity),
      }),
    );

  it('come back on the rows they belong to, in the order of the letter', async () => {
    expect(await joined(await resultOf(await answer()))).toEqual([
      ['x', 'status_padan', 'catatan', 'pkh', 'desil'],
      ['row 0', 'linked', '', 'a "b", c', '6'],
      ['row 1', 'not-linked', '', '', ''],
      ['row 2', 'linked', '', 'ya', '4'],
    ]);
  });

  it('show the unit nothing: neither values nor names of columns that the letter does not name', async () => {
    const { file } = await answer();
    const text = fromUtf8(file) ?? '';
    expect(text).not.toMatch(/desil|nama|nik|ya"|tidak/);
    const [, first, second] = text.split('\n');
    expect(first!.length).toBe(second!.length);
  });

  it('open for the requester only, and only as they were sealed', async () => {
    const answered = await answer();
    const result = await resultOf(answered);
    const swapped = {
      ...answered,
      lines: [{ ...answered.lines[0]!, sealed: answered.lines[1]!.sealed }, answered.lines[1]!],
    };
    const cases: [Uint8Array, string | null, string][] = [
      [result, null, 'identity-needed'],
      [result, stranger.ageIdentity, 'envelope-not-opened'],
      [await resultOf(swapped), requester.ageIdentity, 'sealed-row-not-opened'],
      [await resultOf(answered, { run: 'r2' }), requester.ageIdentity, 'sealed-row-not-opened'],
      [
        await resultOf(answered, { letter: { ...letter, flags: ['desil', 'pkh'] } }),
        requester.ageIdentity,
        'flags-not-in-letter',
      ],
      [
        await resultOf(answered, { letter: { ...letter, flags: ['pkh'] } }),
        requester.ageIdentity,
        'flags-not-in-letter',
      ],
      [await resultOf(answered, { letter: null }), requester.ageIdentity, 'flags-not-in-letter'],
    ];
    for (const [bytes, ageIdentity, code] of cases)
      expect((await refusalOf(() => joined(bytes, ageIdentity))).code).toBe(code);
  });

  it('do not open where the unit held one back', async () => {
    const answered = await answer();
    const held = await resultBytes(
      [
        { row: 0, status: 'linked', ...answered.lines[0]! },
        { row: 1, status: 'not-linked' },
        { row: 2, status: 'linked' },
      ],
      { letter, fileKey: answered.header.fileKey, sealedBytes: answered.header.sealedBytes },
    );
    expect((await refusalOf(() => joined(held))).code).toBe('sealed-row-not-opened');
  });

  it('may come from a file that stands beside the register', async () => {
    const bare = utf8('nik,nama\n1,a\n2,b\n3,c\n4,d\n');
    const bareOrder = { ...registerOrder, inputSha256: await sha256(bare) };
    const beside = (text: string) =>
      answer({ register: () => pieces(bare), order: bareOrder, flags: () => pieces(utf8(text)) });
    const good = 'pkh,nik,desil\nya,1,4\ntidak,2,5\n-,3,6\nya,4,7\n';
    const table = await joined(await resultOf(await beside(good)));
    expect(table[1]).toEqual(['row 0', 'linked', '', '-', '6']);
    for (const [text, facts] of [
      [good.replace('tidak,2,5\n-,3,6', '-,3,6\ntidak,2,5'), { row: 2, column: 2 }],
      [good.replace('ya,4,7\n', ''), { row: 4 }],
      [`${good}ya,5,7\n`, { row: 5 }],
      [good.replace('nik', 'id'), { shared: 0 }],
    ] as const)
      expect(await refusalOf(() => beside(text))).toEqual({ code: 'flags-file-differs', facts });
  });

  it('are not sealed to whom the unit names, but to the requester', async () => {
    const lured = { header: { ...header, recipient: stranger.recipient } };
    expect((await refusalOf(() => answer(lured))).code).toBe('request-recipient-differs');
  });

  it('are refused where the register or the request is another', async () => {
    for (const [change, code] of [
      [
        { register: () => pieces(utf8('nik,nama,desil,pkh\n1,a,4,ya\n2,b,5,x\n3,c,6,x\n4,d,7,x\n')) },
        'join-input-differs',
      ],
      [{ lines: [{ row: 4, link: linkOf(0) }] }, 'request-row-unknown'],
      [{ header: { ...header, letter: { ...letter, flags: ['gaji'] } } }, 'flag-column-missing'],
      [{ header: { ...header, recipient: 'age1x' }, recipient: 'age1x' }, 'recipient-invalid'],
    ] as const)
      expect((await refusalOf(() => answer(change))).code).toBe(code);
  });
});

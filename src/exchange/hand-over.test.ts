import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieces, refusalOf, seededRandomness } from '../../test/support/bytes.ts';
import { testHeader } from '../../test/support/encoded.ts';
import { collect, fromUtf8, utf8 } from './bytes.ts';
import type { Json } from './canonical-json.ts';
import { createIdentity, type Identity, printIdentity, readIdentity } from './identity.ts';
import { destructionRecord, openKey, sealKey } from './key-documents.ts';
import { checkManifestFits, type Manifest, parseManifest, signManifest } from './manifest.ts';
import { utf8Chunks } from './ndjson.ts';
import { type OrderMap, printOrderMap, readOrderMap } from './order-map.ts';
import { printFlags, printRequest, printResult, readFlags, readRequest, readResult } from './row-for-row.ts';
import {
  contentBytes,
  flagsContext,
  openFileKey,
  openRow,
  payloadContext,
  sealedBytes,
  sealFileKey,
  sealRow,
} from './sealing.ts';
import { sign, verifySigned } from './signing.ts';

const random = seededRandomness(4);
const [alice, bob] = (await Promise.all([
  createIdentity(random.bytes(32)),
  createIdentity(random.bytes(32)),
])) as [Identity, Identity];
const textOf = async (parts: AsyncIterable<string> | Iterable<string>) =>
  fromUtf8(await collect(utf8Chunks(parts))) ?? '';

describe('signatures', () => {
  it('hold for the document and for nothing else', () => {
    const document = sign({ format: 'test/1', b: 1, a: ['x'] }, alice.signingSeed);
    expect(document.signer).toBe(alice.publicKey);
    expect(
      verifySigned({
        a: ['x'],
        signature: document.signature,
        format: 'test/1',
        b: 1,
        signer: alice.publicKey,
      }),
    ).toBe(true);
    for (const change of [
      { b: 2 },
      { a: [] },
      { format: 'test/2' },
      { signer: bob.publicKey },
      { extra: 1 },
      { signer: 'x' },
    ])
      expect(verifySigned({ ...document, ...change })).toBe(false);
    const flipped = document.signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    expect(verifySigned({ ...document, signature: flipped })).toBe(false);
  });

  it('make the key and the signature of RFC 8032 test 1', () => {
    const seed = Uint8Array.from(
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'.match(/../g)!,
      (x) => Number.parseInt(x, 16),
    );
    expect(sign({ format: 'x' }, seed).signer).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
  });
});

describe('an identity', () => {
  it('reads back', async () => expect(await readIdentity(printIdentity(alice))).toEqual(alice));

  it('is refused where a public half is another one, or a member is missing or too many', async () => {
    const document = JSON.parse(fromUtf8(printIdentity(alice)) ?? '');
    for (const [change, member] of [
      [{ publicKey: bob.publicKey }, 'publicKey'],
      [{ recipient: bob.recipient }, 'recipient'],
      [{ ageIdentity: alice.recipient }, 'ageIdentity'],
      [{ signingSeed: undefined }, 'signingSeed'],
      [{ note: 1 }, undefined],
    ] as const)
      expect(await refusalOf(() => readIdentity(utf8(JSON.stringify({ ...document, ...change }))))).toEqual({
        code: 'identity-invalid',
        facts: { member },
      });
  });
});

describe('a manifest', () => {
  const header = testHeader();
  const file = { header, bytes: 1234, sha256: 'ef'.repeat(32) };
  const manifest = signManifest(
    { ...file, schemaId: 'placements/1', leakageLambda: null, createdAt: Date.UTC(2025, 6, 14) },
    alice.signingSeed,
  );
  const reread = (change: object = {}): Manifest =>
    parseManifest(JSON.parse(JSON.stringify({ ...manifest, ...change })));

  it('reads back and fits its file', () => {
    expect(reread()).toEqual(manifest);
    expect(manifest.createdAt).toBe('2025-07-14T00:00:00.000Z');
    expect(manifest.leakageLambda).toBeNull();
    checkManifestFits(reread(), file);
  });

  it.each([
    [0.02, true],
    [0.020001, false],
    [0, true],
    [1, false],
  ])('of diffused filters with leakage %d is called hardened: %s', async (leakageLambda, hardened) => {
    const diffused = { ...header, hardened };
    const facts = { ...file, header: diffused, schemaId: 'x', leakageLambda, createdAt: 0 };
    const signed = signManifest(facts, alice.signingSeed);
    expect(parseManifest(JSON.parse(JSON.stringify(signed)))).toEqual(signed);
    // Signed or not: no manifest calls hardened what its own leakage contradicts.
    const lying = signManifest({ ...facts, header: { ...header, hardened: !hardened } }, alice.signingSeed);
    expect((await refusalOf(() => parseManifest(lying))).code).toBe('manifest-invalid');
  });

  it('is refused with any member changed', async () => {
    for (const name of Object.keys(manifest)) {
      const value = (manifest as unknown as Record<string, Json>)[name];
      const other =
        typeof value === 'number'
          ? value + 8
          : typeof value === 'string'
            ? value.replace(/[0-9a-z]/, (c) => (c === '1' ? '2' : '1'))
            : null;
      const { code } = await refusalOf(() => reread({ [name]: other === value ? 1 : other }));
      expect(['manifest-invalid', 'manifest-signature'], name).toContain(code);
    }
    expect((await refusalOf(() => reread({ note: 'x' }))).code).toBe('manifest-invalid');
  });

  it('is refused where the file is another', async () => {
    for (const [change, member] of [
      [{ bytes: 1235 }, 'bytes'],
      [{ sha256: 'ee'.repeat(32) }, 'sha256'],
      [{ header: { ...header, rows: 21 } }, 'rows'],
      [{ header: { ...header, schemaHash: '00'.repeat(32) } }, 'schema.hash'],
      [{ header: { ...header, custodian: 'bps' } }, 'custodian'],
    ] as const)
      expect(await refusalOf(() => checkManifestFits(manifest, { ...file, ...change }))).toEqual({
        code: 'manifest-differs',
        facts: { member },
      });
  });
});

describe('an order map', () => {
  const order: OrderMap = {
    fileId: '0a'.repeat(16),
    inputSha256: '1b'.repeat(32),
    encodedSha256: '2c'.repeat(32),
    rows: Uint32Array.of(2, 0, 1),
    identifierInvalid: Uint8Array.of(0, 1, 0),
  };
  const read = (text: string) => readOrderMap(pieces(utf8(text), 3));

  it('reads back', async () => {
    const text = await textOf(printOrderMap(order));
    expect(text.split('\n').slice(1)).toEqual(['2', '[0,"identifier-invalid"]', '1', '']);
    expect(await read(text)).toEqual(order);
  });

  it.each([
    ['a row twice', '2\n2\n1\n', 'order-not-a-permutation'],
    ['a row outside', '2\n3\n1\n', 'exchange-file-invalid'],
    ['a row missing', '2\n1\n', 'exchange-file-invalid'],
    ['a row too many', '2\n1\n0\n0\n', 'exchange-file-invalid'],
    ['another word', '2\n[0,"x"]\n1\n', 'exchange-file-invalid'],
    ['half a row', '2\n0.5\n1\n', 'exchange-file-invalid'],
    ['an empty line', '2\n\n1\n', 'exchange-file-invalid'],
  ])('is refused with %s', async (_name, lines, code) => {
    const [head] = (await textOf(printOrderMap(order))).split('\n');
    expect((await refusalOf(() => read(`${head}\n${lines}`))).code).toBe(code);
  });
});

describe('sealed rows', () => {
  const key = random.bytes(32);
  const context = payloadContext('0a'.repeat(16), 7, 20);

  it('open for the key and the row they were sealed for, and for no other', async () => {
    const columns = ['gaji', 'negara'];
    const sealed = sealRow(key, context, contentBytes(columns, ['1', 'Malaysia']), 80);
    expect(sealed).toHaveLength(80);
    expect(openRow(key, context, sealed, columns, 7)).toEqual(['1', 'Malaysia']);
    expect(openRow(key, context, sealed, ['negara', 'gaji'], 7)).toEqual(['Malaysia', '1']);
    const attempts: [Uint8Array, string, Uint8Array, string[]][] = [
      [random.bytes(32), context, sealed, columns],
      [key, payloadContext('0a'.repeat(16), 8, 20), sealed, columns],
      [key, payloadContext('0a'.repeat(16), 7, 21), sealed, columns],
      [key, payloadContext('0b'.repeat(16), 7, 20), sealed, columns],
      [key, context, sealed.map((byte, i) => (i === 40 ? byte ^ 1 : byte)), columns],
      [key, context, sealed.subarray(0, 79), columns],
      [key, context, sealed, ['gaji']],
      [key, context, sealed, ['gaji', 'negara', 'x']],
    ];
    for (const [k, c, bytes, names] of attempts)
      expect(await refusalOf(() => openRow(k, c, bytes, names, 7))).toEqual({
        code: 'sealed-row-not-opened',
        facts: { row: 7 },
      });
  });

  it('have one length, a multiple of 32 and a tag, in which the longest fits', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), (longest) => {
        const length = sealedBytes(longest);
        expect((length - 16) % 32).toBe(0);
        expect(length - 16 - 32).toBeLessThan(longest + 4);
        expect(sealRow(key, context, new Uint8Array(longest), length)).toHaveLength(length);
        expect(() => sealRow(key, context, new Uint8Array(length), length)).toThrow('sealed-row-too-long');
      }),
      { seed: 1, numRuns: 300 },
    ));

  it('say by which code list each column is coded, and open no envelope that says it of other columns', async () => {
    const columns = ['gaji', 'negara_tujuan'];
    const lists = ['', 'country ISO 3166-1'];
    const sealed = await sealFileKey(alice.recipient, { key, columns, lists });
    expect(await openFileKey(alice.ageIdentity, sealed)).toEqual({ key, columns, lists });
    for (const wrong of [[''], ['', '', ''], ['', 'COUNTRY'], ['', 'country \u001b[31m']]) {
      const envelope = await sealFileKey(alice.recipient, { key, columns, lists: wrong });
      expect((await refusalOf(() => openFileKey(alice.ageIdentity, envelope))).code).toBe(
        'envelope-not-opened',
      );
    }
  });

  it('hand their key to the receiver only', async () => {
    const envelope = await sealFileKey(alice.recipient, { key, columns: ['gaji'] });
    expect(await openFileKey(alice.ageIdentity, envelope)).toEqual({ key, columns: ['gaji'] });
    for (const act of [
      () => openFileKey(bob.ageIdentity, envelope),
      () => openFileKey(alice.ageIdentity, envelope.subarray(0, envelope.length - 1)),
      () => openFileKey('AGE-SECRET-KEY-1X', envelope),
    ])
      expect((await refusalOf(act)).code).toBe('envelope-not-opened');
    expect((await refusalOf(() => sealFileKey('age1x', { key, columns: [] }))).code).toBe(
      'recipient-invalid',
    );
    expect((await refusalOf(() => sealFileKey(alice.ageIdentity, { key, columns: [] }))).code).toBe(
      'recipient-invalid',
    );
  });
});

describe('a sealed project key', () => {
  const file = { project: 'p1', keyFingerprint: 'ab'.repeat(16), bytes: utf8('a key file') };

  it('opens for its receiver, from its sender', async () => {
    const sealed = await sealKey(file, bob.recipient, alice.signingSeed);
    const read = JSON.parse(JSON.stringify(sealed));
    expect(await openKey(read, alice.publicKey, bob.ageIdentity)).toEqual(file);
    expect((await refusalOf(() => openKey(read, bob.publicKey, bob.ageIdentity))).code).toBe(
      'sealed-key-signature',
    );
    const forged = { ...read, project: 'p2' };
    expect((await refusalOf(() => openKey(forged, alice.publicKey, bob.ageIdentity))).code).toBe(
      'sealed-key-signature',
    );
    expect((await refusalOf(() => openKey(read, alice.publicKey, alice.ageIdentity))).code).toBe(
      'envelope-not-opened',
    );
    expect((await refusalOf(() => openKey({ ...read, x: 1 }, alice.publicKey, bob.ageIdentity))).code).toBe(
      'sealed-key-invalid',
    );
  });

  it('ends in a signed record', () => {
    const record = destructionRecord(file, 0, alice.signingSeed);
    expect(record.destroyedAt).toBe('1970-01-01T00:00:00.000Z');
    expect(verifySigned(record)).toBe(true);
  });
});

describe('row for row', () => {
  const letter = { number: 'B-12/BPS/2025', purpose: 'Survei bersama', flags: ['purna', 'gaji'] };
  const link = (i: number) => `link-${String(i).padStart(22, 'x')}`;
  const gather = async <H, L>({ header, lines }: { header: H; lines: AsyncIterable<L> }) => {
    const all: L[] = [];
    for await (const line of lines) all.push(line);
    return { header, lines: all };
  };
  const request = { run: 'run-1', letter, recipient: alice.recipient, rows: 2 };
  const requestLines = [
    { row: 5, link: link(1) },
    { row: 0, link: link(2) },
  ];
  const flags = { run: 'run-1', rows: 2, sealedBytes: 48, fileKey: random.bytes(200) };
  const flagsLines = requestLines.map(({ link: id }) => ({ link: id, sealed: random.bytes(48) }));
  const result = {
    run: 'run-1',
    file: 'ab'.repeat(32),
    rows: 3,
    letter,
    fileKey: flags.fileKey,
    sealedBytes: 48,
  };
  const resultLines = [
    { row: 0, status: 'linked' as const, ...flagsLines[0]! },
    { row: 1, status: 'not-linked' as const },
    { row: 2, status: 'ambiguous' as const, reason: 'equal-candidates' },
  ];

  it('reads back all three files', async () => {
    const texts = {
      request: await textOf(printRequest(request, requestLines)),
      flags: await textOf(printFlags(flags, flagsLines)),
      result: await textOf(printResult(result, resultLines)),
    };
    expect(await gather(await readRequest(pieces(utf8(texts.request), 9)))).toEqual({
      header: request,
      lines: requestLines,
    });
    expect(await gather(await readFlags(pieces(utf8(texts.flags), 9)))).toEqual({
      header: flags,
      lines: flagsLines,
    });
    expect(await gather(await readResult(pieces(utf8(texts.result), 9)))).toEqual({
      header: result,
      lines: resultLines,
    });
    const bare = { ...result, letter: null, fileKey: null, sealedBytes: 0 };
    const bareText = await textOf(
      printResult(
        bare,
        resultLines.slice(1).map((line, row) => ({ ...line, row })),
      ),
    );
    expect((await readResult(pieces(utf8(bareText)))).header).toEqual(bare);
  });

  const broken = (text: string, change: (lines: string[]) => string[]) =>
    change(text.trimEnd().split('\n')).join('\n');
  it.each<[string, (lines: string[]) => string[], number]>([
    ['a line too few', (lines) => lines.slice(0, -1), 3],
    ['a line too many', (lines) => [...lines, '{"row":9,"link":"link-xxxxxxxxxxxxxxxxxxxxxxxxx9"}'], 4],
    ['a link twice', (lines) => [lines[0]!, lines[1]!, lines[1]!.replace('"row":5', '"row":6')], 3],
    ['a row twice', (lines) => [lines[0]!, lines[1]!, lines[2]!.replace('"row":0', '"row":5')], 3],
    ['a NIK for a link', (lines) => [lines[0]!, lines[1]!, '{"row":0,"link":"3171234509870001"}'], 3],
    ['another member', (lines) => [lines[0]!, lines[1]!, lines[2]!.replace('{', '{"nama":"x",')], 3],
    ['a line that is no object', (lines) => [lines[0]!, lines[1]!, '[]'], 3],
    ['a line that is no JSON', (lines) => [lines[0]!, lines[1]!, '{'], 3],
    ['another format', (lines) => [lines[0]!.replace('request/1', 'request/2'), lines[1]!, lines[2]!], 1],
    [
      'a NIK in the purpose',
      (lines) => [lines[0]!.replace('Survei', '3171234509870001'), lines[1]!, lines[2]!],
      1,
    ],
    [
      'a recipient that is none',
      (lines) => [lines[0]!.replace(alice.recipient, 'age1x'), lines[1]!, lines[2]!],
      1,
    ],
  ])('refuses a request with %s', async (_name, change, line) => {
    const text = broken(await textOf(printRequest(request, requestLines)), change);
    const { code, facts } = await refusalOf(async () => gather(await readRequest(pieces(utf8(text)))));
    expect({ code, line: facts.line }).toEqual({ code: 'exchange-file-invalid', line });
    expect(JSON.stringify(facts)).not.toMatch(/3171|nama/);
  });

  it.each<[string, (lines: string[]) => string[], number]>([
    ['rows out of order', (lines) => [lines[0]!, lines[2]!, lines[1]!, lines[3]!], 2],
    ['an unknown status', (lines) => lines.map((line) => line.replace('not-linked', 'perhaps')), 3],
    ['text for a reason', (lines) => lines.map((line) => line.replace('equal-candidates', 'nama SITI')), 4],
    ['flags without their link', (lines) => lines.map((line) => line.replace(/"link":"[^"]+",/, '')), 2],
    ['a link without flags', (lines) => lines.map((line) => line.replace(/,"sealed":"[^"]+"/, '')), 2],
    [
      'flags of another length',
      (lines) => lines.map((line) => line.replace(/"sealed":"[^"]+"/, '"sealed":"AAAA"')),
      2,
    ],
  ])('refuses a result with %s', async (_name, change, line) => {
    const text = broken(await textOf(printResult(result, resultLines)), change);
    const { code, facts } = await refusalOf(async () => gather(await readResult(pieces(utf8(text)))));
    expect({ code, line: facts.line }).toEqual({ code: 'exchange-file-invalid', line });
  });

  it('binds flags to run, link and count', () =>
    expect(
      new Set([
        flagsContext('r', 'l', 1),
        flagsContext('r', 'l', 2),
        flagsContext('r', 'm', 1),
        flagsContext('s', 'l', 1),
      ]).size,
    ).toBe(4));
});

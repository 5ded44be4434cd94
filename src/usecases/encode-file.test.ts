import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { csvText } from '../../fixtures/synthetic/csv.ts';
import { PLACEMENT_COLUMNS, placements } from '../../fixtures/synthetic/placements.ts';
import placementsSpec from '../../specs/linkage/placements.json' with { type: 'json' };
import { gathered, pieces, refusalOf, seededRandomness } from '../../test/support/bytes.ts';
import { nodeFiles } from '../adapters/node/files.ts';
import { openScratch } from '../adapters/node/scratch.ts';
import { fromBase64, utf8 } from '../exchange/bytes.ts';
import { readEncodedFile } from '../exchange/encoded-reader.ts';
import { createIdentity } from '../exchange/identity.ts';
import { checkManifestFits, parseManifest } from '../exchange/manifest.ts';
import { readOrderMap } from '../exchange/order-map.ts';
import { openFileKey, openRow, payloadContext } from '../exchange/sealing.ts';

import { createRecordEncoder } from '../pprl/encoder.ts';
import { keyFingerprint } from '../pprl/keys.ts';
import { parseLinkageSchema } from '../pprl/linkage-schema.ts';
import { type EncodeJob, encodeForPadan, type PadanJob, surveyInput } from './encode-file.ts';

const root = mkdtempSync(join(tmpdir(), 'padan-encode-'));
afterAll(() => rmSync(root, { recursive: true }));
const files = nodeFiles({ input: pieces(utf8('')), output: new PassThrough() });
const random = seededRandomness(6);
const identity = await createIdentity(random.bytes(32));
const key = random.bytes(32);

const placementsSchema = parseLinkageSchema(placementsSpec, 'placements.json');
const refusing = createRecordEncoder(placementsSchema, key);
/** A hundred rows with the errors of real exports, less those that are refused. */
const submission = placements({ register: { seed: 11, rows: 400, canaries: 2 }, rows: 150 })
  .rows.filter((cells) => refusing.check(cells).length === 0)
  .slice(0, 100);
const csv = utf8(csvText(PLACEMENT_COLUMNS, submission));

/** A name, and a year in digits: enough for every refusal. */
const smallSchema = parseLinkageSchema(
  {
    version: 3,
    clkConfig: { l: 256, kdf: { type: 'HKDF' } },
    features: [
      {
        identifier: 'name',
        format: { type: 'string', encoding: 'utf-8' },
        hashing: { comparison: { type: 'ngram', n: 2 }, strategy: { bitsPerToken: 5 } },
      },
      {
        identifier: 'year',
        format: { type: 'integer', minimum: 1900, maximum: 2100 },
        hashing: {
          comparison: { type: 'exact' },
          strategy: { bitsPerToken: 5 },
          missingValue: { sentinel: '' },
        },
      },
    ],
  },
  'small.json',
);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'));
});
const paths = () => ({
  encoded: join(folder, 'out.arrow'),
  order: join(folder, 'out.order'),
  manifest: join(folder, 'out.manifest'),
});
const ports = (seed = 1) => ({
  files,
  randomness: seededRandomness(seed),
  clock: { now: () => 1_752_000_000_000 },
  scratch: () => openScratch(folder),
});
const small = (text: string): EncodeJob => ({
  input: () => pieces(utf8(text), 11),
  schema: smallSchema,
  encoder: createRecordEncoder(smallSchema, utf8('secret')),
  trim: false,
});
const padan = (job: EncodeJob, recipient: string | null = null): PadanJob => ({
  ...job,
  project: 'p1',
  custodian: 'kp2mi',
  keyFingerprint: keyFingerprint(key, 'p1'),
  signingSeed: identity.signingSeed,
  recipient,
});
const placementsJob = (): EncodeJob => ({
  input: () => pieces(csv, 1000),
  schema: placementsSchema,
  encoder: createRecordEncoder(placementsSchema, key),
  trim: false,
});

describe('encodeForPadan', () => {
  it('puts every row where the order map says, and seals its payload to the receiver', async () => {
    const { manifest, survey } = await encodeForPadan(
      padan(placementsJob(), identity.recipient),
      paths(),
      ports(),
    );
    const order = await readOrderMap(files.read(paths().order));
    const { header, batches } = await readEncodedFile(files.read(paths().encoded));
    expect(survey.rows).toBe(100);
    expect(order.rows).toHaveLength(100);
    expect(order.rows.every((row, i) => row === i)).toBe(false);
    const { key: fileKey, columns } = await openFileKey(
      identity.ageIdentity,
      fromBase64(header.payloadKey!)!,
    );
    expect(columns).toEqual(
      placementsSchema.columns.filter(({ role }) => role === 'payload').map(({ name }) => name),
    );
    const [batch] = await gathered(batches);
    const encoder = createRecordEncoder(placementsSchema, key);
    for (const [i, cells] of submission.entries()) {
      const row = order.rows[i]!;
      const record = encoder.encode(cells);
      expect(batch!.clk.subarray(row * 256, (row + 1) * 256)).toEqual(record.clk);
      record.exact.forEach((token, k) => {
        const { present, tokens } = batch!.exact[k]!;
        expect(present[row]).toBe(token === null ? 0 : 1);
        expect(tokens.subarray(row * 32, (row + 1) * 32)).toEqual(token ?? new Uint8Array(32));
      });
      expect(order.identifierInvalid[i]).toBe(record.identifierInvalid ? 1 : 0);
      const sealed = batch!.sealed!.subarray(row * header.sealedBytes, (row + 1) * header.sealedBytes);
      const opened = openRow(fileKey, payloadContext(header.fileId, row, 100), sealed, columns, row);
      expect(opened).toEqual(columns.map((name) => cells[PLACEMENT_COLUMNS.indexOf(name as never)]));
    }
    const encoded = readFileSync(paths().encoded);
    const read = parseManifest(JSON.parse(readFileSync(paths().manifest, 'utf8')));
    expect(read).toEqual(manifest);
    checkManifestFits(read, { header, bytes: encoded.length, sha256: order.encodedSha256 });
    expect(readdirSync(folder).sort()).toEqual(['out.arrow', 'out.manifest', 'out.order']);
  });

  it('declares the leakage of the filters before diffusion, signed', async () => {
    const { manifest } = await encodeForPadan(padan(placementsJob(), identity.recipient), paths(), ports());
    const { bits, terms } = placementsSchema.diffusion!;
    const filters = submission.map((cells) => refusing.encode(cells).undiffused!);
    const lean = Array.from({ length: bits }, (_, bit) => {
      const set = filters.filter((filter) => filter[bit >> 3]! & (0x80 >> (bit & 7))).length;
      return Math.abs(1 - (2 * set) / filters.length);
    });
    const lambda = (lean.reduce((sum, each) => sum + each, 0) / bits) ** (terms - 1);
    expect(manifest.leakageLambda! - lambda).toBeGreaterThanOrEqual(0);
    expect(manifest.leakageLambda! - lambda).toBeLessThan(1e-6);
    expect(manifest.hardened).toBe(true);
  });

  it('leaves nothing where the leakage is above the limit, and says in file and manifest when told to write', async () => {
    // All that most of these rows hold is a sex: nearly every bit is unset in nearly every filter.
    const sex = PLACEMENT_COLUMNS.indexOf('jenis_kelamin' as never);
    const sparse = submission.map((cells, i) =>
      i < 5 ? cells : cells.map((cell, at) => (at === sex || at >= 13 ? cell : '')),
    );
    const text = utf8(csvText(PLACEMENT_COLUMNS, sparse));
    const job = padan({ ...placementsJob(), input: () => pieces(text, 1000) }, identity.recipient);
    const refusal = await refusalOf(() => encodeForPadan(job, paths(), ports()));
    expect(refusal.code).toBe('leakage-above-limit');
    expect(refusal.facts).toMatchObject({ limit: 0.02, rows: 100 });
    expect(readdirSync(folder)).toEqual([]);
    const { manifest } = await encodeForPadan({ ...job, acceptLeakage: true }, paths(), ports());
    expect(manifest.leakageLambda).toBe(refusal.facts.lambda);
    expect(manifest.leakageLambda).toBeGreaterThan(0.02);
    const { header } = await readEncodedFile(files.read(paths().encoded));
    expect([manifest.hardened, header.hardened]).toEqual([false, false]);
    expect(parseManifest(JSON.parse(readFileSync(paths().manifest, 'utf8')))).toEqual(manifest);
  });

  it('gives the same bytes for the same randomness, and another order for other', async () => {
    const job = padan(small('name,year\nsiti,1990\nbudi,\nsiti,1990\n,\n'));
    const bytesOf = async (seed: number) => {
      await encodeForPadan(job, paths(), ports(seed));
      return Object.values(paths()).map((path) => readFileSync(path, 'latin1'));
    };
    const first = await bytesOf(1);
    expect(await bytesOf(1)).toEqual(first);
    expect(await bytesOf(2)).not.toEqual(first);
  });

  it('encodes empty and repeated rows like any other', async () => {
    await encodeForPadan(padan(small('name,year\n,\nsiti,1990\n,\nsiti,1990\n')), paths(), ports());
    const { rows } = await readOrderMap(files.read(paths().order));
    const { batches } = await readEncodedFile(files.read(paths().encoded));
    const [batch] = await gathered(batches);
    const filter = (i: number) => batch!.clk.subarray(rows[i]! * 32, (rows[i]! + 1) * 32);
    expect([...filter(0)]).toEqual([...new Uint8Array(32)]);
    expect(filter(2)).toEqual(filter(0));
    expect(filter(3)).toEqual(filter(1));
    expect(filter(1)).not.toEqual(filter(0));
  });

  it('wants a recipient exactly where there is payload', async () => {
    expect((await refusalOf(() => encodeForPadan(padan(placementsJob()), paths(), ports()))).code).toBe(
      'recipient-needed',
    );
    const job = padan(small('name,year\na,1990\n'), identity.recipient);
    expect((await refusalOf(() => encodeForPadan(job, paths(), ports()))).code).toBe('recipient-needed');
  });

  it('leaves none of the three files where one cannot be written', async () => {
    const manifest = join(folder, 'no-folder', 'm');
    const act = () => encodeForPadan(padan(small('name,year\na,1990\n')), { ...paths(), manifest }, ports());
    expect((await refusalOf(act)).code).toBe('file-not-writable');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses an input that changes between the passes', async () => {
    for (const second of ['name,year\nb,1990\n', 'name,year\na,1990\nb,1990\n']) {
      const texts = ['name,year\na,1990\n', second];
      const job = { ...small(''), input: () => pieces(utf8(texts.shift() ?? '')) };
      expect((await refusalOf(() => encodeForPadan(padan(job), paths(), ports()))).code).toBe(
        'input-changed',
      );
      expect(readdirSync(folder)).toEqual([]);
    }
  });
});

describe('surveyInput', () => {
  it('tells the first 100 problems by row and column, and how many there are', async () => {
    const rows = Array.from({ length: 150 }, (_, i) => (i % 2 === 0 ? `siti,1999${i}` : 'siti,1990'));
    const { code, facts } = await refusalOf(() =>
      surveyInput(small(`name,year\n${rows.join('\n')}\n${rows.join('\n')}`)),
    );
    expect(code).toBe('rows-refused');
    expect(facts.problems).toBe(150);
    expect(facts.first).toHaveLength(100);
    expect(facts.first).toContainEqual({ row: 1, column: 2, code: expect.any(String) });
    expect(facts.first).toContainEqual({ row: 199, column: 2, code: expect.any(String) });
    expect(JSON.stringify(facts)).not.toMatch(/siti|19999/);
  });

  it('wants the header of the schema after trimming, and never repeats the one it found', async () => {
    expect((await surveyInput(small(' name, year \nsiti,1990\n'))).rows).toBe(1);
    for (const [header, column] of [
      ['SITI AMINAH,1990', 1],
      ['name,1990', 2],
      ['name', 2],
      ['name,year,SITI AMINAH', 3],
      ['year,name', 1],
    ] as const) {
      const { code, facts } = await refusalOf(() => surveyInput(small(`${header}\nx\n`)));
      expect({ code, column: facts.column }).toEqual({ code: 'header-differs', column });
      expect(JSON.stringify(facts)).not.toMatch(/SITI|1990/);
    }
  });

  it('trims cells only where it is told to', async () => {
    const job = small('name,year\nsiti, 1800 \n');
    expect((await refusalOf(() => surveyInput(job))).code).toBe('rows-refused');
    const spaced = small('name,year\n siti , 1990 \n');
    const trimmed = small('name,year\nsiti,1990\n');
    const encode = async (given: EncodeJob) => {
      await encodeForPadan(padan(given), paths(), ports());
      const { batches } = await readEncodedFile(files.read(paths().encoded));
      return (await gathered(batches))[0]!.clk;
    };
    expect(await encode({ ...spaced, trim: true })).toEqual(await encode(trimmed));
    expect(await encode(spaced)).not.toEqual(await encode(trimmed));
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  ABSENT,
  febrlThousand,
  plainKernel,
  randomFilters,
  SHARED_LINKAGE,
  sharedIsThere,
  tokens,
  wasmKernel,
} from '../../test/support/filters.ts';
import { createRecordEncoder } from './encoder.ts';
import { keyedTokenStage } from './exact/exact-stage.ts';
import { type LinkageInput, type LinkOptions, linkInputs, rowStatuses } from './link.ts';
import { parseLinkageSchema } from './linkage-schema.ts';
import { evaluate } from './quality/evaluate.ts';

/** FEBRL 4 encoded here, with the published schema and secret. */
function febrlEncoded() {
  const read = (name: string) => readFileSync(join(SHARED_LINKAGE, name), 'utf8');
  const schema = parseLinkageSchema(JSON.parse(read('febrl4_schema_v3.json')), 'febrl4_schema_v3.json');
  const encoder = createRecordEncoder(schema, new TextEncoder().encode('secret'));
  const encode = (name: string) => {
    const rows = read(name).trim().split('\n').slice(1);
    const records = rows.map((row) => row.split(',').map((cell) => cell.trim()));
    const bytes = Buffer.concat(records.map((cells) => encoder.encode(cells).clk));
    const clk = { bits: schema.bits, rows: rows.length, bytes: new Uint8Array(bytes) };
    return { ids: records.map(([id]) => id!.replace(/-(org|dup-0)$/, '')), input: { clk, exact: [] } };
  };
  const [left, right] = [encode('dataset4a.csv'), encode('dataset4b.csv')];
  const rowOfB = new Map(right.ids.map((id, row) => [id, row]));
  const truth = left.ids.map((id, row) => ({ a: row, b: rowOfB.get(id)! }));
  return { a: left.input, b: right.input, truth };
}

const options: LinkOptions = { threshold: 0.7, kernel: plainKernel, stage: keyedTokenStage };
const a: LinkageInput = { clk: randomFilters(1, 128, 40, 0.5), exact: [] };
const b: LinkageInput = { clk: randomFilters(2, 128, 30, 0.5), exact: [] };
b.clk.bytes.set(a.clk.bytes.subarray(0, 10 * 16), 5 * 16);

describe('linkInputs', () => {
  it('gives one result whatever the size of slices and whichever the kernel', async () => {
    const whole = await linkInputs(a, b, options);
    expect(whole.links.filter((link) => link.score === 1).length).toBe(10);
    for (const sliceRows of [1, 7, 1000])
      expect(await linkInputs(a, b, { ...options, sliceRows })).toEqual(whole);
    expect(await linkInputs(a, b, { ...options, kernel: await wasmKernel() })).toEqual(whole);
  });

  it('has a word on every row, and counts rows as they were sent', async () => {
    const result = await linkInputs(a, b, options);
    expect(result.counts).toEqual([40, 30]);
    expect(rowStatuses(result, 'a').length).toBe(40);
    expect(rowStatuses(result, 'b').length).toBe(30);
    expect(rowStatuses(result, 'a')[3]).toEqual({ status: 'linked', row: 8 });
    expect(rowStatuses(result, 'b')[8]).toEqual({ status: 'linked', row: 3 });
  });

  it('waits for the caller after every slice', async () => {
    const seen: string[] = [];
    const onProgress = async (done: number, total: number) => {
      await Promise.resolve();
      seen.push(`${done}/${total}`);
    };
    await linkInputs(a, b, { ...options, sliceRows: 20, onProgress });
    expect(seen).toEqual(['0/1', '1/4', '2/4', '3/4', '4/4']);
  });

  it('stops when it is cancelled', async () => {
    let slices = 0;
    const cancelled = () => slices === 2;
    const onProgress = (done: number) => {
      slices = done;
    };
    const run = linkInputs(a, b, { ...options, sliceRows: 20, onProgress, cancelled });
    await expect(run).rejects.toMatchObject({ code: 'link-cancelled', facts: { done: 2, of: 4 } });
  });

  it('stops before candidates fill the memory', async () => {
    const run = linkInputs(a, b, { ...options, threshold: 0.1, maxCandidates: 500 });
    await expect(run).rejects.toMatchObject({ code: 'too-many-candidates' });
  });

  it('refuses files of different schemas', async () => {
    const nik = tokens('nik', Array(40).fill(null));
    const other = { ...b, exact: [tokens('passport', Array(30).fill(null))] };
    await expect(linkInputs({ ...a, exact: [nik] }, b, options)).rejects.toMatchObject({
      code: 'exact-columns-differ',
    });
    await expect(linkInputs({ ...a, exact: [nik] }, other, options)).rejects.toMatchObject({
      code: 'exact-columns-differ',
    });
    await expect(linkInputs({ ...b, exact: [nik] }, { ...b, exact: [nik] }, options)).rejects.toMatchObject({
      code: 'exact-column-invalid',
    });
    await expect(linkInputs(a, { ...b, clk: randomFilters(1, 64, 3, 0.5) }, options)).rejects.toMatchObject({
      code: 'clk-lengths-differ',
    });
    await expect(linkInputs(a, b, { ...options, threshold: 70 })).rejects.toMatchObject({
      code: 'threshold-invalid',
    });
  });

  it('links empty files to nothing', async () => {
    const none: LinkageInput = { clk: randomFilters(1, 128, 0, 0.5), exact: [] };
    const result = await linkInputs(none, b, options);
    expect(result).toMatchObject({ counts: [0, 30], links: [], estimated: null });
  });

  it.skipIf(!sharedIsThere)(
    `links FEBRL 5,000 + 5,000 from their records as anonlink does${ABSENT}`,
    async () => {
      const { a: left, b: right, truth } = febrlEncoded();
      const result = await linkInputs(left, right, {
        ...options,
        threshold: 0.8,
        kernel: await wasmKernel(),
      });
      expect(evaluate(result.links, truth)).toMatchObject({
        truePositives: 4962,
        falsePositives: 0,
        recall: 0.9924,
      });
      expect(Math.abs(result.estimated!.precision - 1)).toBeLessThan(0.005);
      expect(Math.abs(result.estimated!.recall - 0.9924)).toBeLessThan(0.005);
    },
    30_000,
  );

  it.skipIf(!sharedIsThere)(`links FEBRL 1,000 + 1,000 as anonlink does${ABSENT}`, async () => {
    const febrl = febrlThousand();
    const result = await linkInputs(
      { clk: febrl.a, exact: [] },
      { clk: febrl.b, exact: [] },
      { ...options, threshold: 0.8, kernel: await wasmKernel() },
    );
    expect(evaluate(result.links, febrl.truth)).toMatchObject({
      truePositives: 946,
      falsePositives: 0,
      precision: 1,
    });
  });
});

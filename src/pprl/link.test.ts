import { describe, expect, it } from 'vitest';
import {
  ABSENT,
  febrlThousand,
  plainKernel,
  randomFilters,
  sharedIsThere,
  tokens,
  wasmKernel,
} from '../../test/support/filters.ts';
import { keyedTokenStage } from './exact/exact-stage.ts';
import { type LinkageInput, type LinkOptions, linkInputs, rowStatuses } from './link.ts';
import { evaluate } from './quality/evaluate.ts';

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
    expect(seen).toEqual(['1/4', '2/4', '3/4', '4/4']);
  });

  it('stops when it is cancelled', async () => {
    let slices = 0;
    const cancelled = () => slices === 2;
    const onProgress = () => {
      slices += 1;
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

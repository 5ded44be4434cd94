import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cliFolder } from '../../test/support/cli.ts';

const { run, remove } = cliFolder();
afterAll(remove);

describe('padan bench', () => {
  it.each([
    [['bench'], 'one of kernel, encode, link'],
    [['bench', 'speed'], 'one of kernel, encode, link'],
    [['bench', 'kernel', '--threads', '65'], '--threads takes a whole number from 1 to 64'],
    [['bench', 'kernel', '--threads', '0'], '--threads takes a whole number from 1'],
    [['bench', 'kernel', '--threads', '1.5'], '--threads takes a whole number from 1'],
    [['bench', 'kernel', '--bits', '100'], 'multiple of 64'],
    [['bench', 'kernel', '--bits', '0'], 'from 64 to 16384'],
    [['bench', 'kernel', '--rows', '200'], '--rows does not go with bench kernel'],
    [['bench', 'encode', '--bits', '1024'], '--bits does not go with bench encode'],
    [['bench', 'link', '--rows', '99'], 'from 100 to 1000000'],
    [['bench', 'protect', '--rows', '200'], '--rows does not go with bench protect'],
    [['bench', 'protect', '--instance', 'x'], '--instance is one of a-30x30-interval'],
    [['bench', 'protect', '--data', 'nowhere'], 'no file a_30x30_cells.csv in this folder'],
  ])('%j is wrong use', async (args, message) => {
    const { exit, out, err } = await run(...args);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  const report = async (...args: string[]) => {
    const { exit, out, err } = await run('bench', ...args);
    expect(exit).toBe(0);
    expect(out).not.toContain('\n');
    expect(err).toMatch(/machine: .+ cores, .+ Node v24/);
    return JSON.parse(out);
  };

  it.skipIf(!existsSync('../shared/data/disclosure'))(
    'measures protection of a known table (skipped where ../shared is absent)',
    async () => {
      const data = resolve('../shared/data/disclosure');
      const { instances } = await report('protect', '--instance', 'a-30x30-interval', '--data', data);
      expect(instances).toMatchObject([{ cells: 961, unsafe: 32, violations: 0, status: 'holds' }]);
      expect(instances[0].value + instances[0].secondaries).toBeLessThanOrEqual(57);
      expect(instances[0].value + instances[0].secondaries).toBeGreaterThanOrEqual(55);
    },
  );

  it('measures the kernel', async () => {
    const kernel = await report('kernel', '--threads', '1', '--bits', '64');
    expect(kernel).toMatchObject({ bench: 'kernel', threads: 1, bits: 64, kernel: 'wasm' });
    expect(kernel.comparisonsPerSecond).toBeGreaterThanOrEqual(kernel.medianPerSecond);
    expect(kernel.medianPerSecond).toBeGreaterThan(0);
  });

  it('measures tabulation, which fails unless DuckDB gives the same cells', async () => {
    const tabulated = await report('tabulate', '--rows', '120000');
    expect(tabulated).toMatchObject({ bench: 'tabulate', rows: 120_000, threads: 1, dimensions: 4 });
    expect(tabulated.rowsPerSecond).toBeGreaterThan(0);
  });

  it('measures several threads beside one', async () => {
    const kernel = await report('kernel', '--threads', '2', '--bits', '256');
    expect(kernel).toMatchObject({ bench: 'kernel', threads: 2, bits: 256 });
    expect(kernel.speedUp).toBeCloseTo(kernel.comparisonsPerSecond / kernel.oneThreadPerSecond, 2);
  });

  it('measures encoding in both profiles', async () => {
    const encode = await report('encode', '--rows', '150');
    expect(encode).toMatchObject({ bench: 'encode', rows: 150, profile: 'padan', schema: 'placements' });
    for (const measured of [encode, encode.clkhash]) {
      expect(measured.recordsPerSecond).toBeGreaterThan(0);
      expect(measured.recordsPerCpuSecond).toBeGreaterThan(0);
      expect(measured.fileRecordsPerSecond).toBe(Math.round(150 / measured.fileSeconds));
    }
    expect(encode.peakMB).toBeGreaterThan(0);
  });

  it('measures linkage by blocks, and how much it finds of what comparing every pair finds', async () => {
    const link = await report('link', '--rows', '300', '--register', '600');
    expect(link).toMatchObject({ bench: 'link', a: 300, b: 600, exponent: null });
    expect(link.pairs).toBeLessThan(300 * 600);
    expect(link.pairs).toBeGreaterThan(200);
    expect(link.recall).toBeGreaterThan(0.95);
    expect(link.recall).toBeLessThanOrEqual(1);
    expect(link.truth.precision).toBeGreaterThan(0.9);
    expect(link.peakMB).toBeGreaterThan(0);
  });

  it('measures the making of microdata, and says how many rows that were', async () => {
    const microdata = await report('microdata', '--rows', '5000');
    expect(microdata).toMatchObject({ bench: 'microdata', threads: 1, columns: 25 });
    expect(microdata.rows).toBeGreaterThan(4000);
    expect(microdata.rowsPerSecond).toBeGreaterThan(0);
  });
});

/**
 * Linkage by blocks of growing files, each size in a process of its own: time, memory, and the share of links that
 * comparing every pair finds as well. Making people up and encoding them is not in the time. Exact tokens are left out, so
 * that every link is one that blocks must find.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchReport, LinkBench } from '../src/cli/bench.ts';
import { exponentOf, scalingPlot, scalingTable } from './scaling.ts';

/** What bench/link-run.ts prints, as far as it is told on. */
export interface LinkSize {
  readonly a: number;
  readonly b: number;
  readonly pairs: number;
  readonly seconds: number;
  /** Of all threads together: what a busy machine changes least. */
  readonly cpuSeconds: number;
  readonly peakMB: number;
  readonly recall: number;
}

const FOLDER = 'out/bench';

export async function benchLink({ rows, register, note }: LinkBench): Promise<BenchReport> {
  const wanted: [number, number][] =
    register === undefined
      ? [0.1, Math.sqrt(0.1), 1].map((part) => [Math.round(rows * part), Math.round(rows * part)])
      : [[rows, register]];
  const sizes: LinkSize[] = [];
  for (const [a, b] of wanted) {
    const size = await inOwnProcess(a, b);
    sizes.push(size);
    note(
      `${a} x ${b}: ${size.seconds} s (${size.cpuSeconds} of CPU), ${size.peakMB} MB, recall ${size.recall}`,
    );
  }
  const exponent = exponentOf(sizes);
  const cpuExponent = exponentOf(sizes.map(({ a, cpuSeconds }) => ({ a, seconds: cpuSeconds })));
  for (const line of scalingTable(sizes)) note(line);
  let plot: string | null = null;
  if (sizes.length > 1) {
    mkdirSync(FOLDER, { recursive: true });
    plot = join(FOLDER, 'link-scaling.svg');
    writeFileSync(plot, scalingPlot(sizes, exponent));
  }
  return { bench: 'link', ...sizes.at(-1)!, exponent, cpuExponent, plot, sizes };
}

function inOwnProcess(a: number, b: number): Promise<LinkSize> {
  const own = [
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, 'link-run.ts'),
    '--filters-only',
  ];
  const child = spawn(process.execPath, [...own, String(a), String(b)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(text) as LinkSize);
      else reject(new Error(`${a} x ${b} rows: exit ${code}`));
    });
  });
}

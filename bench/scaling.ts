/** How time grows with size: exponent, table, and a plot with both axes logarithmic. */

export interface Size {
  readonly a: number;
  readonly b: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMB: number;
  readonly recall: number;
  readonly pairs: number;
}

/** From the smallest size to the largest, time grows as rows to this power; null for one size. */
export function exponentOf(sizes: readonly Pick<Size, 'a' | 'seconds'>[]): number | null {
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (!first || !last || first.a === last.a) return null;
  return Number((Math.log(last.seconds / first.seconds) / Math.log(last.a / first.a)).toFixed(3));
}

export function scalingTable(sizes: readonly Size[]): string[] {
  return [
    '| a | b | pairs compared | seconds | of CPU | peak MB | recall |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...sizes.map(
      ({ a, b, pairs, seconds, cpuSeconds, peakMB, recall }) =>
        `| ${[a, b, pairs, seconds, cpuSeconds, peakMB, recall].map((value) => value.toLocaleString('en', { maximumFractionDigits: 4 })).join(' | ')} |`,
    ),
  ];
}

const WIDTH = 480;
const HEIGHT = 320;
const EDGE = 56;
/** The steepest growth that is allowed. */
const BAR = 1.3;

/** Measured times, and from the first of them the line that grows as rows to the power of 1.3. */
export function scalingPlot(sizes: readonly Pick<Size, 'a' | 'seconds'>[], exponent: number | null): string {
  const first = sizes[0]!;
  const last = sizes.at(-1)!;
  const bar = sizes.map(({ a }) => ({ a, seconds: first.seconds * (a / first.a) ** BAR }));
  const all = [...sizes, ...bar].map(({ seconds }) => Math.log10(Math.max(1e-3, seconds)));
  const low = Math.floor(Math.min(...all));
  const high = Math.max(low + 1, Math.ceil(Math.max(...all)));
  const [from, to] = [Math.log10(first.a), Math.log10(last.a)];
  const x = (rows: number) => EDGE + ((Math.log10(rows) - from) / (to - from)) * (WIDTH - 2 * EDGE);
  const y = (seconds: number) =>
    HEIGHT - EDGE - ((Math.log10(Math.max(1e-3, seconds)) - low) / (high - low)) * (HEIGHT - 2 * EDGE);
  const path = (points: readonly Pick<Size, 'a' | 'seconds'>[]) =>
    points.map(({ a, seconds }) => `${x(a).toFixed(1)},${y(seconds).toFixed(1)}`).join(' ');
  const decades = Array.from({ length: high - low + 1 }, (_, k) => 10 ** (low + k));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12"><title>Seconds against rows of each file</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...decades.map(
      (value) =>
        `<path d="M${EDGE} ${y(value).toFixed(1)}H${WIDTH - EDGE}" stroke="#ddd"/><text x="${EDGE - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${value} s</text>`,
    ),
    ...sizes.map(
      ({ a }) =>
        `<text x="${x(a).toFixed(1)}" y="${HEIGHT - EDGE + 18}" text-anchor="middle">${a.toLocaleString('en')}</text>`,
    ),
    `<text x="${WIDTH / 2}" y="${HEIGHT - 12}" text-anchor="middle">rows of each file</text>`,
    `<text x="${WIDTH / 2}" y="24" text-anchor="middle">time to link; grows as rows^${exponent ?? '?'} (dashed: rows^${BAR})</text>`,
    `<polyline points="${path(bar)}" fill="none" stroke="#888" stroke-dasharray="5 4"/>`,
    `<polyline points="${path(sizes)}" fill="none" stroke="#0b5" stroke-width="2"/>`,
    ...sizes.map(
      ({ a, seconds }) => `<circle cx="${x(a).toFixed(1)}" cy="${y(seconds).toFixed(1)}" r="4" fill="#0b5"/>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}

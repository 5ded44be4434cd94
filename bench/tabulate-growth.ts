/** Time of tabulation against persons, up to ten times those measured otherwise: made block by block, so that no memory grows with them. */
import { noSums, tallyCodes } from '../src/statistics/coded-tally.ts';
import { layout, makePersons } from './coded-persons.ts';
import { peakMB } from './machine.ts';
import { exponentOf } from './scaling.ts';

/** In blocks, of which the persons measured otherwise are ten. */
const SIZES = [1, 3, 10, 30, 100];
const WIDTH = 40;

interface Grown {
  readonly a: number;
  readonly seconds: number;
  readonly peakMB: number;
}

/** Seconds of adding up alone; making the persons takes longer and is left out. */
export function growthOf(persons: number, now: () => number) {
  const block = Math.ceil(persons / 10);
  const grown: Grown[] = [];
  let seconds = 0;
  let into = noSums(0);
  for (let made = 1; made <= SIZES.at(-1)!; made++) {
    const { columns, cells, weights } = blockAt((made - 1) * block, block);
    if (made === 1) into = noSums(cells);
    const start = now();
    tallyCodes(columns, weights, into);
    seconds += (now() - start) / 1000;
    if (SIZES.includes(made))
      grown.push({ a: made * block, seconds: Number(seconds.toFixed(4)), peakMB: peakMB() });
  }
  const counted = into.counts.reduce((sum, each) => sum + each, 0);
  if (counted !== grown.at(-1)!.a) throw new Error('growth: not everybody was counted');
  return { growth: grown, growthExponent: exponentOf(grown), growthPlot: plot(grown) };
}

function blockAt(first: number, rows: number) {
  const persons = makePersons(rows, first);
  return { ...layout(persons), weights: persons.weights };
}

/** Both axes logarithmic: a mark for each size, as far right as its time is long. */
function plot(grown: readonly Grown[]): string[] {
  const [low, high] = [grown[0]!, grown.at(-1)!].map((each) => Math.log10(Math.max(each.seconds, 1e-4))) as [
    number,
    number,
  ];
  return grown.map(({ a, seconds }) => {
    const at = Math.round(((Math.log10(Math.max(seconds, 1e-4)) - low) / (high - low)) * WIDTH);
    return `${a.toLocaleString('en').padStart(13)} |${' '.repeat(Math.max(0, at))}* ${seconds} s`;
  });
}

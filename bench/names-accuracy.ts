/**
 * How well the filter tells ways of writing one name from names of two persons, by rule, tradition and half of the
 * labelled pairs, for both versions of the normaliser. The held-out half chooses no threshold.
 *
 *   node bench/names-accuracy.ts [--wrong open]
 */
import { parseArgs } from 'node:util';
import { judgeNames, type NamePair, readNamePairs, tally, WAYS } from './name-judge.ts';

const { wrong } = parseArgs({ options: { wrong: { type: 'string' } } }).values;
const pairs = await readNamePairs();

for (const [name, way] of Object.entries(WAYS)) {
  const { threshold, judged } = judgeNames(way, pairs);
  const held = judged.filter(({ pair }) => pair.half === 'held-out');
  const shares = (of: typeof judged, keyOf: (pair: NamePair) => string) =>
    Object.fromEntries(
      Object.entries(tally(of, keyOf))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, { right, pairs: all }]) => [key, `${right} of ${all}`]),
    );
  console.log(
    JSON.stringify(
      {
        bench: 'names-accuracy',
        way: name,
        hashesPerToken: way.hashesPerToken,
        threshold,
        halves: shares(judged, ({ half, label }) => `${half}, ${label}`),
        heldOutByRule: shares(held, ({ rule }) => rule),
        openByRule: shares(
          judged.filter(({ pair }) => pair.half === 'open'),
          ({ rule }) => rule,
        ),
        heldOutByTradition: shares(held, ({ tradition }) => tradition),
      },
      null,
      2,
    ),
  );
  for (const { pair, score, right } of judged)
    if (!right && pair.half === wrong)
      console.error(`${score.toFixed(2)} ${pair.label} ${pair.rule}: ${pair.a} | ${pair.b}`);
}

/** The attack laboratory on the placements schema: what each attack names of `rows` made-up people, and how long it takes. */
import type { BenchReport } from '../src/cli/bench.ts';
import { runLaboratory } from '../src/pprl/attack/laboratory.ts';
import { schemaOf } from './encode.ts';
import { peakMB } from './machine.ts';

export function benchAttack(rows: number, now: () => number): BenchReport {
  const seconds: Record<string, number> = {};
  const start = now();
  let last = { name: 'people and filters', at: start };
  const ends = (name: string) => {
    seconds[last.name] = Number(((now() - last.at) / 1000).toFixed(1));
    last = { name, at: now() };
  };
  const { attacks, controls, sound, seed } = runLaboratory(
    schemaOf('placements'),
    { n: rows, seed: 1 },
    ends,
  );
  ends('');
  const named = ({ attack, overlap, known, share, chance }: (typeof attacks)[number]) => ({
    attack,
    overlap,
    known,
    share,
    chance,
  });
  return {
    bench: 'attack',
    schema: 'placements',
    rows,
    seed,
    attacks: attacks.map(named),
    controls: controls.map((control) => ({ ...named(control), on: control.on, holds: control.holds })),
    sound,
    seconds,
    totalSeconds: Number(((now() - start) / 1000).toFixed(1)),
    peakMB: peakMB(),
  };
}

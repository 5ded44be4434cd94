/** What one attack named of one file. */
import type { Guesses } from './graph-matching.ts';
import type { Scene } from './scene.ts';

/** One attack on one file. */
export interface AttackResult {
  readonly attack: string;
  /** Share of the file's people who are in the attacker's register too. */
  readonly overlap: number;
  /** Pairs of person and record known to the attacker beforehand. */
  readonly known: number;
  /** Records attacked, and those whose person he named. */
  readonly attacked: number;
  readonly named: number;
  /** `named / attacked`, and what guessing at random would give. */
  readonly share: number;
  readonly chance: number;
}

/** @param counts the rows that are attacked; others are not counted, nor those of people who are not in the register. */
export function result(
  attack: string,
  scene: Scene,
  known: number,
  guess: Guesses,
  counts: (row: number) => boolean,
): AttackResult {
  let attacked = 0;
  let named = 0;
  scene.truth.forEach((person, row) => {
    if (person < 0 || !counts(row)) return;
    attacked++;
    if (guess[row] === person) named++;
  });
  return {
    attack,
    overlap: scene.overlap,
    known,
    attacked,
    named,
    share: attacked === 0 ? 0 : named / attacked,
    chance: 1 / scene.register.length,
  };
}

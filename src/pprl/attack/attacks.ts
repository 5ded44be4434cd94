/** Each attack on a scene: what the attacker has, and what he named. */
import { type AttackResult, result } from './attack-result.ts';
import { packFilters } from './filters.ts';
import { alignFrequencies } from './frequency.ts';
import { matchGraphs } from './graph-matching.ts';
import { learnTokens } from './known-plaintext.ts';
import { minePatterns } from './pattern-mining.ts';
import type { Cells } from './people.ts';
import { kindsOf, knownPairs, pairsOf, rowText, type Scene, type TokenColumn } from './scene.ts';
import { OURS, type Scheme } from './scheme.ts';
import { matchTokenGraphs } from './token-graph.ts';

/** Records that a known-plaintext attack is tried on. */
const TRIED = 300;

/** The tokens that the schema makes of a person, in clear. */
type PlainTokens = (cells: Cells) => string[];

/** @param seeds records whose person he knows. */
export function byGraph(scene: Scene, seeds: number): AttackResult {
  const name = seeds === 0 ? 'graph matching' : 'graph matching with known pairs';
  const known = knownPairs(scene, seeds);
  return result(name, scene, seeds, matchGraphs(scene.mine, scene.file, known), (row) => row >= seeds);
}

export function byKnownPlaintext(scene: Scene, tokensOf: PlainTokens, known: number): AttackResult {
  const n = scene.file.rows;
  const register = scene.register.map(tokensOf);
  const pairs = Array.from({ length: known }, (_, row) => ({ tokens: register[scene.truth[row]!]!, row }));
  const rows = Array.from({ length: Math.min(TRIED, n - known) }, (_, i) => known + i);
  const guess = new Int32Array(n).fill(-1);
  learnTokens(scene.file, pairs, rows, register).forEach((person, i) => {
    guess[rows[i]!] = person;
  });
  return result('known plaintext', scene, known, guess, (row) => row >= known && row < known + rows.length);
}

export function byPatterns(scene: Scene, tokensOf: PlainTokens): AttackResult {
  const guess = minePatterns(scene.file, scene.register.map(tokensOf));
  return result('pattern mining', scene, 0, guess, () => true);
}

export function byFilterFrequency(scene: Scene): AttackResult {
  const rows = Array.from({ length: scene.file.rows }, (_, row) => rowText(scene.file, row));
  const guess = alignFrequencies(
    rows,
    scene.register.map((cells) => cells.join('\0')),
  );
  return result('frequency of filters', scene, 0, guess, () => true);
}

/** The attacker knows the parts of each token in his register, and equal parts are equal under his own key too. */
export function byTokenFrequency(scene: Scene, name: string, token: number): AttackResult {
  const guess = alignFrequencies(scene.tokens[token]!, scene.mineTokens[token]!);
  return result(`frequency of ${name}`, scene, 0, guess, () => true);
}

/** @param twice only rows that share tokens of two kinds are neighbours: what chance brings together shares one. */
export function byTokenGraph(
  scene: Scene,
  names: readonly string[],
  seeds: number,
  twice = false,
): AttackResult {
  const kinds = (columns: readonly TokenColumn[]) => {
    const all = kindsOf(names, columns);
    return twice ? pairsOf(all) : all;
  };
  const guess = matchTokenGraphs(kinds(scene.mineTokens), kinds(scene.tokens), knownPairs(scene, seeds));
  const name = twice ? 'pairs of tokens' : seeds === 0 ? 'token graph' : 'token graph with known pairs';
  return result(name, scene, seeds, guess, (row) => row >= seeds);
}

/** The key itself, a list of people, and equal filters. */
export function byTheKey(scene: Scene, scheme: Scheme): AttackResult {
  const { encode, bits } = scheme(OURS);
  const own = packFilters(
    scene.register.map((cells) => encode(cells).filter),
    bits,
  );
  const byText = new Map(scene.register.map((_, i) => [rowText(own, i), i]));
  const guess = Int32Array.from(scene.truth, (_, row) => byText.get(rowText(scene.file, row)) ?? -1);
  return result('dictionary with the key', scene, 0, guess, () => true);
}

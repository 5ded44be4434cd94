/**
 * The attack laboratory: made-up people are encoded as a schema says, and every attack known here is tried on the
 * whole encoded file, filters and exact tokens.
 *
 * A laboratory whose attacks do not succeed where they must is broken, whatever it says of a schema: controls attack
 * filters of the placements schema, plain and diffused with two terms, and have to win.
 *
 * Edge:   its figures are lower bounds. Attacks that nobody here thought of, trained on more, do better.
 * Deterministic: people, keys and draws follow from the seed.
 * Cost:   graph matching dominates: about n^2 x landmarks for each round.
 */

import { blake3 } from '@noble/hashes/blake3.js';
import referenceFile from '../../../specs/linkage/placements.json' with { type: 'json' };
import { utf8 } from '../../exchange/bytes.ts';
import { DomainError, label } from '../../problems.ts';
import type { EncodedRecord } from '../encoded-record.ts';
import { createRecordEncoder } from '../encoder.ts';
import { type LinkageSchema, parseLinkageSchema } from '../linkage-schema.ts';
import { createDiffusion } from '../padan/diffusion.ts';
import { drawFrom, shuffled } from './draw.ts';
import { type Filters, packFilters } from './filters.ts';
import { alignFrequencies } from './frequency.ts';
import { type Guesses, matchGraphs, type Pair } from './graph-matching.ts';
import { learnTokens } from './known-plaintext.ts';
import { minePatterns } from './pattern-mining.ts';
import { type Cells, makePeople } from './people.ts';
import { plaintextTokens } from './plaintext.ts';
import { matchTokenGraphs, type TokenKind } from './token-graph.ts';

export interface LaboratoryOptions {
  /** Records of the encoded file and of the attacker's register; at least `LEAST_RECORDS`. */
  readonly n: number;
  readonly seed: number;
  /** Diffuse the schema's filters in this way instead of its own before they are attacked. */
  readonly diffusion?: { readonly terms: number; readonly outputBits: number };
  /** Only attacks whose name begins so, without controls: for files so large that the others take hours. */
  readonly only?: string;
}

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

export interface Control extends AttackResult {
  readonly on: 'plain filters' | 'diffusion with 2 terms';
  /** `share` must be above this. */
  readonly mustExceed: number;
  readonly holds: boolean;
}

export interface LaboratoryReport {
  readonly format: 'padan-attack/1';
  readonly schema: { readonly id: string; readonly hash: string; readonly profile: string };
  readonly n: number;
  readonly seed: number;
  /** Diffusion that was tried beyond what the schema says; null where filters were attacked as the schema makes them. */
  readonly diffusion: LaboratoryOptions['diffusion'] | null;
  readonly attacks: readonly AttackResult[];
  /** Whoever holds the key tries every person of a list: what the key alone protects. */
  readonly withTheKey: AttackResult;
  readonly controls: readonly Control[];
  /** False: a control failed, and the figures above say nothing. Null: only some attacks were run, and no control. */
  readonly sound: boolean | null;
  readonly note: string;
}

export const LEAST_RECORDS = 200;
const OVERLAPS = [1, 0.5, 0.2] as const;
/** The graph of tokens needs neighbourhoods that are nearly whole. */
const TOKEN_OVERLAPS = [1, 0.95, 0.5, 0.2] as const;
const SEEDS = 30;
const KNOWN = [100, 500] as const;
/** Records that a known-plaintext attack is tried on. */
const TRIED = 300;
const CONTROL_BITS = 2048;
const NOTE =
  'Lower bounds: these are the attacks this laboratory knows, on made-up people. An attacker with other means may name more.';

/** What has been done so far, by name: whoever runs the laboratory may let others run in between. */
type Steps<T> = Generator<string, T>;

/** The whole laboratory in one go. @param progress hears what comes next. */
export function runLaboratory(
  schema: LinkageSchema,
  options: LaboratoryOptions,
  progress: (attack: string) => void = () => {},
): LaboratoryReport {
  const steps = laboratory(schema, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    progress(value);
  }
}

/** The attacks alone, without controls and without the key. */
export type Simulated = Pick<LaboratoryReport, 'schema' | 'n' | 'seed' | 'attacks'>;

/** What an exposure report needs of a schema. @throws {DomainError} `attack-schema-not-covered`. */
export function* simulatedAttacks(schema: LinkageSchema, options: LaboratoryOptions): Steps<Simulated> {
  const { hash, id, profile } = schema;
  const attacks = yield* new World(schema, options).everyAttack();
  return { schema: { id, hash, profile }, n: options.n, seed: options.seed, attacks };
}

function* laboratory(schema: LinkageSchema, options: LaboratoryOptions): Steps<LaboratoryReport> {
  const world = new World(schema, options);
  const { diffusion: _, only, ...plain } = options;
  const reference = new World(parseLinkageSchema(referenceFile, 'reference schema'), plain);
  const { hash, id, profile } = schema;
  const attacks = yield* world.everyAttack();
  const controls = only === undefined ? yield* reference.controls() : [];
  yield 'dictionary';
  return {
    format: 'padan-attack/1',
    schema: { id, hash, profile },
    n: options.n,
    seed: options.seed,
    diffusion: options.diffusion ?? null,
    attacks,
    withTheKey: world.withTheKey(),
    controls,
    sound: only === undefined ? controls.every(({ holds }) => holds) : null,
    note: NOTE,
  };
}

/** How cells become a filter under the key of a number; each number is another party's key. */
type Scheme = (key: number) => {
  readonly bits: number;
  readonly encode: (cells: Cells) => Encoding;
};

interface Encoding {
  readonly filter: Uint8Array;
  /** Exact tokens, then blocking tokens. */
  readonly tokens: readonly (Uint8Array | null)[];
}

/** A file of encoded records, in an order of its own, and the register the attacker has. */
interface Scene {
  readonly overlap: number;
  readonly file: Filters;
  /** Exact and blocking tokens of the file by column, and those of his register under his own key. */
  readonly tokens: readonly TokenColumn[];
  readonly register: readonly Cells[];
  /** The attacker's own encoding of his register, under another key. */
  readonly mine: Filters;
  readonly mineTokens: readonly TokenColumn[];
  /** For each record of the file, its person's place in the register; -1 where they are not in it. */
  readonly truth: Int32Array;
}

const OURS = 1;
const ATTACKERS = 2;

class World {
  readonly #schema: LinkageSchema;
  readonly #n: number;
  readonly #seed: number;
  readonly #people: readonly Cells[];
  readonly #tokens: (cells: Cells) => string[];
  readonly #tokenNames: readonly string[];
  readonly #only: string;
  readonly #attacked: Scheme;

  constructor(schema: LinkageSchema, { n, seed, diffusion, only }: LaboratoryOptions) {
    this.#schema = schema;
    this.#attacked = diffusion ? this.#diffused(diffusion.terms, diffusion.outputBits) : this.#asItIs;
    this.#only = only ?? '';
    this.#n = n;
    this.#seed = seed;
    this.#people = makePeople(schema, 2 * n, seed);
    this.#tokens = plaintextTokens(schema);
    this.#tokenNames = [
      ...schema.exactTokens.map(({ name }) => `exact token ${name}`),
      ...schema.blockColumns.map((name) => `blocking token ${name}`),
    ];
    checkEncodable(schema, this.#people);
  }

  /** What leaves the custodian. */
  readonly #asItIs: Scheme = (key) => {
    const encoder = createRecordEncoder(this.#schema, keyBytes(this.#seed, key));
    const encode = (cells: Cells) => {
      const record = encoder.encode(cells);
      return { filter: record.clk, tokens: tokensOf(record) };
    };
    return { bits: this.#schema.bits, encode };
  };

  /** The filters of the schema before any diffusion. */
  readonly #plain: Scheme = (key) => {
    const encoder = createRecordEncoder(this.#schema, keyBytes(this.#seed, key));
    const encode = (cells: Cells) => {
      const record = encoder.encode(cells);
      return { filter: record.undiffused ?? record.clk, tokens: tokensOf(record) };
    };
    return { bits: this.#schema.diffusion?.bits ?? this.#schema.bits, encode };
  };

  #diffused(terms: number, outputBits: number): Scheme {
    return (key) => {
      const { bits, encode } = this.#plain(key);
      const diffuse = createDiffusion(keyBytes(this.#seed, key + 100), { bits, outputBits, terms });
      const diffused = (cells: Cells) => {
        const { filter, tokens } = encode(cells);
        return { filter: diffuse(filter), tokens };
      };
      return { bits: outputBits, encode: diffused };
    };
  }

  *everyAttack(): Steps<AttackResult[]> {
    const results: AttackResult[] = [];
    for (const [name, attack] of this.#attacks()) {
      if (!name.startsWith(this.#only)) continue;
      yield name;
      results.push(attack());
    }
    return results;
  }

  #attacks(): [name: string, attack: () => AttackResult][] {
    const scheme = this.#attacked;
    const full = this.#scene(scheme, 1);
    const at = (overlap: number) => (overlap === 1 ? full : this.#scene(scheme, overlap));
    const known = KNOWN.filter((each) => each <= this.#n / 2);
    const names = this.#tokenNames;
    return [
      ...OVERLAPS.map((overlap) =>
        named(`graph matching, overlap ${overlap}`, () => this.#graph(at(overlap), 0)),
      ),
      named('graph matching with known pairs', () => this.#graph(full, SEEDS)),
      ...known.map((pairs) =>
        named(`known plaintext, ${pairs} pairs`, () => this.#knownPlaintext(full, pairs)),
      ),
      named('pattern mining', () => this.#patterns(full)),
      named('frequency of filters', () => this.#filterFrequency(full)),
      ...names.map((name, t) => named(`frequency of ${name}`, () => this.#tokenFrequency(full, name, t))),
      ...(names.length === 0 ? [] : TOKEN_OVERLAPS).map((overlap) =>
        named(`token graph, overlap ${overlap}`, () => this.#tokenGraph(at(overlap), 0)),
      ),
      ...(names.length === 0 ? [] : TOKEN_OVERLAPS.slice(0, 2)).map((overlap) =>
        named(`pairs of tokens, overlap ${overlap}`, () => this.#tokenGraph(at(overlap), 0, true)),
      ),
      ...(names.length === 0
        ? []
        : [named('token graph with known pairs', () => this.#tokenGraph(full, SEEDS))]),
    ];
  }

  *controls(): Steps<Control[]> {
    const plain = this.#scene(this.#plain, 1);
    const known = Math.min(500, this.#n / 2);
    const must = (result: AttackResult, on: Control['on'], mustExceed: number): Control => ({
      ...result,
      on,
      mustExceed,
      holds: result.share > mustExceed,
    });
    yield 'control: graph matching on plain filters';
    const graph = must(this.#graph(plain, 0), 'plain filters', 0.9);
    yield 'control: known plaintext on plain filters';
    const pairs = must(this.#knownPlaintext(plain, known), 'plain filters', 0.9);
    yield 'control: graph matching with known pairs on diffusion with 2 terms';
    const twice = this.#scene(this.#diffused(2, CONTROL_BITS), 1);
    return [graph, pairs, must(this.#graph(twice, SEEDS), 'diffusion with 2 terms', 0.5)];
  }

  /** The key itself, a list of people, and equal filters. */
  withTheKey(): AttackResult {
    const scene = this.#scene(this.#attacked, 1);
    const { encode, bits } = this.#attacked(OURS);
    const own = packFilters(
      scene.register.map((cells) => encode(cells).filter),
      bits,
    );
    const byText = new Map(scene.register.map((_, i) => [rowText(own, i), i]));
    const guess = Int32Array.from(scene.truth, (_, row) => byText.get(rowText(scene.file, row)) ?? -1);
    return result('dictionary with the key', scene, 0, guess, () => true);
  }

  /** The file holds people n - shared .. 2n - shared, the register 0 .. n. */
  #scene(scheme: Scheme, overlap: number): Scene {
    const n = this.#n;
    const shared = Math.round(n * overlap);
    const order = shuffled(n, drawFrom(this.#seed + 7));
    const register = this.#people.slice(0, n);
    const persons = Array.from(order, (i) => n - shared + i);
    const ours = scheme(OURS);
    const theirs = scheme(ATTACKERS);
    const encoded = persons.map((person) => ours.encode(this.#people[person]!));
    const own = register.map(theirs.encode);
    const filters = ({ bits }: { readonly bits: number }, of: readonly Encoding[]) =>
      packFilters(
        of.map(({ filter }) => filter),
        bits,
      );
    return {
      overlap,
      register,
      file: filters(ours, encoded),
      tokens: tokenColumns(this.#tokenNames, encoded),
      mine: filters(theirs, own),
      mineTokens: tokenColumns(this.#tokenNames, own),
      truth: Int32Array.from(persons, (person) => (person < n ? person : -1)),
    };
  }

  #graph(scene: Scene, seeds: number): AttackResult {
    const name = seeds === 0 ? 'graph matching' : 'graph matching with known pairs';
    const known = knownPairs(scene, seeds);
    return result(name, scene, seeds, matchGraphs(scene.mine, scene.file, known), (row) => row >= seeds);
  }

  #knownPlaintext(scene: Scene, known: number): AttackResult {
    const register = scene.register.map(this.#tokens);
    const pairs = Array.from({ length: known }, (_, row) => ({ tokens: register[scene.truth[row]!]!, row }));
    const rows = Array.from({ length: Math.min(TRIED, this.#n - known) }, (_, i) => known + i);
    const guess = new Int32Array(this.#n).fill(-1);
    learnTokens(scene.file, pairs, rows, register).forEach((person, i) => {
      guess[rows[i]!] = person;
    });
    return result('known plaintext', scene, known, guess, (row) => row >= known && row < known + rows.length);
  }

  #patterns(scene: Scene): AttackResult {
    const guess = minePatterns(scene.file, scene.register.map(this.#tokens));
    return result('pattern mining', scene, 0, guess, () => true);
  }

  #filterFrequency(scene: Scene): AttackResult {
    const rows = Array.from({ length: scene.file.rows }, (_, row) => rowText(scene.file, row));
    const guess = alignFrequencies(
      rows,
      scene.register.map((cells) => cells.join('\0')),
    );
    return result('frequency of filters', scene, 0, guess, () => true);
  }

  /** The attacker knows the parts of each token in his register, and equal parts are equal under his own key too. */
  #tokenFrequency(scene: Scene, name: string, token: number): AttackResult {
    const guess = alignFrequencies(scene.tokens[token]!, scene.mineTokens[token]!);
    return result(`frequency of ${name}`, scene, 0, guess, () => true);
  }

  /** @param twice only rows that share tokens of two kinds are neighbours: what chance brings together shares one. */
  #tokenGraph(scene: Scene, seeds: number, twice = false): AttackResult {
    const kinds = (columns: readonly TokenColumn[]) => {
      const all = kindsOf(this.#tokenNames, columns);
      return twice ? pairsOf(all) : all;
    };
    const guess = matchTokenGraphs(kinds(scene.mineTokens), kinds(scene.tokens), knownPairs(scene, seeds));
    const name = twice ? 'pairs of tokens' : seeds === 0 ? 'token graph' : 'token graph with known pairs';
    return result(name, scene, seeds, guess, (row) => row >= seeds);
  }
}

function named(name: string, attack: () => AttackResult): [name: string, attack: () => AttackResult] {
  return [name, attack];
}

/** The first rows of the file with their persons: to be asked of a file whose people are all in the register. */
function knownPairs({ truth }: Scene, seeds: number): Pair[] {
  return Array.from({ length: seeds }, (_, row) => ({ mine: truth[row]!, theirs: row, lead: 1 }));
}

function tokensOf({ exact, blocking }: EncodedRecord): readonly (Uint8Array | null)[] {
  return [...exact, ...blocking];
}

/** One column of tokens, a text for each row: equal text for equal tokens, null where a row has none. */
type TokenColumn = readonly (string | null)[];

/** Slots of one blocking pass hold tokens of one kind: a row's first word may be another's second. */
function kindsOf(names: readonly string[], columns: readonly TokenColumn[]): TokenKind[] {
  const kinds = Map.groupBy(columns.keys(), (column) => names[column]!.replace(/-[1-9]$/, ''));
  return [...kinds.values()].map((own) =>
    columns[0]!.map((_, row) => own.flatMap((column) => columns[column]![row] ?? [])),
  );
}

/** Every two kinds as one: rows share such a token where they share one of each. */
function pairsOf(kinds: readonly TokenKind[]): TokenKind[] {
  return kinds.flatMap((first, i) =>
    kinds
      .slice(i + 1)
      .map((second) =>
        first.map((tokens, row) =>
          tokens.flatMap((token) => second[row]!.map((other) => `${token}|${other}`)),
        ),
      ),
  );
}

/** Tokens of rows as columns of texts. */
function tokenColumns(names: readonly string[], rows: readonly Encoding[]): TokenColumn[] {
  return names.map((_, column) => rows.map(({ tokens }) => tokens[column]?.join() ?? null));
}

function checkEncodable(schema: LinkageSchema, people: readonly Cells[]): void {
  const encoder = createRecordEncoder(schema, keyBytes(0, OURS));
  const columns = new Set(people.flatMap((cells) => encoder.check(cells).map(({ column }) => column)));
  if (columns.size === 0) return;
  const names = [...columns].map((column) => label(schema.columns[column]?.name ?? String(column)));
  throw new DomainError('attack-schema-not-covered', { columns: names });
}

function keyBytes(seed: number, number: number): Uint8Array {
  return blake3(utf8(`padan attack laboratory ${seed} ${number}`));
}

function rowText({ data, bits }: Filters, row: number): string {
  return data.subarray((row * bits) / 32, ((row + 1) * bits) / 32).join();
}

function result(
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

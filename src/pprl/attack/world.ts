/** Which attacks are tried on a schema, at which overlaps and with how many known pairs, and the controls that must win. */
import type { LinkageSchema } from '../linkage-schema.ts';
import type { AttackResult } from './attack-result.ts';
import {
  byFilterFrequency,
  byGraph,
  byKnownPlaintext,
  byPatterns,
  byTheKey,
  byTokenFrequency,
  byTokenGraph,
} from './attacks.ts';
import { makePeople } from './people.ts';
import { plaintextTokens } from './plaintext.ts';
import { type Cast, type Scene, setScene, tokenNames } from './scene.ts';
import { asItIs, checkEncodable, diffusedBy, plainly, type Scheme } from './scheme.ts';

export interface LaboratoryOptions {
  /** Records of the encoded file and of the attacker's register; at least `LEAST_RECORDS`. */
  readonly n: number;
  readonly seed: number;
  /** Diffuse the schema's filters in this way instead of its own before they are attacked. */
  readonly diffusion?: { readonly terms: number; readonly outputBits: number };
  /** Only attacks whose name begins so, without controls: for files so large that the others take hours. */
  readonly only?: string;
}

export interface Control extends AttackResult {
  readonly on: 'plain filters' | 'diffusion with 2 terms';
  /** `share` must be above this. */
  readonly mustExceed: number;
  readonly holds: boolean;
}

const OVERLAPS = [1, 0.5, 0.2] as const;
/** The graph of tokens needs neighbourhoods that are nearly whole. */
const TOKEN_OVERLAPS = [1, 0.95, 0.5, 0.2] as const;
const SEEDS = 30;
const KNOWN = [100, 500] as const;
const CONTROL_BITS = 2048;

/** What has been done so far, by name: whoever runs the laboratory may let others run in between. */
export type Steps<T> = Generator<string, T>;

/** Made-up people under one schema, and what may be tried on them. */
export class World {
  readonly #schema: LinkageSchema;
  readonly #n: number;
  readonly #cast: Cast;
  readonly #tokensOf: ReturnType<typeof plaintextTokens>;
  readonly #only: string;
  readonly #attacked: Scheme;

  /** @throws {DomainError} `attack-schema-not-covered`. */
  constructor(schema: LinkageSchema, { n, seed, diffusion, only }: LaboratoryOptions) {
    this.#schema = schema;
    this.#attacked = diffusion ? diffusedBy(schema, seed, diffusion) : asItIs(schema, seed);
    this.#only = only ?? '';
    this.#n = n;
    this.#cast = { people: makePeople(schema, 2 * n, seed), seed, names: tokenNames(schema) };
    this.#tokensOf = plaintextTokens(schema);
    checkEncodable(schema, this.#cast.people);
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

  #scene(scheme: Scheme, overlap: number): Scene {
    return setScene(this.#cast, scheme, overlap);
  }

  #attacks(): [name: string, attack: () => AttackResult][] {
    const full = this.#scene(this.#attacked, 1);
    const at = (overlap: number) => (overlap === 1 ? full : this.#scene(this.#attacked, overlap));
    const known = KNOWN.filter((each) => each <= this.#n / 2);
    return [
      ...OVERLAPS.map((overlap) =>
        named(`graph matching, overlap ${overlap}`, () => byGraph(at(overlap), 0)),
      ),
      named('graph matching with known pairs', () => byGraph(full, SEEDS)),
      ...known.map((pairs) =>
        named(`known plaintext, ${pairs} pairs`, () => byKnownPlaintext(full, this.#tokensOf, pairs)),
      ),
      named('pattern mining', () => byPatterns(full, this.#tokensOf)),
      named('frequency of filters', () => byFilterFrequency(full)),
      ...(this.#cast.names.length === 0 ? [] : this.#onTokens(full, at)),
    ];
  }

  #onTokens(full: Scene, at: (overlap: number) => Scene): [name: string, attack: () => AttackResult][] {
    const { names } = this.#cast;
    return [
      ...names.map((name, t) => named(`frequency of ${name}`, () => byTokenFrequency(full, name, t))),
      ...TOKEN_OVERLAPS.map((overlap) =>
        named(`token graph, overlap ${overlap}`, () => byTokenGraph(at(overlap), names, 0)),
      ),
      ...TOKEN_OVERLAPS.slice(0, 2).map((overlap) =>
        named(`pairs of tokens, overlap ${overlap}`, () => byTokenGraph(at(overlap), names, 0, true)),
      ),
      named('token graph with known pairs', () => byTokenGraph(full, names, SEEDS)),
    ];
  }

  *controls(): Steps<Control[]> {
    const schema = this.#schema;
    const { seed } = this.#cast;
    const plain = this.#scene(plainly(schema, seed), 1);
    const known = Math.min(500, this.#n / 2);
    const must = (result: AttackResult, on: Control['on'], mustExceed: number): Control => ({
      ...result,
      on,
      mustExceed,
      holds: result.share > mustExceed,
    });
    yield 'control: graph matching on plain filters';
    const graph = must(byGraph(plain, 0), 'plain filters', 0.9);
    yield 'control: known plaintext on plain filters';
    const pairs = must(byKnownPlaintext(plain, this.#tokensOf, known), 'plain filters', 0.9);
    yield 'control: graph matching with known pairs on diffusion with 2 terms';
    const twice = this.#scene(diffusedBy(schema, seed, { terms: 2, outputBits: CONTROL_BITS }), 1);
    return [graph, pairs, must(byGraph(twice, SEEDS), 'diffusion with 2 terms', 0.5)];
  }

  withTheKey(): AttackResult {
    return byTheKey(this.#scene(this.#attacked, 1), this.#attacked);
  }
}

function named(name: string, attack: () => AttackResult): [name: string, attack: () => AttackResult] {
  return [name, attack];
}

/**
 * Who could try all identifiers in this deployment, and how long one core of theirs would take.
 *
 * Whoever holds the key *and* the file tries candidates until a token is the same; nobody else can. That is no attack
 * on the encoding: keyed tokens are what they are. Only who holds what decides.
 *
 * Source: counts and rates from specs/checks/exposure.json, each with its own source there.
 */
import type { ExposureBounds } from './bounds.ts';
import type { Enumeration } from './report-shape.ts';

/** Who holds the machine, and whether they or their operator hold the project key. */
export interface Deployment {
  /** Agency that runs the service, `independent`, or null where nobody said. */
  readonly host: string | null;
  readonly hostHoldsKey: boolean;
}

type Trial = Enumeration['tries'][number];

export function enumeration(
  { hostHoldsKey }: Deployment,
  exactNames: readonly string[],
  bounds: ExposureBounds,
): Enumeration[] {
  const tries = trials(exactNames, bounds);
  const row = (actor: Enumeration['actor'], holdsKey: boolean, holdsFile: boolean): Enumeration => ({
    actor,
    holdsKey,
    holdsFile,
    tries: holdsKey && holdsFile ? tries : [],
  });
  return [
    row('outsider', false, false),
    row('operator', hostHoldsKey, true),
    row('host', hostHoldsKey, true),
    row('sender', true, true),
    row('other-custodian', true, false),
    row('host-with-a-custodian', true, true),
  ];
}

function trials(exactNames: readonly string[], { spaces, populationList, rates }: ExposureBounds): Trial[] {
  const trial = (
    of: string,
    candidatesFrom: Trial['candidatesFrom'],
    candidates: number,
    perSecond: number,
  ) => ({ of, candidatesFrom, candidates, seconds: candidates / perSecond });
  const list = populationList.candidates;
  return [
    ...exactNames.flatMap((name) => {
      const sizes = name.split('+').map((part) => spaces.find((space) => space.part === part)?.candidates);
      const known = sizes.every((size) => size !== undefined);
      const all = known ? sizes.reduce((product, size) => product! * size!, 1)! : null;
      return [
        trial(name, 'list', list, rates.token.perSecond),
        ...(all === null ? [] : [trial(name, 'all', all, rates.token.perSecond)]),
      ];
    }),
    trial('filter', 'list', list, rates.filter.perSecond),
  ];
}

import { Client } from '../client.ts';
import { type Harness, OPERATOR_KEY } from '../harness.ts';

/** Who tries every door, in this order. `third` is an agency that takes part in nothing. */
export const PERSONAS = [
  'nobody',
  'third',
  'statistician',
  'officer',
  'operator',
  'agency',
  'counterpart',
] as const;
export type Persona = (typeof PERSONAS)[number];

/** A service with somebody of every kind, and what the rows have put into it. */
export interface World {
  readonly harness: Harness;
  readonly as: Readonly<Record<Persona, Client>>;
}

const PEOPLE = {
  statistician: ['bps', 'statistician'],
  officer: ['bps', 'privacy-officer'],
  agency: ['bps', 'agency'],
  counterpart: ['kp2mi', 'agency'],
} as const;

/** `thirdParty` is where `third` comes from: a real agreement has no third party. */
export async function populate(
  harness: Harness,
  operatorKey: string = OPERATOR_KEY,
  thirdParty: string = 'third',
): Promise<World> {
  const operator = new Client(harness, operatorKey);
  const client = async ([party, role]: readonly [string, string]) => {
    const person = await operator.post('/people', { name: 'Someone', party }, 201);
    const key = await operator.post(`/people/${person.result.id}/keys`, { role }, 201);
    return new Client(harness, key.result.apiKey);
  };
  return {
    harness,
    as: {
      nobody: new Client(harness, null),
      operator,
      third: await client([thirdParty, 'agency']),
      statistician: await client(PEOPLE.statistician),
      officer: await client(PEOPLE.officer),
      agency: await client(PEOPLE.agency),
      counterpart: await client(PEOPLE.counterpart),
    },
  };
}

/** What is sent, made anew for each persona, so that one who may does not spoil it for the next. */
export interface Attempt {
  readonly path: string;
  readonly json?: unknown;
  readonly init?: RequestInit;
}

export interface AccessRow {
  /** As the OpenAPI document has it: `POST /people/{id}/keys`. */
  readonly endpoint: string;
  readonly attempt: (world: World, persona: Persona) => Promise<Attempt> | Attempt;
  /** The HTTP status each persona is answered with. */
  readonly expected: Readonly<Record<Persona, number>>;
}

/** Open to the operator only. */
export function operatorOnly(status: number): AccessRow['expected'] {
  return { ...everybody(403), nobody: 401, operator: status };
}

export function everybody(status: number): AccessRow['expected'] {
  return Object.fromEntries(PERSONAS.map((persona) => [persona, status])) as Record<Persona, number>;
}

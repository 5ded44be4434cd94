/** Requests to a Padan service, as one person. */
import {
  DomainError,
  type Fact,
  type Facts,
  type Label,
  type Language,
  label,
  PROBLEMS,
  type ProblemCode,
} from '../problems.ts';

export interface ServiceDoor {
  /** Address without a slash at the end. */
  readonly server: string;
  readonly apiKey: string;
  readonly language: Language;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** What goes with a request: JSON, or bytes of a type. */
export interface Sent {
  readonly json?: unknown;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** Of `bytes`; `application/octet-stream` where left out. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The JSON answer. @throws {DomainError} the service's refusal under its own code; the codes of `fetchFrom`. */
export async function call<T>(door: ServiceDoor, method: string, path: string, sent: Sent = {}): Promise<T> {
  const response = await fetchFrom(door, method, path, sent);
  return (await readAnswer(response)) as T;
}

/**
 * The answer with its body unread.
 * @throws {DomainError} the service's refusal under its own code; `service-not-reached`,
 *   `service-answer-not-understood`.
 */
export async function fetchFrom(
  door: ServiceDoor,
  method: string,
  path: string,
  { json, bytes, type, headers }: Sent = {},
): Promise<Response> {
  const mediaType = bytes
    ? (type ?? 'application/octet-stream')
    : json === undefined
      ? null
      : 'application/json';
  const body = bytes ?? (json === undefined ? undefined : JSON.stringify(json));
  const request = new Request(`${door.server}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${door.apiKey}`,
      'accept-language': door.language,
      ...(mediaType ? { 'content-type': mediaType } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  let response: Response;
  try {
    response = await door.fetch(request);
  } catch {
    throw new DomainError('service-not-reached');
  }
  if (!response.ok) throw refusalIn(await readAnswer(response), response.status);
  return response;
}

async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('service-answer-not-understood', { status: response.status });
  }
}

/** The service speaks from the same registry: its refusal is thrown here under its own code. */
function refusalIn(answer: unknown, status: number): DomainError {
  const { code, facts } = (answer ?? {}) as { code?: unknown; facts?: unknown };
  if (typeof code === 'string' && Object.hasOwn(PROBLEMS, code))
    return new DomainError(code as ProblemCode, factsIn(facts));
  return new DomainError('service-answer-not-understood', { status });
}

/**
 * Facts as a service sent them, held to what facts may be: they go to a terminal and into logs.
 * Edge: what is no fact is left out. Strings come in as any other label does.
 */
function factsIn(value: unknown): Facts {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, fact]): [string, Fact][] => {
      const known = /^[A-Za-z]{1,40}$/.test(name) ? (factIn(fact) ?? listIn(fact)) : null;
      return known === null ? [] : [[name, known]];
    }),
  );
}

function factIn(value: unknown): number | boolean | Label | null {
  if (typeof value === 'string') return label(value);
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Labels only, numbers only, or objects only. */
function listIn(value: unknown): Fact | null {
  if (!Array.isArray(value)) return null;
  if (value.every((item): item is number => typeof item === 'number')) return value;
  if (value.every((item): item is string => typeof item === 'string')) return value.map(label);
  return value.every((item) => typeof item === 'object' && item !== null) ? value.map(factsIn) : null;
}

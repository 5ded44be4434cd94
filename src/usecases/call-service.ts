/** Requests to a Padan service, as one person. */
import { DomainError, type Facts, type Language, PROBLEMS, type ProblemCode } from '../problems.ts';

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
  const { code, facts } = (answer ?? {}) as { code?: string; facts?: Facts };
  if (typeof code === 'string' && Object.hasOwn(PROBLEMS, code))
    return new DomainError(code as ProblemCode, facts ?? {});
  return new DomainError('service-answer-not-understood', { status });
}

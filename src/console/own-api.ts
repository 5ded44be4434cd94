/**
 * The console asks the API, in the same process and with the reader's own key, as any program would: so nobody sees
 * on a page what the API would not give them, and gets the same refusals.
 */
import { DomainError, type Language, type ProblemBody } from '../problems.ts';

/** The API of this service, without its network. */
export type ApiFetch = (request: Request) => Response | Promise<Response>;

/** A refusal of the API, as the page of refusals shows it: its texts are already in the reader's language. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly body: ProblemBody;
  constructor(body: ProblemBody) {
    super(body.code);
    this.body = body;
  }
}

export class OwnApi {
  readonly #fetch: ApiFetch;
  readonly #key: string;
  readonly #origin: string;
  readonly #language: Language;

  constructor(fetch: ApiFetch, key: string, origin: string, language: Language) {
    this.#fetch = fetch;
    this.#key = key;
    this.#origin = origin;
    this.#language = language;
  }

  /** JSON of a GET. @throws {ApiRefusal} what the API refused. */
  async get<T>(path: string): Promise<T> {
    return (await this.#answered(path, { method: 'GET' })).json() as Promise<T>;
  }

  /** JSON of a POST, without a body where `body` is undefined; null where the API answers with nothing. @throws {ApiRefusal} */
  async post<T>(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<T> {
    const response = await this.#answered(path, {
      method: 'POST',
      ...(body === undefined
        ? { headers }
        : { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }),
    });
    return (response.status === 204 ? null : await response.json()) as T;
  }

  /** Bytes of a GET, e.g. a release's file. @throws {ApiRefusal} */
  async text(path: string): Promise<string> {
    return (await this.#answered(path, { method: 'GET' })).text();
  }

  /** A request of the page's own scripts, passed on with the key. Refusals come back as they are. */
  async pass(request: Request, path: string): Promise<Response> {
    const headers = new Headers(request.headers);
    headers.delete('cookie');
    return this.#send(new Request(new URL(path, this.#origin), { ...bodyOf(request), headers }));
  }

  async #answered(path: string, init: RequestInit): Promise<Response> {
    const response = await this.#send(new Request(new URL(path, this.#origin), init));
    if (response.ok) return response;
    const body: unknown = await response.json().catch(() => null);
    if (!isProblem(body)) throw new DomainError('internal-error');
    throw new ApiRefusal(body);
  }

  async #send(request: Request): Promise<Response> {
    request.headers.set('authorization', `Bearer ${this.#key}`);
    request.headers.set('accept-language', this.#language);
    return this.#fetch(request);
  }
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body;
}

function bodyOf(request: Request): RequestInit {
  if (request.body === null) return { method: request.method };
  // A stream is sent as it comes: Node asks for `duplex` to say so.
  return { method: request.method, body: request.body, duplex: 'half' } as RequestInit;
}

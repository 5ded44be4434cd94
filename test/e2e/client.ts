import { expect } from 'vitest';
import type { Harness } from './harness.ts';

/** A reply's JSON as the tests read it: they assert what it holds, so a wrong shape fails there. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is what is being tested
export type Reply = any;

/** Somebody with a key (or none) who says which status they expect. */
export class Client {
  readonly #harness: Harness;
  readonly #key: string | null;

  constructor(harness: Harness, key: string | null) {
    this.#harness = harness;
    this.#key = key;
  }

  async send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#key !== null) headers.set('authorization', `Bearer ${this.#key}`);
    return this.#harness.fetch(path, { ...init, method, headers });
  }

  async #json(
    method: string,
    path: string,
    status: number,
    body?: unknown,
    headers?: Record<string, string>,
  ) {
    const init: RequestInit =
      body === undefined
        ? { headers: headers ?? {} }
        : { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
    const response = await this.send(method, path, init);
    const text = await response.text();
    expect(`${response.status} ${text}`).toMatch(new RegExp(`^${status} `));
    return text === '' ? null : (JSON.parse(text) as Reply);
  }

  get(path: string, status: number, headers?: Record<string, string>): Promise<Reply> {
    return this.#json('GET', path, status, undefined, headers);
  }
  post(path: string, body: unknown, status: number, headers?: Record<string, string>): Promise<Reply> {
    return this.#json('POST', path, status, body, headers);
  }
  put(path: string, body: unknown, status: number, headers?: Record<string, string>): Promise<Reply> {
    return this.#json('PUT', path, status, body, headers);
  }
  delete(path: string, status: number): Promise<Reply> {
    return this.#json('DELETE', path, status);
  }
}

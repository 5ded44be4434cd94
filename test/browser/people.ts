/** Persons with keys, made by the operator through the API as an operator would. */
import { OPERATOR_KEY } from './servers.ts';

export class Api {
  readonly #url: string;
  readonly key: string;
  constructor(url: string, key: string = OPERATOR_KEY) {
    this.#url = url;
    this.key = key;
  }

  /** JSON of an answer that is a success. */
  // biome-ignore lint/suspicious/noExplicitAny: tests assert what they read
  async json(method: string, path: string, body?: unknown): Promise<any> {
    const text = await (await this.send(method, path, body)).text();
    return text === '' ? null : JSON.parse(text);
  }

  async send(method: string, path: string, body?: unknown): Promise<Response> {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  /** A new person of `party` with a key for `role`. */
  async person(url: string, party: string, role: string): Promise<Api> {
    const { result } = await this.json('POST', '/people', { name: 'Seseorang', party });
    const { result: issued } = await this.json('POST', `/people/${result.id}/keys`, { role });
    return new Api(url, issued.apiKey);
  }
}

/** Asks again until `wanted` says yes. */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('waited too long');
}

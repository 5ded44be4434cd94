import { say } from './say.ts';

/** One person's way to the service: their key goes with every request. */
export class Client {
  readonly url: string;
  readonly key: string;

  constructor(url: string, key: string) {
    this.url = url;
    this.key = key;
  }

  async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const json = body !== undefined && !(body instanceof Uint8Array) && typeof body !== 'string';
    return fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        'accept-language': 'en',
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as BodyInit) }),
    });
  }

  /** The JSON answer, where anything but success ends the demo with the problem's own words. */
  async json<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
    const response = await this.request(method, path, body, headers);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async text(path: string): Promise<string> {
    const response = await this.request('GET', path);
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
    return response.text();
  }

  /** Show that something is refused; ends the demo if it is not. */
  async refused(method: string, path: string, body: unknown, why: string): Promise<void> {
    const response = await this.request(method, path, body);
    const problem = (await response.json()) as { code?: string; title?: string };
    if (response.ok) throw new Error(`${method} ${path} should have been refused: ${why}`);
    say(`refused as it must be (${why}): ${response.status} ${problem.code} - ${problem.title}`);
  }
}

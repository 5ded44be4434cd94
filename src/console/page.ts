/** One request of somebody for one page: who asks, in which language, and the way to the API. */
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Language } from '../problems.ts';
import type { Actor, Service } from '../usecases/service.ts';
import type { OwnApi } from './own-api.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A text in both languages. */
export interface Words {
  readonly id: string;
  readonly en: string;
}

/** The frame of every page, signed in or not. */
export interface Frame {
  readonly language: Language;
  /** Path and query asked for, to come back to in the other language or after signing in. */
  readonly path: string;
  readonly actor: Actor | null;
  readonly service: Service;
}

export interface SignedIn extends Frame {
  readonly actor: Actor;
  readonly api: OwnApi;
}

/** What a page says of itself. */
export interface PageBody {
  readonly title: Words;
  readonly body: Html;
  /** Names of client islands the page starts (src/console/client), without ending. */
  readonly scripts?: readonly string[];
  /** The page compiles WebAssembly. */
  readonly wasm?: boolean;
  readonly status?: number;
}

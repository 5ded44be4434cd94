/** Takes the members of a JSON object somebody else made, one by one, and refuses what is left over. */
import type { DomainError } from '../problems.ts';
import { fromBase64 } from './bytes.ts';

export type Refuse = (member?: string) => DomainError;

export class Members {
  readonly #members: Map<string, unknown>;
  readonly #refuse: Refuse;

  /** `refuse` makes the refusal that names a member; it is given known names only. */
  constructor(value: unknown, refuse: Refuse) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse();
    this.#members = new Map(Object.entries(value));
    this.#refuse = refuse;
  }

  has(name: string): boolean {
    return this.#members.has(name);
  }

  text(name: string, holds: (text: string) => boolean): string {
    const value = this.#take(name);
    if (typeof value !== 'string' || !holds(value)) throw this.#refuse(name);
    return value;
  }

  /** A whole number from `least` to `most`, both included. */
  count(name: string, least: number, most: number): number {
    const value = this.#take(name);
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most)
      throw this.#refuse(name);
    return value;
  }

  /** A number from `least` to `most`, both included. */
  number(name: string, least: number, most: number): number {
    const value = this.#take(name);
    if (typeof value !== 'number' || !(value >= least && value <= most)) throw this.#refuse(name);
    return value;
  }

  texts(name: string, most: number, holds: (text: string) => boolean): string[] {
    const value = this.#take(name);
    if (!Array.isArray(value) || value.length > most) throw this.#refuse(name);
    if (!value.every((text): text is string => typeof text === 'string' && holds(text)))
      throw this.#refuse(name);
    return value;
  }

  /** Bytes in base64 of at most `most` characters; exactly `length` bytes where that is given. */
  bytes(name: string, most: number, length?: number): Uint8Array<ArrayBuffer> {
    const text = this.#take(name);
    const bytes = typeof text === 'string' && text.length <= most ? fromBase64(text) : null;
    if (bytes === null || (length !== undefined && bytes.length !== length)) throw this.#refuse(name);
    return bytes;
  }

  literal<T extends string | boolean | null>(name: string, value: T): T {
    if (!this.#members.has(name) || this.#take(name) !== value) throw this.#refuse(name);
    return value;
  }

  flag(name: string): boolean {
    const value = this.#take(name);
    if (typeof value !== 'boolean') throw this.#refuse(name);
    return value;
  }

  inner(name: string): Members {
    const value = this.#take(name);
    return new Members(value, (member) => this.#refuse(member === undefined ? name : `${name}.${member}`));
  }

  /** The member, null where it is null. */
  nullable<T>(name: string, take: () => T): T | null {
    if (this.#members.get(name) !== null) return take();
    this.#members.delete(name);
    return null;
  }

  /** @throws where a member nobody asked for is left. */
  end(): void {
    if (this.#members.size > 0) throw this.#refuse();
  }

  #take(name: string): unknown {
    const value = this.#members.get(name);
    this.#members.delete(name);
    return value;
  }
}

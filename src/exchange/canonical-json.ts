import { DomainError } from '../problems.ts';

/** A JSON value. Members that are `undefined` are left out, as JSON.stringify does. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** Deeper than any document of ours; what others send may not exhaust the stack. */
const MAX_DEPTH = 100;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * The one way to write a JSON value as text: members sorted by UTF-16 code unit, no spaces, numbers as
 * ECMAScript prints them. What is signed or hashed is the UTF-8 of this text.
 *
 * Deterministic: equal values give equal text, whatever order their members were set in.
 * Edge:   `undefined` members are left out; -0 is written 0.
 * Throws: `json-not-canonical` for NaN, infinities and lone surrogates, which no other party could repeat, and for
 *         values nested over 100 deep.
 * Source: RFC 8785.
 */
export function canonicalJson(value: Json): string {
  return print(value, 0);
}

function print(value: Json, depth: number): string {
  if (depth > MAX_DEPTH) throw new DomainError('json-not-canonical');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return text(value);
  if (isArray(value)) return `[${value.map((item) => print(item, depth + 1)).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .flatMap((name) => {
      const member = value[name];
      return member === undefined ? [] : [`${text(name)}:${print(member, depth + 1)}`];
    });
  return `{${members.join(',')}}`;
}

function isArray(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new DomainError('json-not-canonical');
  return JSON.stringify(value);
}

function text(value: string): string {
  if (LONE_SURROGATE.test(value)) throw new DomainError('json-not-canonical');
  return JSON.stringify(value);
}

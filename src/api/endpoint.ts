/**
 * An endpoint is data: method, path, who may, what comes in, what goes out, and the use case that does it.
 * `mount` turns it into a Hono route and into its part of the OpenAPI document, so that the two cannot differ.
 *
 * Order of checks: key (401), role (403), type and size of the body (415, 413), shape (400), then the use case.
 */
import type { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { DomainError, type Language, label, type ProblemCode, problemEntry } from '../problems.ts';
import { authenticate } from '../usecases/authenticate.ts';
import type { Actor, Role, Service } from '../usecases/service.ts';
import { readJson } from './body.ts';
import { ProblemSchema } from './schemas.ts';
import { parsed } from './validate.ts';

export interface ApiEnv {
  Variables: { requestId: string; language: Language };
}

export interface Call<Params, Query, Body, Headers> {
  readonly service: Service;
  /** For endpoints open to anyone: `ANYONE`. */
  readonly actor: Actor;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Headers that the endpoint declares, by their names in lower case. */
  readonly headers: Headers;
  /** The body of an endpoint with `bytesIn`, unread; empty where the request has none. */
  readonly bytes: () => ReadableStream<Uint8Array>;
  readonly language: Language;
}

/** What `handle` may return besides JSON: bytes of the type that the endpoint declares. */
export interface Bytes {
  readonly bytes: ReadableStream<Uint8Array> | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  H extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** OpenAPI form: `/people/{id}/keys`. */
  readonly path: string;
  /** operationId. */
  readonly id: string;
  /** One line, in English; the description in both languages is the documentation's. */
  readonly summary: string;
  readonly tag: string;
  readonly roles: readonly Role[] | 'anyone';
  readonly params?: P;
  readonly query?: Q;
  /** JSON body. */
  readonly body?: B;
  /** Instead of `body`: bytes of this type, or of one of these, left unread for the use case (`bytes()`). */
  readonly bytesIn?: { readonly type: string | readonly string[]; readonly description: string };
  readonly headers?: H;
  readonly reply: { readonly status: 200 | 201 | 202 | 204; readonly description: string } & (
    | { readonly schema: R }
    | { readonly type: string }
    | Record<never, never>
  );
  /** Refusals of the use case; those every endpoint has are added. */
  readonly problems: readonly ProblemCode[];
  readonly handle: (
    call: Call<z.output<P>, z.output<Q>, z.output<B>, z.output<H>>,
  ) => Promise<z.input<R> | Bytes | null>;
}

/** Keeps the types of one endpoint while all of them are kept in one list. */
export function endpoint<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  H extends z.ZodType,
  R extends z.ZodType,
>(definition: Endpoint<P, Q, B, H, R>): Endpoint {
  return definition as unknown as Endpoint;
}

const ANYONE: Actor = { person: 'anyone', key: null, role: 'service', party: null };

export function mount(app: OpenAPIHono<ApiEnv>, service: Service, definition: Endpoint): void {
  app.openAPIRegistry.registerPath(described(definition));
  const path = definition.path.replaceAll(/\{(\w+)\}/g, ':$1');
  app.on(definition.method.toUpperCase(), path, async (c) => {
    const actor = await admit(c, service, definition);
    const call = {
      service,
      actor,
      params: parsed(definition.params, c.req.param(), 'path'),
      query: parsed(definition.query, c.req.query(), 'query'),
      body: definition.body
        ? parsed(definition.body, await readJson(c), 'body')
        : await bytesType(c, definition),
      headers: parsed(definition.headers, c.req.header(), 'header'),
      bytes: () => c.req.raw.body ?? new Blob([]).stream(),
      language: c.get('language'),
    };
    return answer(c, definition, await definition.handle(call));
  });
}

async function admit(c: Context<ApiEnv>, service: Service, { roles }: Endpoint): Promise<Actor> {
  if (roles === 'anyone') return ANYONE;
  const shown = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null;
  const actor = await authenticate(service, shown);
  if (!(roles as readonly string[]).includes(actor.role))
    throw new DomainError('role-not-allowed', { roles: roles.map(label) });
  return actor;
}

async function bytesType(c: Context<ApiEnv>, { bytesIn }: Endpoint): Promise<undefined> {
  if (!bytesIn) return undefined;
  const type = (c.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  const types = [bytesIn.type].flat();
  if (!types.includes(type))
    throw new DomainError('media-type-not-supported', { expected: types.map(label) });
  return undefined;
}

function answer(c: Context<ApiEnv>, { reply }: Endpoint, result: unknown): Response {
  c.header('cache-control', 'no-store');
  if (reply.status === 204) return c.body(null, 204);
  if ('type' in reply) {
    const { bytes, headers } = result as Bytes;
    return c.body(bytes as ReadableStream, reply.status, { 'content-type': reply.type, ...headers });
  }
  // What the schema does not name does not leave; what it names wrongly is a bug, and answered as one.
  return c.json('schema' in reply ? (reply.schema.parse(result) as object) : null, reply.status);
}

function described(definition: Endpoint): Parameters<OpenAPIHono['openAPIRegistry']['registerPath']>[0] {
  const { method, path, id, summary, tag, roles, params, query, body, bytesIn, headers, reply } = definition;
  const common: ProblemCode[] = ['internal-error'];
  if (roles !== 'anyone') common.push('key-refused', 'role-not-allowed');
  if (params || query || body || headers) common.push('request-invalid');
  if (body) common.push('body-too-large', 'media-type-not-supported');
  if (bytesIn) common.push('media-type-not-supported');
  const content =
    'schema' in reply
      ? { 'application/json': { schema: reply.schema } }
      : 'type' in reply
        ? { [reply.type]: { schema: { type: 'string' as const, format: 'binary' } } }
        : undefined;
  const bodyContent = body
    ? { 'application/json': { schema: body } }
    : bytesIn &&
      Object.fromEntries(
        [bytesIn.type]
          .flat()
          .map((each) => [each, { schema: { type: 'string' as const, format: 'binary' } }]),
      );
  return {
    method,
    path,
    operationId: id,
    summary,
    tags: [tag],
    'x-padan-roles': roles,
    ...(roles === 'anyone' ? {} : { security: [{ apiKey: [] }] }),
    request: {
      ...(params ? { params: params as z.ZodObject } : {}),
      ...(query ? { query: query as z.ZodObject } : {}),
      ...(headers ? { headers: headers as z.ZodObject } : {}),
      ...(bodyContent ? { body: { required: true, content: bodyContent } } : {}),
    },
    responses: {
      [reply.status]: { description: reply.description, ...(content ? { content } : {}) },
      ...problemResponses([...definition.problems, ...common]),
    },
  };
}

function problemResponses(codes: readonly ProblemCode[]) {
  const byStatus = new Map<number, Set<string>>();
  for (const code of codes) {
    const { status } = problemEntry(code);
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [
      status,
      {
        description: [...names].map((name) => `\`${name}\``).join(', '),
        content: { 'application/problem+json': { schema: ProblemSchema } },
      },
    ]),
  );
}

/** The API: every endpoint, problem details for everything that goes wrong, and the OpenAPI document. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { DomainError, type Language, problemBody } from '../problems.ts';
import { newId } from '../usecases/ids.ts';
import type { Service } from '../usecases/service.ts';
import { type ApiEnv, mount } from './endpoint.ts';
import { ENDPOINTS } from './routes/index.ts';
import { whereThrown } from './where-thrown.ts';

export function createApp(service: Service): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();
  app.use(async (c, next) => {
    const started = service.clock.now();
    c.set('requestId', newId(service.randomness, 'req'));
    c.set('language', languageOf(c.req.header('accept-language')));
    await next();
    c.header('request-id', c.get('requestId'));
    c.header('x-content-type-options', 'nosniff');
    service.log({
      level: 'info',
      event: 'request',
      request: c.get('requestId'),
      method: c.req.method,
      route: routeOf(c) ?? 'none',
      status: c.res.status,
      milliseconds: service.clock.now() - started,
    });
  });
  for (const definition of ENDPOINTS) mount(app, service, definition);
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  app.get('/openapi.json', (c) => c.json(openApi(app, service)));
  app.notFound((c) => refuse(c, service, new DomainError(routeOf(c) ? 'method-not-allowed' : 'not-found')));
  app.onError((error, c) => {
    if (error instanceof DomainError) return refuse(c, service, error);
    service.log({
      level: 'error',
      event: 'fault',
      request: c.get('requestId'),
      route: routeOf(c) ?? 'none',
      where: whereThrown(error),
    });
    return refuse(c, service, new DomainError('internal-error'));
  });
  return app;
}

function openApi(app: OpenAPIHono<ApiEnv>, service: Service) {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Padan',
      version: '1',
      description: 'Privacy-preserving record linkage and disclosure control between two agencies.',
    },
    servers: [{ url: service.config.baseUrl }],
  });
}

function refuse(c: Context<ApiEnv>, service: Service, error: DomainError): Response {
  const language = c.get('language');
  const body = problemBody(error, language, service.config.baseUrl, `urn:request:${c.get('requestId')}`);
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'content-language': language,
    'cache-control': 'no-store',
  };
  if (body.status === 401) headers['www-authenticate'] = 'Bearer';
  if (body.status === 503) headers['retry-after'] = '1';
  return c.body(JSON.stringify(body), body.status as 400, headers);
}

const PATTERNS = ENDPOINTS.map(({ path }) => ({
  path,
  matches: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** The pattern of the path that was asked for, never the path: paths hold identifiers. Null for an unknown one. */
function routeOf(c: Context<ApiEnv>): string | null {
  const { pathname } = new URL(c.req.url);
  return PATTERNS.find(({ matches }) => matches.test(pathname))?.path ?? null;
}

/** The first of the languages we speak in `Accept-Language`, by its weight; Indonesian unless said otherwise. */
function languageOf(header: string | undefined): Language {
  const wishes = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part.trim().split(';');
      return {
        language: tag.trim().split('-')[0]!.toLowerCase(),
        q: Number(weight?.trim().replace(/^q=/, '') ?? 1),
      };
    })
    .filter((wish) => wish.q > 0 && (wish.language === 'id' || wish.language === 'en'))
    .sort((a, b) => b.q - a.q);
  return (wishes[0]?.language ?? 'id') as Language;
}

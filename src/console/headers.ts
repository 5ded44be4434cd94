/** What a browser is allowed on pages of the console: nothing from outside, no script in the page itself. */

export interface PageRights {
  /** The page compiles WebAssembly of ours (the encoder, the verifier). */
  readonly wasm?: boolean;
}

function contentSecurityPolicy({ wasm = false }: PageRights = {}): string {
  return [
    "default-src 'none'",
    `script-src 'self'${wasm ? " 'wasm-unsafe-eval'" : ''}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every page. Pages hold what only this person may see, so nobody keeps a copy. */
export function pageHeaders(rights?: PageRights): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy(rights),
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  };
}

/** The two doors of the test pool that the suite uses; its own types need @cloudflare/workers-types. */
declare module 'cloudflare:test' {
  export function reset(): Promise<void>;
}
declare module 'cloudflare:workers' {
  export const env: Record<string, unknown>;
  export const exports: { default: { fetch(request: Request): Promise<Response> } };
}

declare module '*.toml?raw' {
  const text: string;
  export default text;
}

/** As much of Cloudflare's bindings as Padan uses; the whole of their types would take the place of the browser's. */
export interface D1Statement {
  bind(...values: unknown[]): D1Statement;
  all(): Promise<{ results: Record<string, unknown>[] }>;
}

export interface D1 {
  prepare(sql: string): D1Statement;
  batch(statements: D1Statement[]): Promise<unknown>;
}

export interface R2Upload {
  uploadPart(part: number, bytes: Uint8Array): Promise<R2Part>;
  complete(parts: R2Part[]): Promise<unknown>;
  abort(): Promise<void>;
}

export interface R2Part {
  readonly partNumber: number;
  readonly etag: string;
}

export interface R2 {
  put(key: string, bytes: Uint8Array): Promise<unknown>;
  get(key: string): Promise<{ readonly body: ReadableStream<Uint8Array> } | null>;
  delete(keys: string | string[]): Promise<void>;
  list(options: { prefix: string; cursor?: string }): Promise<{
    readonly objects: readonly { readonly key: string }[];
    readonly truncated: boolean;
    readonly cursor?: string;
  }>;
  createMultipartUpload(key: string): Promise<R2Upload>;
}

export interface QueueProducer {
  send(message: unknown): Promise<unknown>;
}

export interface QueueMessage {
  readonly body: unknown;
  ack(): void;
  retry(options?: { delaySeconds: number }): void;
}

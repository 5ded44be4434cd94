/** Files of the user's machine. A written file appears whole or not at all: beside its target, then renamed. */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { collect } from '../../exchange/bytes.ts';
import type { Files } from '../../ports/files.ts';
import { DomainError, type Facts, label } from '../../problems.ts';

const CHUNK = 256 * 1024;
const OWNER_ONLY = 0o600;
const USUAL = 0o666;
const ERASE_BLOCK = new Uint8Array(64 * 1024);

/** Standard streams are given, so that tests can stand in for a terminal. */
export interface StandardStreams {
  readonly input: AsyncIterable<Uint8Array>;
  readonly output: NodeJS.WritableStream;
}

export function nodeFiles(standard: StandardStreams): Files {
  return {
    read: (path) => (path === '-' ? plain(standard.input) : readFile(path)),
    readAll: (path) => collect(path === '-' ? standard.input : readFile(path)),
    write: (path, bytes, options) =>
      path === '-'
        ? writeStream(standard.output, chunks(bytes))
        : writeFile(path, chunks(bytes), options?.secret),
    exists: (path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    erase: eraseFile,
  };
}

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  const facts = await stat(path).catch(() => null);
  if (facts === null) throw new DomainError('file-not-found', nameOf(path));
  if (facts.isDirectory()) throw new DomainError('file-not-readable', nameOf(path));
  const packed = path.toLowerCase().endsWith('.gz');
  const raw = createReadStream(path, { highWaterMark: CHUNK });
  const source = packed ? pipeline(raw, createGunzip({ chunkSize: CHUNK }), () => {}) : raw;
  try {
    yield* plain(source);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError(packed ? 'file-not-unpacked' : 'file-not-readable', nameOf(path));
  } finally {
    raw.destroy();
  }
}

/** Node's chunks are Buffers, whose `slice` shares memory where Uint8Array's copies: nobody further in sees one. */
async function* plain(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const { buffer, byteOffset, length } of source) yield new Uint8Array(buffer, byteOffset, length);
}

async function* chunks(bytes: AsyncIterable<Uint8Array> | Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes instanceof Uint8Array) yield bytes;
  else yield* bytes;
}

async function writeFile(path: string, bytes: AsyncIterable<Uint8Array>, secret = false): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  const handle = await open(beside, 'wx', secret ? OWNER_ONLY : USUAL).catch(() => {
    throw new DomainError('file-not-writable', nameOf(path));
  });
  try {
    for await (const chunk of bytes) await writeAll(handle, chunk);
    await handle.sync();
    await handle.close();
    await rename(beside, path);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(beside, { force: true });
    throw isSystemError(error) ? new DomainError('file-not-writable', nameOf(path)) : error;
  }
}

async function writeAll(handle: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten;
}

async function writeStream(stream: NodeJS.WritableStream, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of bytes)
    await new Promise<void>((resolve, reject) =>
      stream.write(chunk, (error?: Error | null) =>
        error ? reject(new DomainError('file-not-writable', nameOf('-'))) : resolve(),
      ),
    );
}

/** The name that the user typed, without its folders; withheld where it holds a number like a person's. */
function nameOf(path: string): Facts {
  return { file: label(basename(path)) };
}

/** A system error's message names the whole path, and a folder may be a person's: the refusal names the file. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

async function eraseFile(path: string): Promise<void> {
  const handle = await open(path, 'r+').catch(() => {
    throw new DomainError('file-not-found', nameOf(path));
  });
  try {
    const { size } = await handle.stat();
    for (let at = 0; at < size; at += ERASE_BLOCK.length)
      await handle.write(ERASE_BLOCK, 0, Math.min(ERASE_BLOCK.length, size - at), at);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rm(path);
}

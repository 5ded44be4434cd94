/** Files on the user's own machine, as the command line sees them. `-` is standard input or output. */
export interface Files {
  /** Bytes of the file in order; `.gz` is unpacked on the way. @throws DomainError `file-not-found`. */
  read(path: string): AsyncIterable<Uint8Array>;
  /** The whole file; for small ones (specs, keys, results). */
  readAll(path: string): Promise<Uint8Array>;
  /** Write whole or not at all: beside the target, then renamed. A failing source leaves no file behind. */
  write(
    path: string,
    bytes: AsyncIterable<Uint8Array> | Uint8Array,
    options?: { readonly secret?: boolean },
  ): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Overwrite with zeros, then remove. */
  erase(path: string): Promise<void>;
}

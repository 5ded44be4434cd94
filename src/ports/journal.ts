/** A file on the user's own machine that grows while work goes on, so that a later attempt can go on behind it. */
export interface Journal {
  /** All bytes that an earlier attempt left; empty where there was none. */
  read(): Promise<Uint8Array>;
  /** Cuts the file off behind `length` bytes. Before the first `append`. */
  keep(length: number): Promise<void>;
  /** In the order of the calls, whether they are awaited or not. */
  append(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  /** Closes and removes it. */
  remove(): Promise<void>;
}

/** Temporary bytes in numbered buckets, on the custodian's own machine, gone when closed. */
export interface Scratch {
  append(bucket: number, bytes: Uint8Array): Promise<void>;
  /** All bytes appended to `bucket`, in order; empty where nothing was. */
  read(bucket: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

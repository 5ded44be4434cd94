/** Where the time comes from. Nothing else in Padan reads a clock, so that tests and replays can set it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

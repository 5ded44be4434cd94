/** One thing that happened, for whoever runs the machine. Never a record value, never who did it: the audit log knows. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly request?: string;
  readonly method?: string;
  /** The route pattern (`/projects/{id}`), not the path that was asked for. */
  readonly route?: string;
  readonly status?: number;
  readonly milliseconds?: number;
  readonly code?: string;
  readonly task?: string;
  readonly attempt?: number;
  /** Name of a bug's error class and where in our code it was thrown, without its message. */
  readonly where?: string;
}

export type Log = (line: LogLine) => void;

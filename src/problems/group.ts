/** What a person reads of a problem, in one language. */
export interface ProblemText {
  /** One line: subject, requirement, what was found; no full stop. */
  readonly title: string;
  /** What it means, one or two sentences. */
  readonly meaning: string;
  /** Usual causes. */
  readonly causes: readonly string[];
  /** What to do, step by step. */
  readonly action: readonly string[];
}

/** One entry of the registry. */
export interface ProblemEntry {
  /** HTTP status when the API says it. */
  readonly status: number;
  /** Exit status of the CLI: 1 the check does not hold, 2 wrong use, 3 input refused, 75 not ready yet. */
  readonly exit: 1 | 2 | 3 | 75;
  readonly id: ProblemText;
  readonly en: ProblemText;
}

export type ProblemGroup = Readonly<Record<string, ProblemEntry>>;

/** What the API says of projects, submissions and runs, as pages read it. */
import type { ProblemBody } from '../../problems.ts';
import type { Words } from '../page.ts';

export interface ProjectDocument {
  readonly id: string;
  readonly title: string;
  readonly schema: {
    readonly id: string;
    readonly recordType: string;
    readonly profile: string;
    readonly hardened: boolean;
    readonly label: Words | null;
  };
  readonly requester: string;
  readonly registerHolder: string;
  readonly fingerprint: 'unconfirmed' | 'confirmed' | 'differs';
  readonly hostedBy: string;
  readonly hostIsCustodian: boolean;
  readonly closedAt: string | null;
}

export interface SubmissionDocument {
  readonly id: string;
  readonly project: string;
  readonly party: string;
  readonly state: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly hardened: boolean;
  readonly leakageLambda: number | null;
  readonly problem: ProblemBody | null;
  readonly createdAt: string;
}

export interface RunDocument {
  readonly id: string;
  readonly project: string;
  readonly submissions: readonly [string, string];
  readonly state: string;
  readonly threshold: number | null;
  readonly letter: { readonly number: string; readonly purpose: string; readonly flags: readonly string[] };
  readonly summary: {
    readonly rows: readonly [number, number];
    readonly linked: number;
    readonly notLinked: number;
    readonly ambiguous: number;
    readonly duplicate: number;
    readonly estimated: { readonly precision: number; readonly recall: number } | null;
  } | null;
  readonly plan: {
    readonly method: string;
    readonly allPairs: number;
    readonly pairs: number;
    readonly recall: { readonly share: number } | null;
  } | null;
  readonly problem: ProblemBody | null;
  readonly createdAt: string;
  readonly progress?: { readonly done: number; readonly of: number };
}

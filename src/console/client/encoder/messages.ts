/** What page and worker say to each other. Files and keys stay in this browser. */
import type { Manifest } from '../../../exchange/manifest.ts';
import type { Facts, ProblemCode } from '../../../problems.ts';
import type { Survey } from '../../../usecases/encode-file.ts';
import type { JoinOrder } from './join.ts';

export interface EncodeOrder {
  readonly file: File;
  readonly keyFile: File;
  readonly identityFile: File;
  /** Id of a linkage schema of the list. */
  readonly schema: string;
  /** For each column of the schema, the column of the file (from 0) it is read from. */
  readonly mapping: readonly number[];
  readonly custodian: string;
  readonly recipient: string;
  readonly trim: boolean;
  readonly acceptLeakage: boolean;
}

export type ToWorker =
  | { readonly kind: 'inspect'; readonly file: File }
  | ({ readonly kind: 'encode' } & EncodeOrder)
  | ({ readonly kind: 'join' } & JoinOrder);

export interface Encoded {
  readonly encoded: Blob;
  readonly order: Blob;
  readonly manifest: Manifest;
  readonly survey: Survey;
}

export interface Refusal {
  readonly code: ProblemCode;
  readonly facts: Facts;
}

export type FromWorker =
  | { readonly kind: 'header'; readonly header: readonly string[] }
  | { readonly kind: 'progress'; readonly pass: 1 | 2; readonly rows: number }
  | ({ readonly kind: 'done' } & Encoded)
  | { readonly kind: 'joined'; readonly file: Blob }
  | ({ readonly kind: 'refused' } & Refusal)
  /** A fault of ours: nothing is said of it but that it happened. */
  | { readonly kind: 'failed' };

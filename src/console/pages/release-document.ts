/** What the API says of a release, as pages read it. */
import type { Words } from '../page.ts';

export interface ReleaseDocument {
  readonly id: string;
  readonly request: string;
  readonly dataset: string;
  readonly tables: readonly string[];
  readonly title: Words;
  readonly citation: Words;
  readonly producer: string;
  readonly receiver: string;
  readonly state: string;
  readonly version: number;
  readonly contentSha256: string;
  readonly audit: {
    readonly outcome: string;
    readonly checkedAt: string;
    readonly with: readonly string[];
  };
  readonly reason: string | null;
  readonly outputs: readonly {
    readonly name: string;
    readonly type: string;
    readonly audience: 'public' | 'officer';
    readonly bytes: number;
    readonly sha256: string;
  }[];
  readonly createdAt: string;
  readonly changedAt: string;
}

/** What a file says of itself; null for bare filters, which say nothing. */
export interface ExposedFile {
  readonly project: string | null;
  readonly custodian: string | null;
  readonly recordType: string | null;
  readonly profile: 'padan' | 'clkhash';
  readonly schemaHash: string | null;
  readonly rows: number;
  readonly bits: number;
  readonly hardened: boolean;
  readonly exactNames: readonly string[];
  readonly blockNames: readonly string[];
}

/** The files of a release: made from its protection, kept in its vault, named and typed for whoever may read them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { TableProtection } from '../disclosure/protect-table.ts';
import { pageContext, reportPage } from '../disclosure/report/page.ts';
import { utf8 } from '../exchange/bytes.ts';
import { canonicalJson } from '../exchange/canonical-json.ts';
import { publicTableCsv } from '../exchange/public-table-csv.ts';
import type { Service } from './service.ts';
import { openVault } from './vaults.ts';

export const OUTPUT_NAMES = [
  'table.csv',
  'table.json',
  'public.csv',
  'certificate.json',
  'officer-certificate.json',
  'report.json',
  'report.html',
] as const;
export type OutputName = (typeof OUTPUT_NAMES)[number];

export interface ReleaseOutput {
  readonly name: OutputName;
  readonly type: 'text/csv' | 'application/json' | 'text/html';
  /** `public`: may leave once the release is approved. `officer`: tells unsafe cells from those that protect them. */
  readonly audience: 'public' | 'officer';
  readonly bytes: number;
  readonly sha256: string;
}

interface ReleaseFile extends Pick<ReleaseOutput, 'name' | 'type' | 'audience'> {
  readonly text: string;
}

/** Every file of one protected table. CELLS.csv, which holds both statuses and values, is not kept. */
export function releaseFiles({ table, files }: TableProtection): ReleaseFile[] {
  const json = (value: object) => `${JSON.stringify(value)}\n`;
  return [
    { name: 'table.csv', type: 'text/csv', audience: 'public', text: publicTableCsv(table) },
    { name: 'table.json', type: 'application/json', audience: 'public', text: json(table) },
    { name: 'public.csv', type: 'text/csv', audience: 'public', text: files.public },
    { name: 'certificate.json', type: 'application/json', audience: 'public', text: files.certificate },
    {
      name: 'officer-certificate.json',
      type: 'application/json',
      audience: 'officer',
      text: files.officerCertificate,
    },
    { name: 'report.json', type: 'application/json', audience: 'officer', text: json(files.report) },
    {
      name: 'report.html',
      type: 'text/html',
      audience: 'officer',
      text: reportPage(files.report, pageContext(table)),
    },
  ];
}

export async function storeFiles(
  service: Service,
  vaultId: string,
  files: readonly ReleaseFile[],
): Promise<ReleaseOutput[]> {
  const vault = await openVault(service, vaultId);
  const outputs: ReleaseOutput[] = [];
  for (const { text, ...described } of files) {
    const bytes = utf8(text);
    await vault.put(described.name, bytes);
    outputs.push({ ...described, bytes: bytes.length, sha256: bytesToHex(sha256(bytes)) });
  }
  return outputs;
}

/** One digest over what would leave: names and digests of the public files. */
export function contentHash(outputs: readonly ReleaseOutput[]): string {
  const leaving = outputs.filter(({ audience }) => audience === 'public');
  return bytesToHex(sha256(utf8(canonicalJson(leaving.map(({ name, sha256 }) => ({ name, sha256 }))))));
}

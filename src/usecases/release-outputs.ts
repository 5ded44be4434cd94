/** The files of a release: made from its protection, kept in its vault, named and typed for whoever may read them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { TableProtection } from '../disclosure/protect-table.ts';
import { pageContext, reportPage } from '../disclosure/report/page.ts';
import { utf8 } from '../exchange/bytes.ts';
import { canonicalJson } from '../exchange/canonical-json.ts';
import type { ReleaseContext } from '../exchange/released/context.ts';
import { ALL_FORMATS, EXPORT_NAMES, exportedFiles } from '../exchange/released/files.ts';
import type { Service } from './service.ts';
import { openVault } from './vaults.ts';

export const OUTPUT_NAMES = [
  ...EXPORT_NAMES,
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
  /** Media type, without a charset. */
  readonly type: string;
  /** `public`: may leave once the release is approved. `officer`: tells unsafe cells from those that protect them. */
  readonly audience: 'public' | 'officer';
  readonly bytes: number;
  readonly sha256: string;
}

interface ReleaseFile extends Pick<ReleaseOutput, 'name' | 'type' | 'audience'> {
  readonly content: Uint8Array;
}

/**
 * Every file of one protected table. CELLS.csv, which holds both statuses and values, is not kept.
 * @param prepared time that the files say they were made at: one that is the same when they are made again.
 */
export async function releaseFiles(
  { table, files }: TableProtection,
  context: ReleaseContext,
  prepared: string,
): Promise<ReleaseFile[]> {
  const json = (value: object) => `${JSON.stringify(value)}\n`;
  const exported = await exportedFiles(table, context, prepared, ALL_FORMATS);
  const texts: readonly [OutputName, string, ReleaseOutput['audience'], string | null][] = [
    ['table.json', 'application/json', 'public', json(table)],
    ['public.csv', 'text/csv', 'public', files.public],
    ['certificate.json', 'application/json', 'public', files.certificate],
    ['officer-certificate.json', 'application/json', 'officer', files.officerCertificate],
    ['report.json', 'application/json', 'officer', json(files.report)],
    ['report.html', 'text/html', 'officer', reportPage(files.report, pageContext(table))],
  ];
  return [
    ...exported.map(({ name, type, bytes }) => ({ name, type, audience: 'public' as const, content: bytes })),
    ...texts.flatMap(([name, type, audience, text]) =>
      text === null ? [] : [{ name, type, audience, content: utf8(text) }],
    ),
  ];
}

export async function storeFiles(
  service: Service,
  vaultId: string,
  files: readonly ReleaseFile[],
): Promise<ReleaseOutput[]> {
  const vault = await openVault(service, vaultId);
  const outputs: ReleaseOutput[] = [];
  for (const { content, ...described } of files) {
    await vault.put(described.name, content);
    outputs.push({ ...described, bytes: content.length, sha256: bytesToHex(sha256(content)) });
  }
  return outputs;
}

/** One digest over what would leave: names and digests of the public files. */
export function contentHash(outputs: readonly ReleaseOutput[]): string {
  const leaving = outputs.filter(({ audience }) => audience === 'public');
  return bytesToHex(sha256(utf8(canonicalJson(leaving.map(({ name, sha256 }) => ({ name, sha256 }))))));
}

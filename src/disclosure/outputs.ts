/**
 * Every file that follows from a protected table, made in an order that keeps them honest: PUBLIC.csv first, the
 * certificate from its text and its hierarchy alone, then what is internal.
 */

import {
  certificateText,
  certify,
  certifyForOfficer,
  type PublicDimension,
  type PublicFacts,
  sha256Hex,
} from './certificate.ts';
import type { CountTable } from './count-table.ts';
import { type CodeNode, codeNodes } from './dimension.ts';
import { internalCsv, type ProtectedTable, publicView } from './protect.ts';
import { publicCsv } from './public-table.ts';
import type { ReportDocument } from './report/document.ts';
import { disclosureReport } from './report.ts';
import type { Solver } from './solver.ts';
import { verify } from './verify.ts';

export interface DisclosureFiles {
  /** Internal: tells primary from secondary. */
  readonly cells: string;
  /** May be published. */
  readonly public: string;
  /** May be published with it. */
  readonly certificate: string;
  /** Internal: names the unsafe cells. */
  readonly officerCertificate: string;
  readonly report: ReportDocument;
}

export function publicHierarchy(result: ProtectedTable): PublicDimension[] {
  return result.table.space.dimensions.map((dimension) => ({
    name: dimension.name,
    codes: codeNodes(dimension) satisfies readonly CodeNode[],
    ...(dimension.alternatives.length > 0 ? { alternatives: dimension.alternatives } : {}),
  }));
}

/** What everybody knows of the table beside its codes. */
function publicFacts({ tolerance = 0, signed = false }: CountTable): PublicFacts {
  return { ...(tolerance > 0 ? { tolerance } : {}), ...(signed ? { signed } : {}) };
}

/** @param policy identity of the policy for the report; null where a spec was given instead. */
export function disclosureFiles(
  result: ProtectedTable,
  solver: Solver,
  policy: { readonly id: string; readonly version: string } | null,
): DisclosureFiles {
  const cells = internalCsv(result);
  const text = publicCsv(publicView(result));
  const dimensions = publicHierarchy(result);
  const facts = publicFacts(result.table);
  const certificate = certificateText(certify(text, dimensions, solver, facts));
  const officerCertificate = certificateText(
    certifyForOfficer(text, dimensions, result.targets, solver, facts),
  );
  const certified = [certificate, officerCertificate].every((each) => verify(cells, JSON.parse(each)).holds);
  const hashes = {
    public: sha256Hex(text),
    cells: sha256Hex(cells),
    certificate: sha256Hex(certificate),
    officerCertificate: sha256Hex(officerCertificate),
  };
  return {
    cells,
    public: text,
    certificate,
    officerCertificate,
    report: disclosureReport(result, { policy, hashes, certified }),
  };
}

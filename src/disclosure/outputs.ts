/**
 * Every file that follows from a protected table, made in an order that keeps them honest: PUBLIC.csv first, the
 * certificate from its text and its hierarchy alone, then what is internal.
 */

import {
  type Certificate,
  certificateText,
  certify,
  certifyForOfficer,
  type OfficerCertificate,
  type PublicDimension,
  type PublicFacts,
  sha256Hex,
} from './certificate.ts';
import type { Allowed } from './certificate-moves.ts';
import type { CountTable } from './count-table.ts';
import { type CodeNode, codeNodes } from './dimension.ts';
import { memberIntervals } from './member-intervals.ts';
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
  /** May be published with it. Null where none was found in the time and by the limits given: not proved. */
  readonly certificate: string | null;
  /** Internal: names the unsafe cells. Null as above. */
  readonly officerCertificate: string | null;
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

/**
 * @param policy identity of the policy for the report; null where a spec was given instead.
 * @param allowed how long certificates may be searched for. One that is not found makes the table `not-proved`, which
 *   nobody can approve and everybody who may can still review.
 */
export function disclosureFiles(
  result: ProtectedTable,
  solver: Solver,
  policy: { readonly id: string; readonly version: string } | null,
  allowed: Allowed = {},
): DisclosureFiles {
  const cells = internalCsv(result);
  const text = publicCsv(publicView(result));
  const dimensions = publicHierarchy(result);
  const facts = publicFacts(result.table);
  const options = { solver, ...allowed };
  const certificate = textOf(certify(text, dimensions, options, facts));
  const officerCertificate =
    certificate === null ? null : textOf(certifyForOfficer(text, dimensions, result.targets, options, facts));
  const certified = [certificate, officerCertificate].every(
    (each) => each !== null && verify(cells, JSON.parse(each)).holds,
  );
  const hashes = {
    public: sha256Hex(text),
    cells: sha256Hex(cells),
    ...(certificate === null ? {} : { certificate: sha256Hex(certificate) }),
    ...(officerCertificate === null ? {} : { officerCertificate: sha256Hex(officerCertificate) }),
  };
  const members = allowed.expired?.() ? null : memberIntervals(result, solver);
  const report = disclosureReport(result, { policy, hashes, certified, members });
  return { cells, public: text, certificate, officerCertificate, report };
}

function textOf(certificate: Certificate | OfficerCertificate | null): string | null {
  return certificate === null ? null : certificateText(certificate);
}

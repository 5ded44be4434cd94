/**
 * Files of linked tables, and of their ratios: CELLS.csv, internal, and PUBLIC.csv, in which one word stands for
 * everything hidden. The report of a ratio's numerator says what became of it.
 */
import type { Allowed } from './certificate-moves.ts';
import { decimalText } from './decimal.ts';
import type { RatioTable } from './linked-ratios.ts';
import { type DisclosureFiles, disclosureFiles } from './outputs.ts';
import type { ProtectedLinked } from './protect-linked.ts';
import { cellsCsv } from './public-table.ts';
import type { RatioSummary } from './report/document.ts';
import type { Solver } from './solver.ts';

export interface RatioFiles {
  readonly id: string;
  readonly cells: string;
  readonly public: string;
  readonly summary: RatioSummary;
}

/** A table's files and those of the ratios it is the numerator of. */
export interface LinkedFiles {
  readonly files: DisclosureFiles;
  readonly ratios: readonly RatioFiles[];
}

/** In the order of the spec. */
export function linkedFiles(result: ProtectedLinked, solver: Solver, allowed: Allowed = {}): LinkedFiles[] {
  return result.tables.map((each, t) => {
    const made = disclosureFiles(each, solver, null, allowed);
    const files = { ...made, report: { ...made.report, together: others(result, t) } };
    const ratios = result.ratios.filter(({ numerator }) => numerator === t).map(ratioFiles);
    if (ratios.length === 0) return { files, ratios };
    const report = { ...files.report, ratios: ratios.map(({ summary }) => summary) };
    return { files: { ...files, report }, ratios };
  });
}

/** The tables that table `t` was protected with. */
function others({ problem }: ProtectedLinked, t: number): string[] {
  return problem.marked.flatMap(({ id }, other) => (other === t ? [] : [id]));
}

function ratioFiles(ratio: RatioTable): RatioFiles {
  const { id, space, decimals, digits, status, besideHidden, keptBack } = ratio;
  const text = (cell: number) => (status[cell] === 'safe' ? decimalText(digits[cell]!, decimals) : '');
  const isHidden = (each: string) => each === 'primary' || each === 'secondary';
  const outward = (each: string) => (isHidden(each) ? 'hidden' : each);
  const shown = status.filter((each) => each === 'safe').length;
  return {
    id,
    cells: cellsCsv(space, (cell) => [text(cell), status[cell]!]),
    public: cellsCsv(space, (cell) => [text(cell), outward(status[cell]!)]),
    summary: { id, shown, hidden: status.filter(isHidden).length, besideHidden, keptBack },
  };
}

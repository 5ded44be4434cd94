/** What the report's page is built of: its style, tables, and numbers as each language writes them. */
import { escaped } from '../../exchange/html.ts';
import type { Language } from './page-texts.ts';

export const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:left;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:600;padding:.25rem 0}
.status{border-left:.5rem solid #111;padding:.5rem 1rem}.internal{font-weight:600}code{overflow-wrap:anywhere}
@media print{body{margin:0;max-width:none}thead{display:table-header-group}tr{break-inside:avoid}}`;

/** Written out rather than left to the runtime's locales, so that a page is the same bytes everywhere. */
export function grouped(value: number, language: Language): string {
  const [thousands, point] = language === 'id' ? ['.', ','] : [',', '.'];
  const [whole, fraction] = String(Math.round(Math.abs(value) * 100) / 100).split('.');
  const digits = whole!.replaceAll(/\B(?=(\d{3})+$)/g, thousands);
  return `${value < 0 ? '-' : ''}${digits}${fraction === undefined ? '' : point + fraction}`;
}

/** Cells of `rows` are HTML already; numbers are set right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  caption?: string,
): string {
  const cell = (value: string | number) =>
    typeof value === 'number' ? `<td class="n">${value}</td>` : `<td>${value}</td>`;
  const header =
    head.length === 0
      ? ''
      : `<thead><tr>${head.map((each) => `<th scope="col">${each}</th>`).join('')}</tr></thead>`;
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  return `<table>${caption === undefined ? '' : `<caption>${escaped(caption)}</caption>`}${header}<tbody>
${body}
</tbody></table>`;
}

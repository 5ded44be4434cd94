/** A plain table of rows on a page; `n` columns are numbers. */
import { html } from 'hono/html';
import type { Html } from '../page.ts';

export interface Column {
  readonly name: string;
  readonly number?: boolean;
}

export function dataTable(
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly (string | Html)[])[],
): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}"><table>
<thead><tr>${columns.map(({ name, number }) => html`<th scope="col"${number ? html` class="n"` : ''}>${name}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first, ...rest]) =>
      html`<tr><th scope="row">${first}</th>${rest.map(
        (cell, i) => html`<td${columns[i + 1]?.number ? html` class="n"` : ''}>${cell}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}

/** Elements made by hand: text goes in as text, never as HTML. */
type Child = Node | string;

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export function tableOf(head: readonly string[], rows: readonly (readonly Child[])[]): HTMLElement {
  const cells = (row: readonly Child[]) => row.map((cell) => element('td', {}, cell));
  const table = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...head.map((name) => element('th', { scope: 'col' }, name)))),
    element('tbody', {}, ...rows.map((row) => element('tr', {}, ...cells(row)))),
  );
  return element('div', { className: 'scroll', tabIndex: 0 }, table);
}

export function find<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

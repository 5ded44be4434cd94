/** Names and values side by side; empty ones are left out. */
import { html } from 'hono/html';
import type { Html } from '../page.ts';

export type Fact = readonly [name: string, value: string | Html | null];

export function factsList(facts: readonly Fact[]): Html {
  return html`<dl class="facts">${facts
    .filter(([, value]) => value !== null)
    .map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

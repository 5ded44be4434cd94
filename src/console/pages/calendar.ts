/** What is due, above all in the second week of January and July. */
import { html } from 'hono/html';
import { dataTable } from '../components/data-table.ts';
import { formatDate } from '../format.ts';
import type { PageBody, SignedIn } from '../page.ts';

const WORDS = {
  title: { id: 'Jadwal perjanjian', en: 'Calendar of the agreement' },
  due: { id: 'Penyerahan yang jatuh tempo', en: 'Deliveries that are due' },
  none: { id: 'Tidak ada yang jatuh tempo dalam setahun ini.', en: 'Nothing is due within a year.' },
  annex: { id: 'Lampiran', en: 'Annex' },
  from: { id: 'Dari', en: 'From' },
  to: { id: 'Kepada', en: 'To' },
  opens: { id: 'Mulai', en: 'Opens' },
  closes: { id: 'Paling lambat', en: 'Closes' },
  round: { id: 'Putaran terbaru', en: 'Newest round' },
} as const;

interface Calendar {
  readonly deliveries: readonly {
    readonly annex: string;
    readonly from: string;
    readonly to: string;
    readonly opens: string;
    readonly closes: string;
    readonly newestRound: string | null;
  }[];
}

export async function calendarPage({ api, language }: SignedIn): Promise<PageBody> {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const { deliveries } = await api.get<Calendar>('/agreement/calendar');
  const columns = (['annex', 'from', 'to', 'opens', 'closes', 'round'] as const).map((name) => ({
    name: say(name),
  }));
  const rows = deliveries.map((each) => [
    each.annex,
    each.from.toUpperCase(),
    each.to.toUpperCase(),
    formatDate(each.opens, language),
    formatDate(each.closes, language),
    each.newestRound ?? '—',
  ]);
  return {
    title: WORDS.title,
    body: html`<h2>${say('due')}</h2>${rows.length === 0 ? html`<p class="note">${say('none')}</p>` : dataTable(say('due'), columns, rows)}`,
  };
}

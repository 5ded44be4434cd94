/** What every SDMX-JSON message begins with, and texts in both languages as SDMX-JSON writes them. */
import type { Bilingual } from '../../statistics/spec.ts';
import type { ReleasedView } from '../released/view.ts';

const SCHEMAS = 'https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master';

export function messageMeta(view: ReleasedView, kind: 'data' | 'structure', prepared: string): object {
  const { table } = view;
  return {
    schema: `${SCHEMAS}/${kind}-message/tools/schemas/2.0.0/sdmx-json-${kind}-schema.json`,
    id: `PADAN-${table.table}-${table.publicSha256.slice(0, 16)}-${kind}`,
    test: table.dataset.synthetic,
    prepared,
    contentLanguages: ['id', 'en'],
    ...named(table.title),
    sender: { id: table.dataset.producer.toUpperCase(), name: table.dataset.producer.toUpperCase() },
  };
}

/** `name` is the Indonesian text. */
export function named({ id, en }: Bilingual): { name: string; names: { id: string; en: string } } {
  return { name: id, names: { id, en } };
}

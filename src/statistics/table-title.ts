/** Title, period and citation of a table as it was asked for. */
import type { Dictionary } from './dictionary.ts';
import type { Bilingual } from './spec.ts';
import type { ResolvedRequest } from './table-request.ts';
import type { TableSpec } from './table-spec.ts';

/** "Jumlah penduduk bekerja menurut jenis kelamin dan lapangan usaha": the dimensions asked for, in the spec's order. */
export function titleOf({ title }: TableSpec, { dimensions }: ResolvedRequest): Bilingual {
  const by = (language: 'id' | 'en') =>
    listed(
      dimensions.map(({ spec: { label } }) => lowered(label[language])),
      language === 'id' ? 'dan' : 'and',
    );
  return { id: `${title.id} menurut ${by('id')}`, en: `${title.en} by ${by('en')}` };
}

export function citationOf({ citation }: TableSpec, { source, reference }: Dictionary): Bilingual {
  const period = `${reference.from} - ${reference.to}`;
  const cite = (language: 'id' | 'en') =>
    citation[language].replace('{source}', source[language]).replace('{period}', period);
  return { id: cite('id'), en: cite('en') };
}

function listed(texts: readonly string[], and: string): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ${and} ${texts.at(-1)}`;
}

function lowered(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

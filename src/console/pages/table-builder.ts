/** A table is asked for: dataset, dimensions, levels, filters, purpose. A refused choice keeps the form and says what may be. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { builtInSpecs } from '../../statistics/library.ts';
import type { TableChoices } from '../../statistics/table-choices.ts';
import { BAND_WORDS, hiddenBand } from '../components/hidden-band.ts';
import { formatNumber } from '../format.ts';
import { ApiRefusal } from '../own-api.ts';
import type { Html, PageBody, SignedIn } from '../page.ts';
import type { TableDocument } from './tables.ts';

const WORDS = {
  dataset: { id: 'Data dan periode', en: 'Data and period' },
  choose: { id: 'Pilih', en: 'Choose' },
  noData: {
    id: 'Tidak ada data siap yang cocok untuk tabel ini. Data didaftarkan lewat API atau “padan api”.',
    en: 'There is no ready dataset that fits this table. Datasets are registered through the API or “padan api”.',
  },
  dimensions: { id: 'Dimensi', en: 'Dimensions' },
  level: { id: 'Tingkat', en: 'Level' },
  required: { id: 'selalu ada', en: 'always there' },
  absent: { id: 'tidak ada dalam data ini', en: 'not in this dataset' },
  filters: {
    id: 'Pembatasan (kode dipisah koma; kosong berarti semua)',
    en: 'Restrictions (codes by comma; empty means all)',
  },
  purpose: { id: 'Tujuan', en: 'Purpose' },
  ask: { id: 'Minta tabel', en: 'Ask for the table' },
  refused: { id: 'Pilihan itu ditolak', en: 'That choice was refused' },
  allowed: { id: 'Keterangan', en: 'Details' },
  band: { id: 'Perkiraan kasar', en: 'Rough expectation' },
  bandText: {
    id: 'dihitung hanya dari banyaknya responden dan sel, tanpa melihat data',
    en: 'worked out from the numbers of respondents and cells alone, without looking at the data',
  },
} as const;

interface DatasetDocument {
  readonly id: string;
  readonly state: string;
  readonly records: number | null;
  readonly dictionary: {
    readonly title?: { id: string; en: string };
    readonly round: string;
    readonly id: string;
  };
}

/** Fields of the form as they were sent; empty at first. */
type Fields = Readonly<Record<string, string | undefined>>;

export async function tableBuilderPage(asked: SignedIn, c: Context): Promise<PageBody> {
  return builder(asked, c.req.param('id') ?? '', c.req.query(), null);
}

export async function askForTable(asked: SignedIn, c: Context): Promise<PageBody | Response> {
  const table = c.req.param('id') ?? '';
  const fields = (await c.req.parseBody()) as Record<string, string>;
  const choices = await choicesOf(asked, table, fields.dataset ?? '');
  try {
    const { result } = await asked.api.post<{ result: { id: string } }>(
      '/table-requests',
      wishOf(table, fields, choices),
    );
    return c.redirect(`/console/requests/${result.id}`, 303);
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return builder(asked, table, fields, error);
  }
}

function choicesOf({ api }: SignedIn, table: string, dataset: string): Promise<TableChoices> {
  return api.get(`/tables/${encodeURIComponent(table)}/choices?dataset=${encodeURIComponent(dataset)}`);
}

function wishOf(table: string, fields: Fields, { dimensions, filters, chooseOne }: TableChoices) {
  const chosen = dimensions.filter(({ name, mayBeLeftOut }) => !mayBeLeftOut || fields[`dimension-${name}`]);
  const levels = chosen.flatMap(({ name }) => {
    const level = fields[`level-${name}`];
    return level ? [[name, level] as const] : [];
  });
  const variables = [...new Set([...filters, ...chooseOne].map(({ variable }) => variable))];
  const where = variables.flatMap((variable) => {
    const codes = (fields[`where-${variable}`] ?? '').split(',').map((code) => code.trim());
    const named = codes.filter((code) => code !== '');
    return named.length === 0 ? [] : [{ variable, in: named }];
  });
  return {
    table,
    dataset: fields.dataset,
    dimensions: chosen.map(({ name }) => name),
    ...(levels.length === 0 ? {} : { levels: Object.fromEntries(levels) }),
    where,
    purpose: (fields.purpose ?? '').replaceAll(/\s+/g, ' ').trim(),
  };
}

async function builder(
  asked: SignedIn,
  table: string,
  fields: Fields,
  refusal: ApiRefusal | null,
): Promise<PageBody> {
  const { api, language } = asked;
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const spec = await api.get<TableDocument>(`/tables/${encodeURIComponent(table)}`);
  const datasets = (await api.get<DatasetDocument[]>('/datasets')).filter(({ state }) => state === 'ready');
  const fitting = await fittingDatasets(asked, table, datasets);
  const chosen = fitting.find(({ dataset }) => dataset.id === fields.dataset) ?? fitting[0];
  const choice = fitting.map(
    ({ dataset }) =>
      html`<option value="${dataset.id}"${dataset.id === chosen?.dataset.id ? html` selected` : ''}>${dataset.dictionary.title?.[language] ?? dataset.dictionary.id} (${dataset.dictionary.round})</option>`,
  );
  return {
    title: { id: `${table}. ${spec.title.id}`, en: `${table}. ${spec.title.en}` },
    status: refusal?.body.status ?? 200,
    body: html`<p lang="id" class="hint">${spec.wording.id}</p>
${refusal === null ? '' : refused(refusal, language)}
${
  chosen === undefined
    ? html`<p class="note">${say('noData')}</p>`
    : html`<form method="get" class="row"><div class="stack"><label for="dataset">${say('dataset')}</label>
<select id="dataset" name="dataset">${choice}</select></div><button class="plain">${say('choose')}</button></form>
${form(asked, table, chosen, fields)}`
}`,
  };
}

interface Fitting {
  readonly dataset: DatasetDocument;
  readonly choices: TableChoices;
}

async function fittingDatasets(
  asked: SignedIn,
  table: string,
  datasets: readonly DatasetDocument[],
): Promise<Fitting[]> {
  const tried = await Promise.all(
    datasets.map(async (dataset) => {
      try {
        return [{ dataset, choices: await choicesOf(asked, table, dataset.id) }];
      } catch (error) {
        if (error instanceof ApiRefusal) return [];
        throw error;
      }
    }),
  );
  return tried.flat();
}

function form({ language }: SignedIn, table: string, { dataset, choices }: Fitting, fields: Fields): Html {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const first = fields.purpose === undefined;
  const band = hiddenBand(dataset.records ?? 0, cellsOf(choices, fields, first));
  const dimension = ({ name, label, mayBeLeftOut, usual, levels }: TableChoices['dimensions'][number]) => {
    const checked = first ? usual : fields[`dimension-${name}`] !== undefined;
    const box =
      levels.length === 0
        ? html`<span class="hint">${say('absent')}</span>`
        : mayBeLeftOut
          ? html`<input type="checkbox" id="d-${name}" name="dimension-${name}"${checked ? html` checked` : ''}>`
          : html`<span class="hint">${say('required')}</span>`;
    const level =
      levels.length < 2
        ? ''
        : html`<label for="l-${name}">${say('level')}</label> <select id="l-${name}" name="level-${name}">${levels.map((each) => html`<option${fields[`level-${name}`] === each.level ? html` selected` : ''}>${each.level}</option>`)}</select>`;
    return html`<div class="row">${box} <label${mayBeLeftOut && levels.length > 0 ? html` for="d-${name}"` : ''}>${label[language]}</label> ${level}</div>`;
  };
  const filter = (variable: string, codes: readonly string[] | null) =>
    html`<label for="w-${variable}">${variable}${codes !== null && codes.length <= 12 ? ` (${codes.join(', ')})` : ''}</label>
<input id="w-${variable}" name="where-${variable}" value="${fields[`where-${variable}`] ?? ''}">`;
  const one = choices.chooseOne.map(
    ({ variable, codes }) => html`<label for="w-${variable}">${variable}</label>
<select id="w-${variable}" name="where-${variable}">${codes.map((code) => html`<option${fields[`where-${variable}`] === code ? html` selected` : ''}>${code}</option>`)}</select>`,
  );
  const single = new Set(choices.chooseOne.map(({ variable }) => variable));
  return html`<p class="note">${say('band')}: <strong>${BAND_WORDS[band][language]}</strong> (${say('bandText')}; ${formatNumber(dataset.records ?? 0, language)})</p>
<form method="post" action="/console/tables/${table}"><input type="hidden" name="dataset" value="${dataset.id}">
<fieldset><legend>${say('dimensions')}</legend>${choices.dimensions.map(dimension)}</fieldset>
<fieldset><legend>${say('filters')}</legend><div class="stack">${one}${choices.filters
    .filter(({ variable }) => !single.has(variable))
    .map(({ variable, codes }) => filter(variable, codes))}</div></fieldset>
<div class="stack"><label for="purpose">${say('purpose')}</label><input id="purpose" name="purpose" required maxlength="500" value="${fields.purpose ?? ''}">
<button>${say('ask')}</button></div></form>`;
}

/** Inner cells of what the form shows now. */
function cellsOf({ dimensions }: TableChoices, fields: Fields, first: boolean): number {
  const library = builtInSpecs();
  return dimensions
    .filter(({ name, usual, mayBeLeftOut }) => !mayBeLeftOut || (first ? usual : fields[`dimension-${name}`]))
    .reduce((product, { name, levels }) => {
      const level = levels.find((each) => each.level === fields[`level-${name}`]) ?? levels[0];
      return level === undefined ? product : product * library.codeList(level.codelist).codes.length;
    }, 1);
}

function refused({ body }: ApiRefusal, language: 'id' | 'en'): Html {
  const facts = Object.entries(body.facts ?? {});
  return html`<div class="error" role="alert"><p><strong>${WORDS.refused[language]}: ${body.title}</strong></p><p>${body.detail}</p>
${facts.length === 0 ? '' : html`<p>${WORDS.allowed[language]}:</p><ul>${facts.map(([name, value]) => html`<li>${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}</li>`)}</ul>`}</div>`;
}

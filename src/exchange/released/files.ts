/** Every file that one released table is written as for others, by name: formats, data structure, metadata, pictures. */
import type { PublicTableJson } from '../../disclosure/protect-table.ts';
import type { Language } from '../../problems.ts';
import { utf8 } from '../bytes.ts';
import { jsonStatDataset } from '../json-stat/dataset.ts';
import { tableParquet } from '../parquet/table.ts';
import { type PictureName, pictureOf } from '../pictures/pictures.ts';
import { publicTableCsv } from '../public-table-csv.ts';
import { satuDataMetadata } from '../satu-data/metadata.ts';
import { sdmxCsv } from '../sdmx/data-csv.ts';
import { sdmxData } from '../sdmx/data-json.ts';
import { sdmxStructure } from '../sdmx/structure.ts';
import { webapiDocument } from '../webapi/document.ts';
import { tableWorkbook } from '../xlsx/workbook.ts';
import type { ReleaseContext } from './context.ts';
import { releasedView } from './view.ts';
import { LANGUAGES } from './words.ts';

/** Media types as their standards register or recommend them. */
const TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
  json: 'application/json',
  sdmxCsv: 'application/vnd.sdmx.data+csv; version=2.0.0',
  sdmxJson: 'application/vnd.sdmx.data+json; version=2.0.0',
  sdmxStructure: 'application/vnd.sdmx.structure+json; version=2.0.0',
  svg: 'image/svg+xml',
} as const;

/** Name of each format in the command line, and of the file it is written to; with `LANG` one for each language. */
export const EXPORT_FORMATS = {
  xlsx: { name: 'table.xlsx', type: TYPES.xlsx },
  csv: { name: 'table.csv', type: TYPES.csv },
  parquet: { name: 'table.parquet', type: TYPES.parquet },
  'json-stat': { name: 'table.LANG.jsonstat.json', type: TYPES.json },
  'sdmx-csv': { name: 'table.sdmx.csv', type: TYPES.sdmxCsv },
  'sdmx-json': { name: 'table.sdmx.json', type: TYPES.sdmxJson },
  'sdmx-structure': { name: 'structure.sdmx.json', type: TYPES.sdmxStructure },
  webapi: { name: 'table.LANG.webapi.json', type: TYPES.json },
  'satu-data': { name: 'metadata.satu-data.json', type: TYPES.json },
  bar: { name: 'bar.LANG.svg', type: TYPES.svg },
  line: { name: 'line.LANG.svg', type: TYPES.svg },
  pyramid: { name: 'pyramid.LANG.svg', type: TYPES.svg },
  map: { name: 'map.LANG.svg', type: TYPES.svg },
} as const satisfies Readonly<Record<string, { name: string; type: string }>>;
export type ExportFormat = keyof typeof EXPORT_FORMATS;

type Template = (typeof EXPORT_FORMATS)[ExportFormat]['name'];
type InLanguages<Name extends string> = Name extends `${infer Start}.LANG.${infer End}`
  ? `${Start}.id.${End}` | `${Start}.en.${End}`
  : Name;
export type ExportName = InLanguages<Template>;

/** Every name that a file can have. */
export const EXPORT_NAMES = Object.values(EXPORT_FORMATS).flatMap(({ name }) => namesOf(name));

export interface ExportedFile {
  readonly format: ExportFormat;
  readonly name: ExportName;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * The files of `formats` that the table can be written as: a picture that does not fit its dimensions is left out.
 *
 * @param prepared when they are made, an ISO time: it stands in XLSX, JSON-stat and SDMX-JSON.
 * Deterministic: same table, specs and time, same bytes.
 * Leaks: nothing that the public table does not hold.
 */
export async function exportedFiles(
  table: PublicTableJson,
  context: ReleaseContext,
  prepared: string,
  formats: readonly ExportFormat[],
): Promise<ExportedFile[]> {
  const write = writersOf(table, context, prepared);
  const found: ExportedFile[] = [];
  for (const format of formats) {
    const { name, type } = EXPORT_FORMATS[format];
    for (const [i, each] of namesOf(name).entries()) {
      const bytes = await write[format](LANGUAGES[i]!);
      if (bytes !== null) found.push({ format, name: each, type, bytes });
    }
  }
  return found;
}

type Written = Uint8Array | null;

function writersOf(
  table: PublicTableJson,
  context: ReleaseContext,
  prepared: string,
): Readonly<Record<ExportFormat, (language: Language) => Written | Promise<Written>>> {
  const view = releasedView(table);
  const json = (value: object) => utf8(`${JSON.stringify(value)}\n`);
  const picture = (name: PictureName) => (language: Language) => {
    const drawn = pictureOf(name, view, context, language);
    return drawn === null ? null : utf8(drawn);
  };
  return {
    xlsx: () => tableWorkbook(view, context, prepared),
    csv: () => utf8(publicTableCsv(table)),
    parquet: () => tableParquet(view),
    'json-stat': (language) => json(jsonStatDataset(view, context, language, prepared)),
    'sdmx-csv': () => utf8(sdmxCsv(view, context)),
    'sdmx-json': () => json(sdmxData(view, context, prepared)),
    'sdmx-structure': () => json(sdmxStructure(view, context, prepared)),
    webapi: (language) => json(webapiDocument(view, context, language)),
    'satu-data': () => json(satuDataMetadata(view, context)),
    bar: picture('bar'),
    line: picture('line'),
    pyramid: picture('pyramid'),
    map: picture('map'),
  };
}

function namesOf(template: Template): ExportName[] {
  const languages = template.includes('LANG') ? LANGUAGES : [''];
  return languages.map((language) => template.replace('LANG', language) as ExportName);
}

/** All formats in the order they are listed. */
export const ALL_FORMATS = Object.keys(EXPORT_FORMATS) as ExportFormat[];

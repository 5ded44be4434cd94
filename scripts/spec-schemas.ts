/**
 * Writes the published JSON Schemas of specs/schema from the Zod schemas the program itself reads specs by.
 * Run `node scripts/spec-schemas.ts` after changing one; a test fails while they differ.
 *
 * An area registers a spec format with one entry in `SPEC_SCHEMAS`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { addendumSchema } from '../src/agreement/addendum.ts';
import { agreementSchema } from '../src/agreement/agreement.ts';
import { openQuestionsSchema } from '../src/agreement/open-questions.ts';
import { recordSchema } from '../src/agreement/record.ts';
import { linkedSpecSchema } from '../src/disclosure/linked-spec.ts';
import { disclosurePolicySchema } from '../src/disclosure/policy.ts';
import { disclosureSpecSchema } from '../src/disclosure/spec.ts';
import { outputGridSchema, outputPicturesSchema } from '../src/exchange/pictures/spec.ts';
import { publicAboutSchema } from '../src/exchange/released/from-public.ts';
import { outputSymbolsSchema } from '../src/exchange/released/symbols.ts';
import { outputWebapiSchema } from '../src/exchange/webapi/document.ts';
import { clkhashDocument } from '../src/pprl/clkhash/document.ts';
import { exposureBounds } from '../src/pprl/exposure/bounds.ts';
import { exposureReportShape } from '../src/pprl/exposure/report-shape.ts';
import { padanDocument } from '../src/pprl/padan/document.ts';
import { personNameLists } from '../src/pprl/padan/names/lists.ts';
import { personNameRules } from '../src/pprl/padan/names/rule-table.ts';
import { schemaCheckBounds } from '../src/pprl/schema-check/bounds.ts';
import { spreadsheetDamageBounds } from '../src/pprl/spreadsheet/bounds.ts';
import { codeListSchema } from '../src/statistics/codelist.ts';
import { crosswalkSchema } from '../src/statistics/crosswalk.ts';
import { dictionarySchema } from '../src/statistics/dictionary.ts';
import { estimateSpecSchema } from '../src/statistics/estimate-spec.ts';
import { hierarchySchema } from '../src/statistics/hierarchy.ts';
import { tableSpecSchema } from '../src/statistics/table-spec.ts';
import { tabulatedTableSchema } from '../src/statistics/tabulated-table.ts';

export interface SpecSchema {
  /** File name in specs/schema. */
  readonly file: string;
  readonly schema: z.ZodType;
}

export const SPEC_SCHEMAS: readonly SpecSchema[] = [
  { file: 'linkage-padan.schema.json', schema: padanDocument },
  { file: 'linkage-clkhash.schema.json', schema: clkhashDocument },
  { file: 'person-names.schema.json', schema: personNameLists },
  { file: 'person-name-rules.schema.json', schema: personNameRules },
  { file: 'schema-check.schema.json', schema: schemaCheckBounds },
  { file: 'spreadsheet-damage.schema.json', schema: spreadsheetDamageBounds },
  { file: 'exposure.schema.json', schema: exposureBounds },
  { file: 'exposure-report.schema.json', schema: exposureReportShape },
  { file: 'agreement.schema.json', schema: agreementSchema },
  { file: 'addendum.schema.json', schema: addendumSchema },
  { file: 'open-questions.schema.json', schema: openQuestionsSchema },
  { file: 'record.schema.json', schema: recordSchema },
  { file: 'codelist.schema.json', schema: codeListSchema },
  { file: 'hierarchy.schema.json', schema: hierarchySchema },
  { file: 'crosswalk.schema.json', schema: crosswalkSchema },
  { file: 'dictionary.schema.json', schema: dictionarySchema },
  { file: 'table.schema.json', schema: tableSpecSchema },
  { file: 'estimate.schema.json', schema: estimateSpecSchema },
  { file: 'tabulated-table.schema.json', schema: tabulatedTableSchema },
  { file: 'disclosure-spec.schema.json', schema: disclosureSpecSchema },
  { file: 'disclosure-linked-spec.schema.json', schema: linkedSpecSchema },
  { file: 'disclosure-policy.schema.json', schema: disclosurePolicySchema },
  { file: 'public-about.schema.json', schema: publicAboutSchema },
  { file: 'output-symbols.schema.json', schema: outputSymbolsSchema },
  { file: 'output-webapi.schema.json', schema: outputWebapiSchema },
  { file: 'output-pictures.schema.json', schema: outputPicturesSchema },
  { file: 'output-province-grid.schema.json', schema: outputGridSchema },
];

const FOLDER = join(import.meta.dirname, '../specs/schema');

/** The text of a published schema. What Zod checks beyond JSON Schema (such as cross references) is not in it. */
export function publishedText({ schema }: SpecSchema): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }), null, 2)}\n`;
}

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const entry of SPEC_SCHEMAS) writeFileSync(join(FOLDER, entry.file), publishedText(entry));
}

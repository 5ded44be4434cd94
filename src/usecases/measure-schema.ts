/** What a linkage schema makes of the rows of a real file: counts and means only. */
import { readCsv } from '../exchange/csv.ts';
import { isHashed } from '../pprl/clkhash/document.ts';
import { createFieldReader } from '../pprl/clkhash/field.ts';
import { tokensOf } from '../pprl/clkhash/tokens.ts';
import { createRecordEncoder } from '../pprl/encoder.ts';
import { FilterSurveyor } from '../pprl/exposure/filter-survey.ts';
import type { LinkageSchema } from '../pprl/linkage-schema.ts';
import type { Measured } from '../pprl/schema-check/report.ts';
import { surveyInput } from './encode-file.ts';

/** Fill does not depend on the key: any will do, and no filter made with this one leaves the function. */
const ANY_KEY = Uint8Array.from({ length: 32 }, (_, i) => i);

/**
 * Leaks:  means over the file; nothing of a row.
 * Throws: what `surveyInput` throws, `rows-refused` among it: by row and column, never the value.
 * Cost:   reads the file twice; 8 bytes a row.
 */
export async function measureSchema(
  schema: LinkageSchema,
  input: () => AsyncIterable<Uint8Array>,
  trim: boolean,
): Promise<Measured> {
  const encoder = createRecordEncoder(schema, ANY_KEY);
  // Fill is a matter of the filter before diffusion: behind it half of all bits are set, whatever the schema says.
  const bits = schema.diffusion?.bits ?? schema.bits;
  const { rows } = await surveyInput({ input, schema, encoder, trim });
  const surveyor = new FilterSurveyor(rows, bits);
  const counters = tokenCounters(schema);
  const sums = counters.map(() => 0);
  const csv = await readCsv(input());
  for await (const batch of csv.batches)
    for (const row of batch.rows) {
      const cells = trim ? row.map((cell) => cell.trim()) : row;
      const { clk, undiffused } = encoder.encode(cells);
      surveyor.add({ bits, rows: 1, bytes: undiffused ?? clk });
      counters.forEach(({ column, count }, i) => {
        sums[i]! += count(cells[column]!);
      });
    }
  const { fillMean, weightLeast, weightMost, empty } = surveyor.survey();
  const tokens = new Map(counters.map(({ name }, i) => [name, sums[i]! / rows]));
  return { rows, fillMean, weightLeast, weightMost, empty, tokens };
}

interface TokenCounter {
  readonly name: string;
  readonly column: number;
  readonly count: (cell: string) => number;
}

/** Only of the clkhash profile: the fields of the other one are normalised before they are tokenised. */
function tokenCounters(schema: LinkageSchema): TokenCounter[] {
  if (schema.profile !== 'clkhash') return [];
  return schema.document.features.flatMap((feature, column): TokenCounter[] => {
    if (!isHashed(feature)) return [];
    const reader = createFieldReader(feature);
    const { comparison } = feature.hashing;
    return [
      {
        name: feature.identifier,
        column,
        count: (cell) => tokensOf(reader.formatted(cell), comparison).length,
      },
    ];
  });
}

/** A small CSV text as rows, by papaparse. */
import Papa from 'papaparse';

export function parseCsv(text: string): string[][] {
  return Papa.parse<string[]>(text.trimEnd(), { delimiter: ',', newline: '\n' }).data;
}

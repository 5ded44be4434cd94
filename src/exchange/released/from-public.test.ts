import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../test/support/csv.ts';
import { PREPARED } from '../../../test/support/released.ts';
import { DomainError } from '../../problems.ts';
import { builtInSpecs } from '../../statistics/library.ts';
import { releaseContext } from './context.ts';
import { ALL_FORMATS, exportedFiles } from './files.ts';
import { parsePublicAbout, tableFromPublic } from './from-public.ts';
import { parsePublicTable } from './parse.ts';

const ABOUT = {
  table: 'X-1',
  title: { id: 'Omzet', en: 'Turnover' },
  population: { id: 'Usaha', en: 'Firms' },
  unit: 'juta rupiah',
  measure: { id: 'Omzet', en: 'Turnover' },
  weighted: false,
  dataset: {
    id: 'firms',
    vintage: '1',
    round: '2024',
    reference: { from: '2024-01-01', to: '2024-12-31' },
    producer: 'bps',
    synthetic: true,
  },
  dimensions: [
    { name: 'region', label: { id: 'Wilayah', en: 'Region' }, hierarchy: 'region-bps-province' },
    {
      name: 'size',
      label: { id: 'Ukuran', en: 'Size' },
      codes: { S: { label: { id: 'Kecil', en: 'Small' } } },
    },
  ],
  policy: { id: 'spec', version: '1' },
  citation: { id: 'Sumber: uji', en: 'Source: test' },
};
const PUBLIC = `region,size,value,status
Total,Total,100.5,safe
Total,L,60.0,safe
Total,S,40.5,safe
11,Total,70.5,safe
11,L,,hidden
11,S,,hidden
12,Total,30.0,safe
12,L,,hidden
12,S,,withheld
`;
const specs = builtInSpecs();
const read = (text: string, about: object = ABOUT) => tableFromPublic(text, parsePublicAbout(about), specs);
const codeOf = (made: () => unknown): string => {
  try {
    made();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'accepted';
};

describe('PUBLIC.csv as a released table', () => {
  it('has the cells of the file, with the labels of a hierarchy or of its description', () => {
    const table = read(PUBLIC);
    expect(table.cells.map((cell) => ('value' in cell ? cell.value : cell.obsStatus))).toEqual([
      100.5,
      60,
      40.5,
      70.5,
      'Q',
      'Q',
      30,
      'Q',
      'U',
    ]);
    expect(table.dimensions.map(({ codes }) => codes.map(({ label }) => label!.en))).toEqual([
      ['Total', 'Aceh', 'North Sumatra'],
      ['Total', 'L', 'Small'],
    ]);
    expect(parsePublicTable(JSON.parse(JSON.stringify(table)))).toEqual(table);
  });

  it('is written in every format that needs no survey, in its own unit', async () => {
    const table = read(PUBLIC);
    const context = releaseContext(table, null, null, specs, new Map([['region', ['region-bps-province']]]));
    const files = await exportedFiles(table, context, PREPARED, ALL_FORMATS);
    const formats = new Set(files.map(({ format }) => format));
    expect([...formats]).toEqual(ALL_FORMATS.filter((format) => format !== 'line' && format !== 'pyramid'));
    const csv = files.find(({ format }) => format === 'csv')!;
    const [header, ...rows] = parseCsv(new TextDecoder().decode(csv.bytes));
    expect(rows.map((row) => row[header!.indexOf('value')])).toEqual([
      '100.5',
      '60',
      '40.5',
      '70.5',
      '',
      '',
      '30',
      '',
      '',
    ]);
    const all = files.map(({ bytes }) => new TextDecoder('latin1').decode(bytes)).join('');
    expect(all).toContain('juta rupiah');
  });

  it('refuses the internal file, other columns, a value beside a hidden cell, and an unknown hierarchy', () => {
    const refused = 'disclosure-public-not-valid';
    expect(codeOf(() => read(PUBLIC.replaceAll('hidden', 'primary')))).toBe(refused);
    expect(codeOf(() => read(PUBLIC.replace('11,L,,hidden', '11,L,7.0,hidden')))).toBe(refused);
    expect(codeOf(() => read(PUBLIC.replace('region,size', 'size,region')))).toBe('spec-invalid');
    expect(codeOf(() => read(PUBLIC, { ...ABOUT, dimensions: ABOUT.dimensions.slice(1) }))).toBe(
      'spec-invalid',
    );
    const dimensions = [{ ...ABOUT.dimensions[0], hierarchy: 'not-there' }, ABOUT.dimensions[1]];
    expect(codeOf(() => read(PUBLIC, { ...ABOUT, dimensions }))).toBe('hierarchy-unknown');
  });
});

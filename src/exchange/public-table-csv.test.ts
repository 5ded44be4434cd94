import { describe, expect, it } from 'vitest';
import type { PublicTableJson } from '../disclosure/protect-table.ts';
import { publicTableCsv } from './public-table-csv.ts';

const total = { code: 'Total', parent: null, label: { id: 'Jumlah', en: 'Total' } };
const table: PublicTableJson = {
  format: 'padan-table/1',
  protected: true,
  table: '05',
  title: { id: 'T', en: 'T' },
  unit: 'person',
  population: { id: 'P', en: 'P' },
  dataset: {
    id: 'd',
    vintage: '1',
    round: '2024-08',
    reference: { from: '2024-08-01', to: '2024-08-31' },
    producer: 'bps',
    synthetic: true,
  },
  where: [],
  measure: { type: 'count', weighted: true },
  dimensions: [
    {
      name: 'sex',
      label: { id: 'Jenis kelamin', en: 'Sex' },
      codes: [total, { code: '1', parent: 'Total', label: { id: 'Laki-laki', en: 'Male' } }],
    },
  ],
  policy: { id: 'p', version: '1' },
  publicSha256: '0'.repeat(64),
  cells: [
    {
      codes: { sex: 'Total' },
      obsStatus: 'A',
      confStatus: 'F',
      value: 120,
      rse: 12.345,
      reliability: 'accurate',
    },
    { codes: { sex: '1' }, obsStatus: 'Q', confStatus: 'C' },
  ],
  citation: { id: 'Sumber: BPS, Sakernas', en: 'Source: BPS' },
};

describe('public table as CSV', () => {
  it('has labels, the source on each row, and nothing where a cell is hidden', () => {
    expect(publicTableCsv(table).split('\n')).toEqual([
      'sex,sex_id,sex_en,value,status,confidentiality,rse,source_id,source_en',
      'Total,Jumlah,Total,120,A,F,12.3,"Sumber: BPS, Sakernas",Source: BPS',
      '1,Laki-laki,Male,,Q,C,,"Sumber: BPS, Sakernas",Source: BPS',
      '',
    ]);
  });

  it('says on each row to what part of the population the table was restricted', () => {
    const where = [
      { variable: 'region', in: ['11', '12'] },
      { variable: 'sex', in: ['1'] },
    ];
    const [header, ...rows] = publicTableCsv({ ...table, where })
      .trimEnd()
      .split('\n');
    expect(header).toContain(',restricted_to,source_id');
    expect(rows.map((row) => row.includes(',region=11|12; sex=1,'))).toEqual([true, true]);
  });

  it('gives the rates of a rate table, with their published parts beside them', () => {
    const component = {
      name: 'component',
      label: { id: 'Bagian', en: 'Component' },
      codes: [total, { code: 'numerator', parent: 'Total' }, { code: 'rest', parent: 'Total' }],
    };
    const cells = ['Total', '1'].flatMap((sex) =>
      component.codes.map(({ code }) => ({
        codes: { sex, component: code },
        obsStatus: 'A' as const,
        confStatus: 'F' as const,
        value: code === 'Total' ? 100 : code === 'rest' ? 93 : 7,
        rse: null,
        reliability: null,
      })),
    );
    const csv = publicTableCsv({
      ...table,
      rate: {
        component: 'component',
        numerator: 'numerator',
        scale: 100,
        decimals: 2,
        label: { id: 'r', en: 'r' },
      },
      dimensions: [...table.dimensions, component],
      cells,
      rates: [
        {
          codes: { sex: 'Total' },
          obsStatus: 'A',
          confStatus: 'F',
          value: 7,
          rse: 30,
          reliability: 'caution',
        },
        { codes: { sex: '1' }, obsStatus: 'U', confStatus: 'F' },
      ],
    });
    expect(csv.split('\n').slice(0, 3)).toEqual([
      'sex,sex_id,sex_en,value,status,confidentiality,rse,denominator,numerator,rest,source_id,source_en',
      'Total,Jumlah,Total,7,A,F,30.0,100,7,93,"Sumber: BPS, Sakernas",Source: BPS',
      '1,Laki-laki,Male,,U,F,,100,7,93,"Sumber: BPS, Sakernas",Source: BPS',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { ageTable, rateTable } from '../../../test/support/released.ts';
import { releasedView } from '../released/view.ts';
import { satuDataMetadata } from './metadata.ts';

interface Metadata {
  readonly 'MS-Keg': Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly 'MS-Var': readonly Readonly<Record<string, unknown>>[];
  readonly 'MS-Ind': readonly Readonly<Record<string, unknown>>[];
  readonly belumDiisi: readonly string[];
}

/** What a JSON pointer points at. */
function pointed(value: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], value);
}

describe('Satu Data metadata', () => {
  it('has the eight blocks of MS-Keg, each variable of MS-Var, each measure of MS-Ind', () => {
    const { view, context } = rateTable();
    const made = satuDataMetadata(view, context) as Metadata;
    const blocks = Object.keys(made['MS-Keg']).filter((name) => name.startsWith('blok'));
    expect(blocks.map((name) => name.split('_')[0])).toEqual(
      ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII'].map((number) => `blok${number}`),
    );
    expect(made['MS-Keg']['blokV_desainSampel']).toMatchObject({ variabelStrata: 'stratum' });
    expect(made['MS-Var'].map(({ alias }) => alias)).toEqual(
      expect.arrayContaining(['region', 'sex', 'age']),
    );
    expect(made['MS-Ind']).toHaveLength(view.measures.length);
    expect(made['MS-Ind'][0]).toMatchObject({
      satuan: 'persen',
      ukuran: 'Rasio',
      metodeRumus: 'Pembilang / Penyebut x 100',
      levelEstimasi: [{ wilayah: 'Provinsi', sistemKode: 'bps' }],
    });
  });

  it('lists every member that is still to be filled in, and only those', () => {
    const { view, context } = ageTable();
    const made = JSON.parse(JSON.stringify(satuDataMetadata(view, context))) as Metadata;
    const { belumDiisi, ...forms } = made;
    expect(belumDiisi.length).toBeGreaterThan(5);
    for (const path of belumDiisi) expect(pointed(made, path), path).toBeNull();
    expect(JSON.stringify(forms).split(':null').length - 1).toBe(belumDiisi.length);
  });

  it('says of each measure how it is worked out: a number as a sum, a rate and a share as quotients', () => {
    const { view, context } = rateTable();
    const measures = (of: typeof view) => (satuDataMetadata(of, context) as Metadata)['MS-Ind'];
    expect(measures(view).map(({ ukuran }) => ukuran)).toEqual(['Rasio', 'Jumlah', 'Jumlah', 'Jumlah']);
    expect(measures(view)[0]!.metodeRumus).toBe('Pembilang / Penyebut x 100');
    const label = { id: 'Persentase', en: 'Per cent' };
    const share = { within: ['sex'], scale: 100, decimals: 2, label };
    const shared = releasedView({ ...ageTable().table, share, shares: [] });
    const [, part] = measures(shared);
    expect(part).toMatchObject({ ukuran: 'Rasio', metodeRumus: 'Sel / jumlah menurut Jenis kelamin x 100' });
  });
});

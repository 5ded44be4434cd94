import { beforeAll, describe, expect, it } from 'vitest';
import { ageTable, countTable, PREPARED, type Released, rateTable } from '../../../test/support/released.ts';
import { unzip } from '../../../test/support/unzip.ts';
import { ALL_FORMATS, EXPORT_NAMES, type ExportedFile, exportedFiles } from './files.ts';

let released: { readonly name: string; readonly of: Released; readonly files: readonly ExportedFile[] }[];
beforeAll(async () => {
  const tables = { count: countTable(), rate: rateTable(), age: ageTable() };
  released = [];
  for (const [name, of] of Object.entries(tables))
    released.push({ name, of, files: await exportedFiles(of.table, of.context, PREPARED, ALL_FORMATS) });
});

/** The bytes of a file, and those of its parts where it is packed. */
function allBytes({ name, bytes }: ExportedFile): Buffer[] {
  const parts = name.endsWith('.xlsx') ? [...unzip(bytes)] : [];
  return [bytes, ...parts.flatMap(([part, inner]) => [Buffer.from(part), inner])].map((each) =>
    Buffer.from(each),
  );
}

/** Ways a number may stand in a file: digits, grouped, in thousands or millions, as a float or integer. */
function needles(value: number): Buffer[] {
  const grouped = (mark: string) => String(value).replace(/\B(?=(\d{3})+$)/g, mark);
  const texts = [String(value), ...['.', ',', ' ', '\u00a0'].map(grouped), value.toExponential()];
  const thousands = [
    ...['.', ',', ''].map((mark) => String(Math.round(value / 1000)).replace(/\B(?=(\d{3})+$)/g, mark)),
  ];
  const numbers = [8, 4].flatMap((size) => {
    const [little, big] = [Buffer.alloc(size), Buffer.alloc(size)];
    little[size === 8 ? 'writeDoubleLE' : 'writeInt32LE'](value);
    big[size === 8 ? 'writeDoubleBE' : 'writeInt32BE'](value);
    return [little, big];
  });
  return [...texts, ...(value >= 1e7 ? thousands : [])].map((each) => Buffer.from(each)).concat(numbers);
}

function leaks(files: readonly ExportedFile[], secrets: readonly number[]): string[] {
  const found: string[] = [];
  for (const file of files) {
    const hay = [Buffer.from(file.name), ...allBytes(file)];
    for (const secret of secrets)
      if (needles(secret).some((needle) => hay.some((bytes) => bytes.includes(needle))))
        found.push(file.name);
  }
  return [...new Set(found)];
}

describe('files of a released table', () => {
  it('hold what is hidden in no byte, packed or not, in no name and no property', () => {
    for (const { of, files } of released) {
      expect(of.secrets.length).toBeGreaterThan(2);
      expect(leaks(files, of.secrets)).toEqual([]);
    }
  });

  it('hold what is published, so that the search for what is hidden can find something', () => {
    const { of, files } = released[0]!;
    const shown = of.view.observation(['32', '1'], 'value').value!;
    const pictures = new Set<string>(
      files.filter(({ type }) => type === 'image/svg+xml').map(({ name }) => name),
    );
    const expected = files.map(({ name }) => name).filter((name) => !pictures.has(name));
    const without = ['structure.sdmx.json', 'metadata.satu-data.json'];
    expect(leaks(files, [shown]).filter((name) => !pictures.has(name))).toEqual(
      expected.filter((name) => !without.includes(name)),
    );
  });

  it('are the same bytes each time', async () => {
    for (const { of, files } of released) {
      const again = await exportedFiles(of.table, of.context, PREPARED, ALL_FORMATS);
      for (const [i, { name, bytes }] of files.entries())
        expect(Buffer.from(bytes).equals(Buffer.from(again[i]!.bytes)), name).toBe(true);
    }
  });

  it('are those that the dimensions allow: a map of provinces, a pyramid and a line of ages', () => {
    const names = (which: number) => released[which]!.files.map(({ name }) => name);
    expect(names(0)).toEqual(EXPORT_NAMES.filter((name) => !/^(line|pyramid)/.test(name)));
    expect(names(1)).toEqual(names(0));
    expect(names(2)).toEqual(EXPORT_NAMES.filter((name) => !name.startsWith('map')));
  });
});

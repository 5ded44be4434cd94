import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseCsv } from '../../../test/support/csv.ts';
import { countTable, PREPARED, type Released, rateTable } from '../../../test/support/released.ts';
import { unzip } from '../../../test/support/unzip.ts';
import { symbolOf } from '../released/symbols.ts';
import { markOf } from '../released/view.ts';
import { tableWorkbook } from './workbook.ts';

const office = spawnSync('soffice', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'padan-xlsx-'));
afterAll(() => rmSync(folder, { recursive: true }));
let tables: Released[];
beforeAll(() => {
  tables = [countTable(), rateTable()];
});

/** Every sheet of the workbook as LibreOffice sees it, by the name it gives the sheet. */
function sheetsByOffice(name: string, bytes: Uint8Array): Map<string, string[][]> {
  const path = join(folder, `${name}.xlsx`);
  writeFileSync(path, bytes);
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';
  const profile = `-env:UserInstallation=file://${folder.replaceAll('\\', '/')}/profile`;
  execFileSync('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', folder, path], {
    stdio: 'ignore',
    timeout: 120_000,
  });
  const sheets = new Map<string, string[][]>();
  for (const file of readdirSync(folder).filter(
    (each) => each.startsWith(`${name}-`) && each.endsWith('.csv'),
  ))
    sheets.set(file.slice(name.length + 1, -4), parseCsv(readFileSync(join(folder, file), 'utf8')));
  return sheets;
}

describe('XLSX workbook', () => {
  it.skipIf(!office)(
    'opens in LibreOffice with the figures and symbols of the table (skipped: soffice is not installed)',
    async () => {
      const { view, context } = tables[1]!;
      const sheets = sheetsByOffice('rate', await tableWorkbook(view, context, PREPARED));
      expect([...sheets.keys()].sort()).toEqual(['06.1', '06.2', '06.3', '06.4', 'Data', 'Keterangan']);
      const sheet = sheets.get('06.1')!;
      expect(sheet[0]![0]).toMatch(/^Tabel 06\.1\. Tingkat pengangguran terbuka.*Agustus 2024 \(persen\)$/);
      expect(sheet[1]![0]).toMatch(/^Table 06\.1\. Open unemployment rate.*August 2024 \(per cent\)$/);
      expect(sheet[4]).toEqual(['(1)', '(2)', '(3)', '(4)']);
      const labels = view.dimensions[0]!.codes;
      for (const { code, label } of labels) {
        const text = label.id === label.en ? label.id : `${label.id} / ${label.en}`;
        const row = sheet.find(([first]) => first === text);
        expect(row?.slice(1)).toEqual(
          ['1', '2', 'Total'].map((sex) => {
            const seen = view.observation([code, sex], 'rate');
            return seen.value === null ? symbolOf(markOf(seen)) : String(seen.value);
          }),
        );
      }
      const notes = sheet.map(([first]) => first);
      expect(notes).toContain(`${symbolOf('hidden')} Disembunyikan demi kerahasiaan responden`);
      expect(notes).toContain(view.table.citation.id);
      expect(notes).toContain(view.table.citation.en);
      expect(sheets.get('Data')).toHaveLength(1 + 39 * 3);
    },
    120_000,
  );

  it('is the same bytes whenever it is written', async () => {
    const { view, context } = tables[0]!;
    const first = await tableWorkbook(view, context, PREPARED);
    vi.useFakeTimers({ now: new Date('2031-05-05T05:05:05Z'), toFake: ['Date'] });
    const second = await tableWorkbook(view, context, PREPARED).finally(() => vi.useRealTimers());
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });

  it('holds no formula, comment, defined name with a value, chart or hidden sheet', async () => {
    const { view, context } = tables[0]!;
    const parts = unzip(await tableWorkbook(view, context, PREPARED));
    expect(
      [...parts.keys()].filter((name) => /chart|comment|drawing|external|pivot|vba/i.test(name)),
    ).toEqual([]);
    for (const [name, bytes] of parts) {
      const text = new TextDecoder().decode(bytes);
      expect(text, name).not.toMatch(/<f[ >]|state="(very)?[hH]idden"|<calcChain/);
    }
  });

  it('marks a figure to use with care in its number format and keeps the number', async () => {
    const { view, context } = tables[0]!;
    const parts = unzip(await tableWorkbook(view, context, PREPARED));
    const styles = new TextDecoder().decode(parts.get('xl/styles.xml'));
    expect(styles).toContain('#,##0&quot;*&quot;');
  });
});

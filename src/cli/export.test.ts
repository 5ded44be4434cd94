import { describe, expect, it } from 'vitest';
import count from '../../fixtures/vectors/released/count.json' with { type: 'json' };
import type { CliContext } from './command.ts';
import { exportCommand } from './export.ts';
import { main } from './main.ts';

/** Files in memory, a clock that stands still, and what was printed. */
function machine() {
  const stored = new Map<string, Uint8Array>([
    ['r.json', new TextEncoder().encode(JSON.stringify(count.table))],
    ['internal.json', new TextEncoder().encode(JSON.stringify({ ...count.table, protected: false }))],
  ]);
  const [printed, notes]: [string[], string[]] = [[], []];
  const context = {
    files: {
      readAll: async (path: string) => stored.get(path)!,
      async *read(path: string) {
        yield stored.get(path)!;
      },
      write: async (path: string, bytes: Uint8Array) => {
        stored.set(path, bytes);
      },
    },
    clock: { now: () => Date.parse('2026-01-13T03:00:00Z') },
    language: 'en',
    print: (line: string) => printed.push(line),
    note: (line: string) => notes.push(line),
  } as unknown as CliContext;
  const text = (path: string) => new TextDecoder('latin1').decode(stored.get(path));
  return { stored, context, printed, notes, text };
}

describe('padan export', () => {
  it('writes one file in the language asked for, made at the time given or now', async () => {
    const { context, text } = machine();
    expect(await exportCommand.run(['r.json', '--format', 'json-stat', '-o', 'a.json'], context)).toBe(0);
    expect(JSON.parse(text('a.json'))).toMatchObject({
      updated: '2026-01-13T03:00:00.000Z',
      extension: { language: 'en' },
    });
    const prepared = ['--prepared', '2026-02-01T07:00:00+07:00'];
    await exportCommand.run(['r.json', '--format', 'json-stat', ...prepared, '-o', 'b.json'], context);
    expect(JSON.parse(text('b.json'))).toMatchObject({ updated: '2026-02-01T00:00:00.000Z' });
  });

  it('writes every file that fits the table by its own name', async () => {
    const { context, printed, text } = machine();
    await exportCommand.run(['r.json', '-o', 'out/{name}'], context);
    expect(printed).toContain('out/table.xlsx');
    expect(printed).toContain('out/map.id.svg');
    expect(printed.join()).not.toContain('pyramid');
    expect(text('out/table.xlsx').startsWith('PK')).toBe(true);
    expect(text('out/table.parquet').startsWith('PAR1')).toBe(true);
  });

  it.each([
    [['internal.json', '--format', 'csv', '-o', 'x'], 3, 'table-not-released'],
    [['r.json', '--format', 'pyramid', '-o', 'x'], 3, 'format-not-for-table'],
    [['r.json', '--format', 'pdf', '-o', 'x'], 2, '--format is one of'],
    [['r.json', '-o', 'x'], 2, '{name}'],
    [['r.json', '--format', 'csv', '--prepared', '2026-01-13', '-o', 'x'], 2, '--prepared takes a time'],
  ])('refuses %j', async (args, exit, says) => {
    const { context, stored, notes } = machine();
    expect(await main(['export', ...args], context)).toBe(exit);
    expect(notes.join()).toContain(says);
    expect(stored.has('x')).toBe(false);
  });

  it('takes PUBLIC.csv with its description, and neither without the other', async () => {
    const { context, stored, text } = machine();
    const utf8 = (value: string) => new TextEncoder().encode(value);
    stored.set('p.csv', utf8('sex,value,status\nTotal,9,safe\n1,,hidden\n2,,hidden\n'));
    const label = { id: 'Jenis kelamin', en: 'Sex' };
    const about = {
      table: 'X',
      title: { id: 'Orang', en: 'Persons' },
      population: { id: 'Orang', en: 'Persons' },
      unit: 'person',
      measure: { id: 'Orang', en: 'Persons' },
      weighted: false,
      dataset: { ...count.table.dataset, id: 'own', synthetic: true },
      dimensions: [{ name: 'sex', label, hierarchy: 'sex' }],
      policy: { id: 'own', version: '1' },
      citation: { id: 'Sumber', en: 'Source' },
    };
    stored.set('about.json', utf8(JSON.stringify(about)));
    const csv = ['p.csv', '--format', 'csv', '-o', 'out.csv'];
    await exportCommand.run([...csv, '--about', 'about.json'], context);
    expect(text('out.csv')).toContain('2,Perempuan,Female,,Q,C');
    await expect(exportCommand.run(csv, context)).rejects.toThrow('--about');
    const json = ['r.json', '--about', 'about.json', '--format', 'csv', '-o', 'o'];
    await expect(exportCommand.run(json, context)).rejects.toThrow('--about');
  });
});

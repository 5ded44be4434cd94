import { writeXlsx } from 'hucre/xlsx';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { microdataCsv } from '../../fixtures/synthetic/microdata.ts';
import { seededRandom } from '../../fixtures/synthetic/prng.ts';
import dictionary from '../../specs/datasets/sakernas-2024-08.json' with { type: 'json' };
import type { EstimateRow } from '../statistics/estimate.ts';
import { tableChoicesSchema } from '../statistics/table-choices.ts';
import { parseTabulatedTable } from '../statistics/tabulated-table.ts';
import type { CliContext } from './command.ts';
import { UsageError } from './command.ts';
import { estimateCommand } from './estimate.ts';
import { tabulateCommand } from './tabulate.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const csv = [...microdataCsv(seededRandom(3), { blocks: 150, minimumBlocks: 2 })].join('');
const SPEC = {
  design: { weight: 'weight', strata: 'stratum', psu: 'psu', fpc: null, lonelyPsu: 'adjust' },
  by: ['region', 'sex'],
  missing: { activity: [''] },
  estimates: [
    {
      name: 'tpt',
      type: 'ratio',
      numerator: { variable: 'activity', in: ['2'] },
      denominator: { variable: 'activity', in: ['1', '2'] },
    },
    { name: 'employed', type: 'total', of: { variable: 'activity', in: ['1'] } },
  ],
};

/** Files in memory; the two commands need nothing else of the machine. */
function machine(extra: Record<string, string | Uint8Array> = {}) {
  const printed: string[] = [];
  const stored = new Map<string, string | Uint8Array>(
    Object.entries({
      'm.csv': csv,
      'd.json': JSON.stringify(dictionary),
      'e.json': JSON.stringify(SPEC),
      ...extra,
    }),
  );
  const content = (path: string): Uint8Array => {
    const found = stored.get(path)!;
    return typeof found === 'string' ? bytes(found) : found;
  };
  const files: Pick<CliContext['files'], 'read' | 'readAll' | 'write'> = {
    async *read(path) {
      const all = content(path);
      for (let at = 0; at < all.length; at += 50_000) yield all.subarray(at, at + 50_000);
    },
    readAll: async (path) => content(path),
    async write(path, written) {
      const parts: Uint8Array[] = [];
      if (written instanceof Uint8Array) parts.push(written);
      else for await (const part of written) parts.push(part);
      stored.set(path, parts.map((part) => new TextDecoder().decode(part)).join(''));
    },
  };
  return {
    context: { files, print: (line: string) => printed.push(line) } as unknown as CliContext,
    json: (path: string) => JSON.parse(new TextDecoder().decode(content(path))) as unknown,
    printed,
  };
}

const words = (line: string) => line.split(' ');

describe('padan tabulate', () => {
  const args =
    '--table 5 --data m.csv --dictionary d.json --dimensions region,sex --where region=11,12,sex=2 -o t.json';

  it('writes the internal table of the request', async () => {
    const { context, json } = machine();
    expect(await tabulateCommand.run(words(args), context)).toBe(0);
    const table = parseTabulatedTable(json('t.json'));
    expect(table.dimensions.map((each) => each.codes.map(({ code }) => code))).toEqual([
      ['Total', '11', '12'],
      ['Total', '2'],
    ]);
    expect(table.protected).toBe(false);
    expect(table.records.inPopulation).toBeGreaterThan(50);
  });

  it('is wrong use without an option, with a filter without a variable, or a level without a dimension', async () => {
    const { context } = machine();
    for (const line of [
      '--table 5 --data m.csv -o t.json',
      args.replace('region=11', '11'),
      `${args} --levels regency`,
      '--table 5 --data m.csv --dictionary d.json',
      `${args} --dimension sex`,
    ])
      await expect(tabulateCommand.run(words(line), context)).rejects.toBeInstanceOf(UsageError);
  });

  it('says what may be asked of a table, and reads no data for it', async () => {
    const { context, printed } = machine();
    expect(await tabulateCommand.run(words('--table 05 --dictionary d.json --choices'), context)).toBe(0);
    const choices = tableChoicesSchema.parse(JSON.parse(printed.join('')));
    expect(choices.dimensions.map(({ name }) => name)).toEqual(['region', 'sex', 'industry']);
    expect(choices.dimensions[0]!.levels.map(({ level }) => level)).toEqual(['province', 'regency']);
  });

  it('makes a table of regencies in August, and in February says that there are provinces only', async () => {
    const { context, json } = machine();
    const asked =
      '--table 05 --data m.csv --dimensions region --levels region=regency --where region=11 -o t.json';
    await tabulateCommand.run(words(`${asked} --dictionary d.json`), context);
    const [region] = parseTabulatedTable(json('t.json')).dimensions;
    expect([region!.level, region!.codes[1]!.code, region!.codes[2]!.parent]).toEqual([
      'regency',
      '11',
      '11',
    ]);
    await expect(
      tabulateCommand.run(words(`${asked} --dictionary sakernas-2025-02`), context),
    ).rejects.toMatchObject({
      code: 'table-region-too-fine',
      facts: { round: '2025-02', allowed: ['province'] },
    });
  });

  it('reads a workbook and a Parquet file by their endings, and makes the same table', async () => {
    const [header, ...rows] = csv
      .trim()
      .split('\n')
      .slice(0, 300)
      .map((line) => line.split(','));
    const type = (name: string) => dictionary.variables.find((each) => each.name === name)!.type;
    const typed = (name: string, cell: string) =>
      cell === '' ? null : type(name) === 'number' && cell !== 'XX' ? Number(cell) : cell;
    const sheet = await writeXlsx({
      sheets: [
        {
          name: 'a',
          rows: [header!, ...rows.map((row) => row.map((cell, at) => typed(header![at]!, cell)))],
        },
      ],
    });
    const parquet = new Uint8Array(
      parquetWriteBuffer({
        columnData: header!.map((name, at) => {
          const cells = rows.map((row) => (row[at] === '' ? null : row[at]!));
          return ['hours', 'wage'].includes(name) || type(name) !== 'number'
            ? { name, type: 'STRING' as const, data: cells }
            : { name, type: 'DOUBLE' as const, data: cells.map(Number) };
        }),
      }),
    );
    const plain = [header!, ...rows].map((row) => `${row.join(',')}\n`).join('');
    const { context, json } = machine({ 'p.csv': plain, 'p.xlsx': sheet, 'p.PARQUET': parquet });
    const tables: unknown[] = [];
    for (const name of ['p.csv', 'p.xlsx', 'p.PARQUET']) {
      await tabulateCommand.run(words(`--table 06 --data ${name} --dictionary d.json -o t.json`), context);
      tables.push(json('t.json'));
    }
    expect(tables[1]).toEqual(tables[0]);
    expect(tables[2]).toEqual(tables[0]);
    await expect(
      estimateCommand.run(words('--data p.xlsx --spec e.json -o o.json'), context),
    ).rejects.toBeInstanceOf(UsageError);
  });

  it('refuses a table that is not there, and a bad code by row and column', async () => {
    const bad = csv.replace(/^(.*\n.*\n)11,1,/, '$193,1,');
    const { context } = machine({ 'bad.csv': bad });
    const refused = (line: string) => tabulateCommand.run(words(line), context);
    await expect(refused(args.replace('--table 5', '--table 99'))).rejects.toMatchObject({
      code: 'table-unknown',
    });
    await expect(refused(args.replace('m.csv', 'bad.csv'))).rejects.toMatchObject({
      code: 'microdata-code-unknown',
      facts: { row: 2, column: 1 },
    });
  });
});

describe('padan estimate', () => {
  it('gives the numbers of the table, by another way', async () => {
    const { context, json } = machine();
    await estimateCommand.run(words('--data m.csv --spec e.json -o o.json'), context);
    const { rows } = json('o.json') as { rows: EstimateRow[] };
    await tabulateCommand.run(words('--table 06 --data m.csv --dictionary d.json -o t.json'), context);
    const { rates } = parseTabulatedTable(json('t.json'));
    expect(rows).toHaveLength(2 * 39 * 3);
    for (const rate of rates!) {
      const row = rows.find(
        ({ name, codes }) =>
          name === 'tpt' && codes.region === rate.codes.region && codes.sex === rate.codes.sex,
      )!;
      expect(row.contributors).toBe(rate.contributors);
      expect(row.estimate! * 100).toBeCloseTo(rate.estimate!, 9);
      expect(row.se! * 100).toBeCloseTo(rate.se!, 9);
    }
  });

  it('compares with an earlier round, and takes missing codes from the dictionary', async () => {
    const { missing: _named, ...spec } = SPEC;
    const { context, json } = machine({ 'plain.json': JSON.stringify(spec) });
    const args = '--data m.csv --spec plain.json -o o.json';
    await expect(estimateCommand.run(words(args), context)).rejects.toMatchObject({
      code: 'estimate-value-missing',
    });
    await estimateCommand.run(words(`${args} --dictionary d.json --before m.csv`), context);
    const { rows, differences } = json('o.json') as {
      rows: EstimateRow[];
      differences: { estimate: number | null; after: { se: number | null } }[];
    };
    expect(differences.map(({ after }) => after.se)).toEqual(rows.map(({ se }) => se));
    expect(new Set(differences.map(({ estimate }) => estimate ?? 0))).toEqual(new Set([0]));
  });
});

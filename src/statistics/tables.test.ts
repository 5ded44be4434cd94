import { describe, expect, it } from 'vitest';
import published from '../../fixtures/synthetic/calibration-published.json' with { type: 'json' };
import { PODES_PROVINCES, readingOf, tableWorld } from '../../fixtures/synthetic/table-worlds.ts';
import { builtInSpecs } from './library.ts';
import type { TableRequest } from './table-request.ts';
import type { TableSpec } from './table-spec.ts';
import { tabulate } from './tabulate.ts';
import { parseTabulatedTable, type TabulatedTable } from './tabulated-table.ts';

const specs = builtInSpecs();
const LINES = ['Total'];

/** A request that every table takes: its usual one, with a year where it needs one. */
const REQUESTS: Readonly<Record<string, TableRequest>> = {
  '03': { where: [{ variable: 'year', in: ['2025'] }] },
};

const made = new Map<string, Promise<TabulatedTable>>();
function table(id: string, request: TableRequest = REQUESTS[id] ?? {}): Promise<TabulatedTable> {
  const key = JSON.stringify([id, request]);
  const spec = specs.table(id);
  const world = tableWorld(spec.series[0]!);
  const found = made.get(key) ?? tabulate(spec, specs.dictionary(world.dataset), readingOf(world), request);
  made.set(key, found);
  return found;
}

const at = <Entry extends { codes: Record<string, string> }>(
  entries: readonly Entry[] | undefined,
  codes: Record<string, string>,
): Entry =>
  entries!.find((each) =>
    Object.keys(each.codes).every((name) => each.codes[name] === (codes[name] ?? 'Total')),
  )!;
const cell = (from: TabulatedTable, codes: Record<string, string> = {}) => at(from.cells, codes);
const indicator = (from: TabulatedTable, name: string, codes: Record<string, string> = {}) =>
  at(
    from.indicatorValues!.filter((each) => each.indicator === name),
    codes,
  );

/** Rows of the world as records, read here anew: nothing of the tabulation is used. */
function records(id: string): ((name: string) => string)[] {
  const { header, rows } = tableWorld(specs.table(id).series[0]!);
  return rows.map((row) => (name) => row[header.indexOf(name)]!);
}

type Read = (name: string) => string;
const adult = (read: Read) => Number(read('age')) >= 15;
const num = (text: string) => (text === '' || text === 'XX' ? 0 : Number(text));

/**
 * What the total and one other cell of each table are, reckoned from the text of the rows by a line of its own.
 * `value` of a record is what it adds to the total; `pick` chooses the records of the other cell.
 */
interface Reference {
  readonly value: (read: Read) => number;
  readonly pick: (read: Read) => boolean;
  readonly codes: Record<string, string>;
}
const weigh = (holds: (read: Read) => boolean) => (read: Read) => (holds(read) ? Number(read('weight')) : 0);
const REFERENCES: Readonly<Record<string, Reference>> = {
  '01': {
    value: weigh(() => true),
    pick: (read) => read('reason') === '1' && read('region') === '35',
    codes: { reason: '1', region: '35' },
  },
  '02': {
    value: weigh(() => true),
    pick: (read) => read('everAbroad') === '1' && read('sex') === '2',
    codes: { component: 'numerator', sex: '2' },
  },
  '03': {
    value: (read) => (read('year') === '2025' ? Number(read('population')) : 0),
    pick: (read) => read('region') === '31' && read('ageGroup') === '20',
    codes: { region: '31', ageGroup: '20' },
  },
  '04': {
    value: weigh(adult),
    pick: (read) => read('activity') !== '3' && read('region') === '51',
    codes: { component: 'numerator', region: '51' },
  },
  '05': {
    value: weigh((read) => adult(read) && read('activity') === '1'),
    pick: (read) => read('industry') === 'A' && read('sex') === '1',
    codes: { industry: 'A', sex: '1' },
  },
  '06': {
    value: weigh((read) => adult(read) && read('activity') !== '3'),
    pick: (read) => read('activity') === '2' && read('region') === '32',
    codes: { component: 'numerator', region: '32' },
  },
  '07': {
    value: weigh(adult),
    pick: (read) => read('field') === '' && read('sex') === '2',
    codes: { field: 'not-applicable', sex: '2' },
  },
  '08': {
    value: weigh(adult),
    pick: (read) => ['2', '3'].includes(read('workAbroad')) && read('region') === '52',
    codes: { workAbroad: 'PERNAH_SEDANG', region: '52' },
  },
  '09': {
    value: weigh(adult),
    pick: (read) => read('workAbroad') === '2' && ['1', '2', '3'].includes(read('education')),
    codes: { workAbroad: '2', education: 'SD_KE_BAWAH' },
  },
  '10': {
    value: weigh(adult),
    pick: (read) => read('activity') === '1' && read('training') === '1',
    codes: { activity: '1', training: '1' },
  },
  '11': {
    value: weigh((read) => adult(read) && read('activity') === '1'),
    pick: (read) => read('employmentStatus') === '4',
    codes: { employmentStatus: '4' },
  },
  '12': {
    value: weigh((read) => adult(read) && read('activity') === '2'),
    pick: (read) => read('education') === '6',
    codes: { education: '6' },
  },
  '13': {
    value: weigh(() => true),
    pick: (read) => read('migration') === '2' && read('marital') === '',
    codes: { migration: '2', marital: 'not-applicable' },
  },
  '14': {
    value: (read) => num(read('migrantMen')) + num(read('migrantWomen')),
    pick: (read) => read('region') === '52',
    codes: { region: '52' },
  },
  '15': {
    value: () => 1,
    pick: (read) => read('agent') === '1' && read('region') === '35',
    codes: { agent: '1', region: '35' },
  },
  '16': {
    value: () => 1,
    pick: (read) => read('letterService') === '2',
    codes: { letterService: '2' },
  },
  '17': {
    value: (read) => num(read('letterMen')) + num(read('letterWomen')),
    pick: (read) => read('region') === '71',
    codes: { region: '71' },
  },
  '18': {
    value: (read) => num(read('migrantMen')) + num(read('migrantWomen')),
    pick: (read) => read('region') === '11',
    codes: { region: '11' },
  },
  '19': {
    value: (read) => (read('migrants') === '1' ? 1 : 0),
    pick: (read) => read('credit') === '1' && read('market') === '2' && read('region') === '35',
    codes: { credit: '1', market: '2', region: '35' },
  },
};

const PRINTED = published.labour.rounds['2024-08'];
const near = (found: number | null, printed: number) =>
  expect(Math.abs(found! - printed) / printed).toBeLessThan(0.01);

describe('the tables of Lampiran 2', () => {
  it.each(Object.entries(REFERENCES))('table %s is what its records add up to', async (id, reference) => {
    const from = await table(id);
    const all = records(id);
    const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
    const total = sum(all.map(reference.value));
    const picked = sum(all.filter(reference.pick).map(reference.value));
    expect(total).toBeGreaterThan(0);
    expect(picked).toBeGreaterThan(0);
    expect(cell(from).estimate / total).toBeCloseTo(1, 9);
    expect(cell(from, reference.codes).estimate / picked).toBeCloseTo(1, 9);
  });

  it('are the items 1 to 19, each with a test above, and each fits the schema of tabulated tables', async () => {
    expect(specs.tableIds).toEqual(Object.keys(REFERENCES).sort());
    for (const id of specs.tableIds) {
      const from = await table(id);
      expect(parseTabulatedTable(JSON.parse(JSON.stringify(from)))).toEqual(from);
      expect(from.title.id).toContain(' menurut ');
      expect(from.footnotes!.length).toBeGreaterThan(0);
      for (const each of from.dimensions)
        if (each.name !== 'component') expect(each.classification?.version).toBeTruthy();
    }
  });

  it('carry standard errors where a sample was drawn and none where it was not', async () => {
    for (const id of specs.tableIds) {
      const from = await table(id);
      const sampled = specs.dictionary(from.dataset.id).design !== null;
      expect([id, cell(from).se !== null, from.design !== null]).toEqual([id, sampled, sampled]);
      if (!sampled)
        expect(
          [...(from.rates ?? []), ...(from.indicatorValues ?? [])].every(({ rse }) => rse === null),
        ).toBe(true);
    }
  });

  it('count persons, villages, or the persons that villages report', () => {
    const protects = (id: string) => specs.table(id).protects;
    const by = (what: TableSpec['protects']) => specs.tableIds.filter((id) => protects(id) === what);
    expect(by('village')).toEqual(['15', '16', '19']);
    expect(by('person-reported-by-village')).toEqual(['14', '17', '18']);
  });

  it('state each unsettled value where it stands, with the question it hangs on', () => {
    const open = specs.tableIds.flatMap((id) => specs.table(id).open.map((each) => [id, each.question]));
    expect([...new Set(open.map((each) => each.join(' ')))]).toEqual([
      '01 former-residents',
      '08 table-8-ranking',
      '10 table-10-missing-word',
      '13 migration-status',
      '18 table-18-populations',
      '19 sending-village',
    ]);
  });
});

describe('published figures', () => {
  it('table 01 has the printed number by reason and sex, and leaves the printed totals as printed', async () => {
    const from = await table('01', { dimensions: ['reason', 'sex'] });
    const { reasons, total } = published.outMigrants;
    for (const [reason, printed] of Object.entries(reasons)) {
      near(cell(from, { reason, sex: '1' }).estimate, printed[1]);
      near(cell(from, { reason, sex: '2' }).estimate, printed[2]);
    }
    near(cell(from).estimate, total.printed);
    const summed = Object.values(reasons).reduce((all, each) => all + each.printed, 0);
    expect([summed, total.printed]).toEqual([591_426, 591_425]);
  });

  it('table 04 has the participation rates of August 2024', async () => {
    const from = await table('04');
    near(at(from.rates, {}).estimate, PRINTED.participation.all);
    near(at(from.rates, { sex: '1' }).estimate, PRINTED.participation['1']);
    near(at(from.rates, { sex: '2' }).estimate, PRINTED.participation['2']);
  });

  it('table 05 has the number of employed, table 12 the number of unemployed, in millions', async () => {
    near(cell(await table('05')).estimate / 1e6, PRINTED.employed);
    near(cell(await table('12')).estimate / 1e6, PRINTED.unemployed);
  });

  it('table 06 has the unemployment rates of August 2024, all, by sex and by province', async () => {
    const from = await table('06');
    near(at(from.rates, {}).estimate, PRINTED.unemployment.all);
    near(at(from.rates, { sex: '1' }).estimate, PRINTED.unemployment['1']);
    near(at(from.rates, { sex: '2' }).estimate, PRINTED.unemployment['2']);
    for (const [region, rate] of Object.entries(published.unemploymentByProvince.years['2024']))
      near(at(from.rates, { region }).estimate, rate);
  });

  it('table 11 shares the employed among the seven statuses as published', async () => {
    const from = await table('11', { dimensions: ['employmentStatus'] });
    for (const [employmentStatus, printed] of Object.entries(PRINTED.statusShares))
      near(at(from.shares, { employmentStatus }).estimate, printed);
  });

  it('table 03 adds up to the projected population in the middle of 2025', async () => {
    near(cell(await table('03')).estimate / 1e6, published.projection.mid2025);
  });

  it('tables 15 and 19 have the villages of North Sulawesi as published', async () => {
    const { withMigrants, withoutMigrants, agentPercent } = published.villages.northSulawesi;
    const agents = await table('15');
    expect(cell(agents, { region: '71' }).estimate).toBe(withMigrants + withoutMigrants);
    near(
      (100 * cell(agents, { region: '71', agent: '1' }).estimate) / cell(agents, { region: '71' }).estimate,
      agentPercent,
    );
    expect(indicator(await table('19'), 'sendingVillages', { region: '71' }).estimate).toBe(withMigrants);
  });
});

describe('shares, rates of sums, indicators and ranks', () => {
  it('a share is of the area where the table has areas, else of the whole', async () => {
    const from = await table('05');
    const all = cell(from, { region: '51' }).estimate;
    const part = cell(from, { region: '51', sex: '2', industry: 'I' }).estimate;
    expect(at(from.shares, { region: '51', sex: '2', industry: 'I' }).estimate).toBeCloseTo(
      (100 * part) / all,
      9,
    );
    const areas = await table('05', { dimensions: ['region'] });
    expect(areas.share!.within).toEqual([]);
    const sum = areas.dimensions[0]!.codes.filter(({ parent }) => parent !== null).reduce(
      (total, { code }) => total + at(areas.shares, { region: code }).estimate!,
      0,
    );
    expect(sum).toBeCloseTo(100, 9);
  });

  it('the error of a share is that of a rate with the share’s base as denominator', async () => {
    // Men among the employed of each province: as a share of table 05, and as the rate of an equal spec.
    const shares = await table('05', { dimensions: ['region', 'sex'] });
    const spec = structuredClone(specs.table('06'));
    const rate: TableSpec = {
      ...spec,
      population: specs.table('05').population,
      measure: {
        ...(spec.measure as TableSpec['measure'] & { type: 'ratio' }),
        numerator: { variable: 'sex', in: ['1'] },
        denominator: { variable: 'sex', in: ['1', '2'] },
      },
    };
    const world = tableWorld('sakernas');
    const other = await tabulate(rate, specs.dictionary(world.dataset), readingOf(world));
    for (const region of ['Total', '11', '35', '97']) {
      const share = at(shares.shares, { region, sex: '1' });
      const same = at(other.rates, { region });
      expect(share.estimate! / same.estimate!).toBeCloseTo(1, 9);
      expect(share.se! / same.se!).toBeCloseTo(1, 9);
    }
  });

  it('table 18 has the part and the whole of each sex, and the whole is table 14', async () => {
    const [part, whole] = [await table('18'), await table('14')];
    for (const sex of ['1', '2', 'Total'])
      for (const region of [...PODES_PROVINCES, 'Total'])
        expect(cell(part, { sex, region }).estimate).toBe(cell(whole, { sex, region }).estimate);
    const rate = at(part.rates, { region: '52', sex: '1' });
    const codes = { region: '52', sex: '1' };
    expect(rate.estimate).toBeCloseTo(
      (100 * cell(part, { ...codes, component: 'numerator' }).estimate) / cell(part, codes).estimate,
      9,
    );
    expect(part.records.silent).toBeGreaterThan(0);
  });

  it('an indicator is the quotient of its cells, with the error of the rate it equals', async () => {
    const from = await table('08');
    const rates = await table('06');
    for (const region of ['Total', '11', '35']) {
      const found = indicator(from, 'unemployment', { region });
      const same = at(rates.rates, { region });
      expect(found.estimate! / same.estimate!).toBeCloseTo(1, 9);
      expect(found.se! / same.se!).toBeCloseTo(1, 9);
      expect(indicator(from, 'abroadPersons', { region })).toMatchObject({
        estimate: expect.closeTo(cell(from, { region, workAbroad: 'PERNAH_SEDANG' }).estimate, 6),
        se: expect.closeTo(cell(from, { region, workAbroad: 'PERNAH_SEDANG' }).se!, 6),
        contributors: cell(from, { region, workAbroad: 'PERNAH_SEDANG' }).contributors,
      });
    }
  });

  it('table 08 ranks the areas by the number abroad, largest first', async () => {
    const from = await table('08');
    const [provinces] = from.ranking!.levels;
    const figures = provinces!.ranked.map(
      ({ code }) => indicator(from, 'abroadPersons', { region: code }).estimate!,
    );
    expect(provinces!.ranked).toHaveLength(10);
    expect(figures).toEqual([...figures].sort((a, b) => b - a));
    expect(provinces!.ranked.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const least = figures.at(-1)!;
    const rest = from.dimensions
      .find(({ name }) => name === 'region')!
      .codes.filter(
        ({ code }) => !LINES.includes(code) && !provinces!.ranked.some((each) => each.code === code),
      );
    for (const { code } of rest)
      expect(indicator(from, 'abroadPersons', { region: code }).estimate!).toBeLessThanOrEqual(least);
  });
});

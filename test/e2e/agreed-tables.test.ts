import { beforeEach, describe, expect, it } from 'vitest';
import draft from '../../specs/agreement/addendum-encodings.json' with { type: 'json' };
import table12 from '../../specs/tables/12.json' with { type: 'json' };
import hours from '../../specs/tables/proposed/20-jam-kerja.json' with { type: 'json' };
import { populate, type World } from './access/personas.ts';
import type { Reply } from './client.ts';
import { openHarness } from './harness.ts';
import { aDataset } from './tables-world.ts';

const DAY = 86_400_000;

/** A table of item 20: the unemployed by marital status and area. */
const TABLE = {
  ...table12,
  id: '20-penganggur-kawin',
  source: { ...table12.source, item: 20 },
  title: { id: 'Jumlah pengangguran terbuka', en: 'Unemployed persons', standing: 'proposed' },
  dimensions: [
    {
      name: 'marital',
      label: { id: 'Status perkawinan', en: 'Marital status' },
      forms: [{ level: 'status', variable: 'marital', hierarchy: 'marital-status' }],
      optional: false,
    },
    table12.dimensions.find(({ name }) => name === 'region'),
  ],
  usual: ['marital'],
};
const document = (value: unknown, number = 'KS-1/2026') => ({
  ...draft,
  instrument: 'written-agreement',
  status: 'signed',
  number,
  signedOn: '2026-01-05',
  effectiveFrom: '2026-01-05',
  signedBy: [...draft.signedBy, { party: 'third', function: 'Sekretaris' }],
  changes: [
    {
      clause: 'Lampiran 2 butir 20',
      parameter: 'other-data.indicators',
      value,
      wording: { id: 'Ditambahkan', en: 'Added' },
    },
  ],
});

describe('a table that the parties agree on besides the list', () => {
  let world: World;
  beforeEach(async () => {
    world = await populate(await openHarness());
  });
  const ids = async () => (await world.as.nobody.get('/tables', 200)).map(({ id }: Reply) => id);

  it('can be asked for once every party has agreed to its spec, and names who did and when', async () => {
    const { agency, counterpart, third, statistician, officer } = world.as;
    const dataset = await aDataset(statistician);
    const wish = { table: TABLE.id, dataset, purpose: 'Uji', dimensions: ['marital'] };
    const made = await agency.post('/agreement/documents', document([{ table: TABLE }]), 201);
    const agree = `/agreement/documents/${made.result.id}/agree`;
    await counterpart.post(agree, { sha256: made.result.sha256 }, 200);
    expect(await ids()).not.toContain(TABLE.id);
    expect((await statistician.post('/table-requests', wish, 404)).code).toBe('table-unknown');
    world.harness.clock.advance(DAY);
    await third.post(agree, { sha256: made.result.sha256 }, 200);

    expect(await ids()).toContain(TABLE.id);
    expect(await statistician.get(`/tables/${TABLE.id}/basis`, 200)).toEqual({
      table: TABLE.id,
      item: 20,
      wording: TABLE.wording.id,
      agreedIn: {
        number: 'KS-1/2026',
        document: made.result.id,
        sha256: made.result.sha256,
        signedOn: '2026-01-05',
        agreedBy: [
          { party: 'bps', on: '2026-01-12' },
          { party: 'kp2mi', on: '2026-01-12' },
          { party: 'third', on: '2026-01-13' },
        ],
      },
    });
    expect((await statistician.get('/tables/05/basis', 200)).agreedIn).toBeNull();
    const choices = await statistician.get(`/tables/${TABLE.id}/choices?dataset=${dataset}`, 200);
    expect(choices.dimensions.map(({ name }: Reply) => name)).toEqual(['marital', 'region']);

    const asked = await statistician.post('/table-requests', wish, 202);
    await world.harness.drain();
    const { state, release } = await statistician.get(`/table-requests/${asked.result.id}`, 200);
    expect(state).toBe('built');
    expect(await officer.get(`/releases/${release}`, 200)).toMatchObject({
      tables: [TABLE.id],
      state: 'checked',
    });
  });

  it('is refused as an item of the list, under a name that is taken, or by hierarchies there are not', async () => {
    const { agency, counterpart, third } = world.as;
    const refused = async (table: object, code: string) =>
      expect((await agency.post('/agreement/documents', document([{ table }], 'KS-9'), 422)).code).toBe(code);
    await refused({ ...TABLE, id: '05' }, 'addendum-not-applicable');
    await refused({ ...TABLE, source: { ...TABLE.source, item: 12 } }, 'addendum-not-applicable');
    await refused({ ...TABLE, measure: { type: 'ratio' } }, 'addendum-not-applicable');
    const [first, ...rest] = TABLE.dimensions;
    const forms = [{ level: 'status', variable: 'marital', hierarchy: 'not-there' }];
    await refused({ ...TABLE, dimensions: [{ ...first, forms }, ...rest] }, 'hierarchy-unknown');

    const made = await agency.post('/agreement/documents', document([{ table: TABLE }]), 201);
    for (const party of [counterpart, third])
      await party.post(`/agreement/documents/${made.result.id}/agree`, { sha256: made.result.sha256 }, 200);
    await refused(TABLE, 'addendum-not-applicable');
  });

  it('of means can be asked for and is refused when it is built, as long as the service protects counts only', async () => {
    const { agency, counterpart, third, statistician } = world.as;
    const dataset = await aDataset(statistician);
    const made = await agency.post('/agreement/documents', document([{ table: hours }]), 201);
    for (const party of [counterpart, third])
      await party.post(`/agreement/documents/${made.result.id}/agree`, { sha256: made.result.sha256 }, 200);
    const wish = { table: hours.id, dataset, purpose: 'Uji', dimensions: ['sex'] };
    const asked = await statistician.post('/table-requests', wish, 202);
    await world.harness.drain();
    const { state, problem } = await statistician.get(`/table-requests/${asked.result.id}`, 200);
    expect([state, problem.code]).toEqual(['refused', 'disclosure-mean-not-protected']);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { ageTable, countTable, type Released, rateTable } from '../../../test/support/released.ts';
import { webapiDocument } from './document.ts';

let tables: Released[];
beforeAll(() => {
  tables = [countTable(), rateTable(), ageTable()];
});

interface Item {
  readonly val: number;
  readonly label: string;
}
interface Reply {
  readonly status: string;
  readonly 'data-availability': string;
  readonly var: readonly (Item & { readonly unit: string })[];
  readonly vervar: readonly Item[];
  readonly turvar: readonly Item[];
  readonly tahun: readonly Item[];
  readonly turtahun: readonly Item[];
  readonly datacontent: Readonly<Record<string, number>>;
  readonly padan: { readonly status: Readonly<Record<string, string>> };
}

/** As clients of the live service read it: keys built forwards from the lists. */
function readAsClientsDo(reply: Reply): Map<string, number | undefined> {
  const found = new Map<string, number | undefined>();
  for (const vervar of reply.vervar)
    for (const variable of reply.var)
      for (const turvar of reply.turvar)
        for (const tahun of reply.tahun)
          for (const turtahun of reply.turtahun) {
            const key = `${vervar.val}${variable.val}${turvar.val}${tahun.val}${turtahun.val}`;
            expect(found.has(key)).toBe(false);
            found.set(key, reply.datacontent[key]);
          }
  return found;
}

describe('BPS WebAPI shape', () => {
  it.each([0, 1, 2])(
    'is read back by keys built forwards, each key once, nothing where hidden (%i)',
    (which) => {
      const { view, context } = tables[which]!;
      const reply = JSON.parse(JSON.stringify(webapiDocument(view, context, 'id'))) as Reply;
      expect(reply).toMatchObject({ status: 'OK', 'data-availability': 'available' });
      const read = readAsClientsDo(reply);
      const sorted = (values: readonly (number | undefined)[]) =>
        values.filter((value) => value !== undefined).sort((a, b) => a - b);
      const published = [...view.combinations()].flatMap((codes) =>
        view.measures.map(({ id }) => view.observation(codes, id).value ?? undefined),
      );
      expect(sorted([...read.values()])).toEqual(sorted(published));
      expect(Object.keys(reply.datacontent).every((key) => read.has(key))).toBe(true);
      for (const [key, status] of Object.entries(reply.padan.status))
        if (status === 'Q') expect(reply.datacontent[key]).toBeUndefined();
    },
  );

  it('numbers provinces, years and months as the spec says', () => {
    const { view, context } = tables[0]!;
    const reply = webapiDocument(view, context, 'en') as Reply;
    expect(reply.vervar[0]).toEqual({ val: 9999, label: 'Total' });
    expect(reply.vervar[1]).toEqual({ val: 1100, label: 'Aceh' });
    expect(reply.tahun).toEqual([{ val: 124, label: '2024' }]);
    expect(reply.turtahun).toEqual([{ val: 8, label: 'August 2024' }]);
    expect(reply.turvar.map(({ label }) => label)).toEqual(['Total', 'Male', 'Female']);
    const male = view.observation(['11', '1'], 'value').value;
    const key = `11001${reply.turvar[1]!.val}1248`;
    expect(reply.datacontent[key] ?? null).toBe(male);
  });
});

import JSONstat from 'jsonstat-toolkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { countTable, PREPARED, type Released, rateTable } from '../../../test/support/released.ts';
import { jsonStatDataset } from './dataset.ts';

let tables: Released[];
beforeAll(() => {
  tables = [countTable(), rateTable()];
});

describe('JSON-stat, read by jsonstat-toolkit', () => {
  it.each([0, 1])('says every observation of the table as the table does (%i)', (which) => {
    const { view, context } = tables[which]!;
    const read = JSONstat(JSON.parse(JSON.stringify(jsonStatDataset(view, context, 'en', PREPARED))));
    expect(read.class).toBe('dataset');
    expect(read.n).toBe(39 * 3 * view.measures.length);
    let hidden = 0;
    for (const codes of view.combinations())
      for (const { id } of view.measures) {
        const query = { region: codes[0]!, sex: codes[1]!, time: '2024-08', measure: id };
        const { value, obsStatus } = view.observation(codes, id);
        const cell = read.Data(query);
        expect(cell.value).toBe(value);
        expect(cell.status ?? 'A').toBe(obsStatus);
        if (obsStatus === 'Q') hidden++;
      }
    expect(hidden).toBeGreaterThan(3);
  });

  it('has roles, units and labels in the language asked for', () => {
    const { view, context } = tables[1]!;
    const english = JSONstat(jsonStatDataset(view, context, 'en', PREPARED));
    expect(english.Dimension('region').role).toBe('geo');
    expect(english.Dimension('time').role).toBe('time');
    expect(english.Dimension('measure').role).toBe('metric');
    expect(english.Dimension('sex').Category('1').label).toBe('Male');
    expect(english.Dimension('measure').Category('rate').unit?.label).toBe('per cent');
    const indonesian = JSONstat(jsonStatDataset(view, context, 'id', PREPARED));
    expect(indonesian.Dimension('sex').Category('1').label).toBe('Laki-laki');
  });
});

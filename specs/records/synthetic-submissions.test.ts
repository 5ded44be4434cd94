/** The record types against submissions that were written by nobody who knew the rules: people who do not exist. */
import { describe, expect, it } from 'vitest';
import { RECORDS, submission } from '../../fixtures/synthetic/submissions.ts';
import { createRecordCheck } from '../../src/agreement/record-check.ts';
import { builtInRecordType, recordReferences } from '../../src/agreement/record-library.ts';

const references = recordReferences();

describe.each(['placements', 'complaints', 'returns'] as const)('%s of 400 people', (id) => {
  const check = createRecordCheck(builtInRecordType(id)!, references);
  const said = (errors: number) => {
    const read = check.start();
    const refused = new Set<string>();
    const flagged = new Set<string>();
    const register = { seed: 5, rows: 4000, canaries: 2 };
    for (const { cells } of submission(RECORDS[id], { register, rows: 400, errors })) {
      const row = read(cells);
      for (const { code } of row.refused) refused.add(code);
      for (const { code } of row.flagged) flagged.add(code);
    }
    return { refused: [...refused], flagged };
  };

  it('are not refused where nothing went wrong', () => {
    expect(said(0).refused).toEqual([]);
  });

  it('are refused for nothing but codes without their system where things went wrong, and flagged for NIKs', () => {
    const { refused, flagged } = said(4);
    expect(refused).toEqual(['region-code-without-system']);
    for (const code of ['nik-missing', 'nik-impossible', 'nik-sex-differs'])
      expect([...flagged]).toContain(code);
    expect(flagged.has('nik-birth-date-differs')).toBe(id === 'placements');
  });
});

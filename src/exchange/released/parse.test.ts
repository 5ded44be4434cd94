import { beforeAll, describe, expect, it } from 'vitest';
import { countTable, type Released, rateTable } from '../../../test/support/released.ts';
import { DomainError } from '../../problems.ts';
import { parsePublicTable } from './parse.ts';

let tables: Released[];
beforeAll(() => {
  tables = [countTable(), rateTable()];
});

const codeOf = (value: unknown): string => {
  try {
    parsePublicTable(value);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
  }
  return 'accepted';
};

describe('parsePublicTable', () => {
  it('reads back what is written', () => {
    for (const { table } of tables) {
      const written = JSON.parse(JSON.stringify(table));
      expect(JSON.parse(JSON.stringify(parsePublicTable(written)))).toEqual(written);
    }
  });

  it('refuses an internal table, and a hidden cell with anything beside its status', () => {
    const written = JSON.parse(JSON.stringify(tables[0]!.table));
    expect(codeOf({ ...written, protected: false })).toBe('table-not-released');
    const hidden = written.cells.findIndex((cell: { obsStatus: string }) => cell.obsStatus === 'Q');
    for (const extra of [{ value: 7 }, { estimate: 7 }, { rse: 4 }, { contributors: 2 }]) {
      const cells = written.cells.map((cell: object, i: number) =>
        i === hidden ? { ...cell, ...extra } : cell,
      );
      expect(codeOf({ ...written, cells })).toBe('spec-invalid');
    }
    expect(codeOf({ ...written, publicSha256: 'x' })).toBe('spec-invalid');
  });
});

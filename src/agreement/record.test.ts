import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import linkage from '../../specs/linkage/placements.json' with { type: 'json' };
import placementsSpec from '../../specs/records/placements.json' with { type: 'json' };
import { DomainError } from '../problems.ts';
import { parseRecordType } from './record.ts';

const record = parseRecordType(placementsSpec);
const agreementText = resolve(import.meta.dirname, '../../../shared/agreement/perjanjian-kerja-sama.txt');

describe('the record type of placements', () => {
  it('has the 24 fields of Lampiran 1 Penempatan', () => {
    expect(record.fields).toHaveLength(24);
    expect(record.fields.map(({ item }) => item)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
  });

  it('agrees with the linkage schema, column by column', () => {
    const expected = record.fields.map(({ name, role }) => [name, role]);
    const found = linkage.columns.map(({ name, role }) => [
      name,
      role === 'exact' || role === 'linkage' ? 'identifier' : 'payload',
    ]);
    expect(found).toEqual(expected);
  });

  it('never refuses a file for a value that is only dirty', () => {
    const rules = new Set(record.fields.flatMap(({ refused }) => refused.map(({ rule }) => rule)));
    expect([...rules].sort()).toEqual(['control-characters', 'max-length']);
  });

  it.skipIf(!existsSync(agreementText))(
    'is worded as the agreement words it (skipped where the text of the agreement is not at hand)',
    () => {
      const text = readFileSync(agreementText, 'utf8');
      const list = text.slice(text.indexOf('- Penempatan'), text.indexOf('- Pengaduan'));
      const wording = [...list.matchAll(/^\s*(\d+)\.\s+(.+?)[;.]?\s*$/gm)].map(([, , words]) => words);
      expect(record.fields.map(({ label }) => label.id)).toEqual(wording);
    },
  );
});

describe('a record spec', () => {
  const problem = (change: (spec: typeof placementsSpec) => void): unknown => {
    const copy = structuredClone(placementsSpec);
    change(copy);
    try {
      return parseRecordType(copy).id;
    } catch (error) {
      if (error instanceof DomainError) return error.facts;
      throw error;
    }
  };

  it('is refused with path and reason when it does not hang together', () => {
    expect(problem(() => {})).toBe('placements');
    expect(problem((spec) => spec.fields.splice(3, 1))).toMatchObject({
      path: 'fields.3.item',
      reason: 'items must count up',
    });
    expect(
      problem((spec) => {
        spec.fields[1]!.name = 'nik';
      }),
    ).toMatchObject({ path: 'fields', reason: 'two fields have one name' });
    expect(
      problem((spec) => {
        spec.fields[8]!.name = 'lahir';
      }),
    ).toMatchObject({ path: 'fields.0', reason: 'names a field that is not there' });
    expect(
      problem((spec) => {
        spec.fields[7]!.flagged[1]!.rule = 'guess';
      }),
    ).toMatchObject({ path: 'fields.7.flagged.1.rule' });
  });
});

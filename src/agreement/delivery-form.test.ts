import { describe, expect, it } from 'vitest';
import draft from '../../specs/agreement/addendum-encodings.json' with { type: 'json' };
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import placementsLinkage from '../../specs/linkage/placements.json' with { type: 'json' };
import complaints from '../../specs/records/complaints.json' with { type: 'json' };
import placements from '../../specs/records/placements.json' with { type: 'json' };
import returns from '../../specs/records/returns.json' with { type: 'json' };
import { parseAddendum, withChanges } from './addendum.ts';
import { parseAgreement } from './agreement.ts';
import { deliveredAs, encodingsAgreed, meetsAgreement } from './delivery-form.ts';

const agreement = parseAgreement(pks2025);
const RECORDS = { placements, complaints, returns };

describe('the form a row of Lampiran 1 is delivered in', () => {
  it('follows every row of Lampiran 1 through record spec and linkage schema', () => {
    const rows = agreement.clauses.flatMap((clause) => (clause.status === 'record' ? [clause] : []));
    expect(rows).toHaveLength(24 + 17 + 13);
    for (const { record, item, says } of rows) {
      const spec = RECORDS[record as keyof typeof RECORDS];
      expect(spec.fields.find((field) => field.item === item)?.label.id).toBe(says.id);
    }
    const forms = placements.fields.map(({ item }) => deliveredAs(placements, placementsLinkage, item));
    for (const [index, { name }] of placements.fields.entries()) {
      const role = placementsLinkage.columns.find((column) => column.name === name)?.role;
      const wanted = { exact: 'encoded', linkage: 'encoded', payload: 'sealed', ignored: 'left-out' }[role!];
      expect([name, forms[index]]).toEqual([name, wanted]);
    }
    expect(forms).toContain('encoded');
    expect(forms).toContain('sealed');
  });

  it('is none without a record spec, a linkage schema or a column', () => {
    const record = { fields: [{ name: 'nik', item: 1 }] };
    expect(deliveredAs(null, null, 1)).toBe('no-record');
    expect(deliveredAs(record, null, 2)).toBe('no-record');
    expect(deliveredAs(record, null, 1)).toBe('no-schema');
    expect(deliveredAs(record, { columns: [] }, 1)).toBe('left-out');
    for (const form of ['no-record', 'no-schema', 'left-out'] as const)
      expect(meetsAgreement(agreement, form)).toBe('not-delivered');
  });

  it('calls encodings unagreed until an addendum allows them', () => {
    expect([encodingsAgreed(agreement), meetsAgreement(agreement, 'encoded')]).toEqual([
      false,
      'needs-addendum',
    ]);
    const agreed = withChanges(agreement, parseAddendum(draft));
    expect([encodingsAgreed(agreed), meetsAgreement(agreed, 'encoded')]).toEqual([true, 'as-agreed']);
    expect(meetsAgreement(agreement, 'sealed')).toBe('as-agreed');
  });
});

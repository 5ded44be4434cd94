import { describe, expect, it } from 'vitest';
import { periodOf } from './period.ts';

describe('periodOf', () => {
  it.each([
    ['2024-01-01', '2024-12-31', '2024', '2024', 'Tahun'],
    ['2024-08-01', '2024-08-31', '2024-08', 'Agustus 2024', 'month'],
    ['2024-02-01', '2024-02-29', '2024-02', 'Februari 2024', 'leap'],
    ['2024-04-01', '2024-06-30', '2024-Q2', 'Triwulan 2 2024', 'quarter'],
    ['2025-06-30', '2025-06-30', '2025-06-30', '30 Juni 2025', 'day'],
    ['2024-05-01', '2024-05-30', '2024-05-01/P30D', '2024-05-01 s.d. 2024-05-30', 'range'],
    ['2024-02-01', '2024-04-30', '2024-02-01/P90D', '2024-02-01 s.d. 2024-04-30', 'no quarter'],
    ['2024-05-02', '2024-06-01', '2024-05-02/P31D', '2024-05-02 s.d. 2024-06-01', 'no month'],
  ])('writes %s to %s as %s', (from, to, id, label) => {
    const period = periodOf({ from, to });
    expect(period.id).toBe(id);
    expect(period.label.id).toBe(label);
  });
});

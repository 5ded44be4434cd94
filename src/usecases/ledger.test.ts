import { describe, expect, it } from 'vitest';
import { requireSameEditions } from './ledger.ts';

const table = (name: string, codelist: string, version: string, system?: 'bps' | 'kemendagri') => ({
  dimensions: [
    {
      name,
      label: { id: name, en: name },
      classification: { codelist, version, ...(system === undefined ? {} : { system }) },
      codes: [],
    },
  ],
});

describe('tables that are protected together', () => {
  const kbli2020 = table('industry', 'kbli-2020-17', 'KBLI 2020');

  it('are of one edition of each classification: the other is refused, and the one that is out is named', () => {
    expect(() => requireSameEditions(kbli2020, table('industry', 'kbli-2025-section', 'KBLI 2025'))).toThrow(
      expect.objectContaining({
        code: 'table-classifications-differ',
        facts: { dimension: 'industry', allowed: ['kbli-2020-17 KBLI 2020'] },
      }),
    );
    const bps = table('region', 'province-bps', '2024', 'bps');
    const kemendagri = table('region', 'province-kemendagri', '2024', 'kemendagri');
    expect(() => requireSameEditions(bps, kemendagri)).toThrow(
      expect.objectContaining({ code: 'table-classifications-differ' }),
    );
  });

  it('may be of finer and coarser lists of one edition, and have other dimensions', () => {
    requireSameEditions(kbli2020, table('industry', 'kbli-2020-section', 'KBLI 2020'));
    requireSameEditions(kbli2020, table('region', 'province-bps', '2024', 'bps'));
    const province = table('region', 'province-bps', '2024', 'bps');
    requireSameEditions(province, table('region', 'regency-bps', '2024', 'bps'));
  });

  it('released before editions were kept are not refused', () => {
    const old = { dimensions: [{ name: 'industry', label: { id: 'x', en: 'x' }, codes: [] }] };
    requireSameEditions(old, kbli2020);
  });
});

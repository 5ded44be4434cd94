/** Certificates of tables that are not plain counts: magnitudes, several hierarchies, rounded margins, negative values. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Certified, certified } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { canonicalJson, type Json } from '../exchange/canonical-json.ts';
import { certify, sha256Hex } from './certificate.ts';
import { disclosureFiles, publicHierarchy } from './outputs.ts';
import { type ProtectedTable, protectCounts } from './protect.ts';
import { readCountTable } from './read-data.ts';
import type { Solver } from './solver.ts';
import { parseDisclosureSpec } from './spec.ts';
import { verify } from './verify.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

interface Made {
  readonly files: Certified;
  readonly result: ProtectedTable;
}

async function make(
  spec: object,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<Made> {
  const parsed = parseDisclosureSpec(spec);
  const table = await readCountTable(parsed, header, [{ firstRow: 1, rows }]);
  const result = protectCounts(table, parsed, { solver });
  return { result, files: certified(disclosureFiles(result, solver, null)) };
}

/** The certificate with one change and a digest that fits it. */
function forged(text: string, change: (certificate: Record<string, Json>) => void): unknown {
  const { digest: _, ...certificate } = JSON.parse(text);
  change(certificate);
  return { ...certificate, digest: sha256Hex(canonicalJson(certificate)) };
}

const P20 = [{ rule: 'p-percent', p: 20 }];
const magnitudes = (more: object = {}): object => ({
  dimensions: [
    { name: 'r', levels: ['r'] },
    { name: 's', levels: ['s'] },
  ],
  measure: { type: 'magnitude', value: 'v', contributor: 'h', ...more },
  primary: P20,
  protection: { standard: 'levels' },
  cost: 'value',
});
const HEADER = ['r', 's', 'v', 'h'];
const ROWS = [
  ['a', 'x', '90.5', '1'],
  ['a', 'x', '2.25', '2'],
  ...['3', '4', '5', '6'].map((h) => ['a', 'y', '30', h]),
  ...['1', '7', '8', '9'].map((h) => ['b', 'x', '41.5', h]),
  ...['2', '4', '5', '10'].map((h) => ['b', 'y', '22', h]),
  ...['11', '12', '13', '14'].map((h) => ['c', 'x', '35', h]),
  ...['15', '16', '17', '18'].map((h) => ['c', 'y', '50', h]),
];

describe('magnitudes', () => {
  it('are published with their decimals and certified in units of the last', async () => {
    const { files, result } = await make(magnitudes(), HEADER, ROWS);
    expect(files.report.status).toBe('holds');
    expect(files.public).toContain('c,y,200.00,safe');
    expect(files.public).toContain('a,x,,hidden');
    const certificate = JSON.parse(files.certificate);
    expect(certificate.decimals).toBe(2);
    expect(verify(files.public, certificate)).toEqual({ holds: true });
    const officer = JSON.parse(files.officerCertificate);
    const [low, high] = officer.ends[0];
    expect([low, high]).toEqual([9275 - 1810, 9275 + 1810]);
    expect(result.targets).toEqual([expect.objectContaining({ low, high })]);
    const { interval } = files.report.hidden.find(({ reason }) => reason === 'p-percent')!;
    expect(interval.low).toBeLessThanOrEqual(low / 100);
    expect(interval.high! >= high / 100 && interval.high! < 1000).toBe(true);
    expect(files.report.loss.value).toBeLessThan(1000);
  });

  it('are refused with another number of decimals than the file has', async () => {
    const { files } = await make(magnitudes(), HEADER, ROWS);
    const wrong = forged(files.certificate, (certificate) => {
      certificate['decimals'] = 1;
    });
    expect(verify(files.public, wrong)).toMatchObject({ holds: false });
  });

  it('do not verify with any one hidden cell moved, whatever is claimed to be reached', async () => {
    const { files } = await make(magnitudes(), HEADER, ROWS);
    const count = JSON.parse(files.certificate).reach.length;
    for (let cell = 0; cell < count; cell++)
      for (const by of [-1, 1]) {
        const wrong = forged(files.certificate, (certificate) => {
          const tables = certificate['tables'] as number[][];
          for (const table of tables) table[cell]! += by;
          certificate['reach'] = Array.from({ length: count }, (_, i) => {
            const values = tables.map((table) => table[i]!);
            return [Math.min(...values), Math.max(...values)];
          });
        });
        expect(verify(files.public, wrong)).toMatchObject({ holds: false });
      }
  });

  it('do not verify with a negative published value that the certificate does not own up to', () => {
    const text = 'a,value,status\nTotal,-1,safe\na1,-3,safe\na2,2,safe\n';
    const codes = [
      { code: 'Total', parent: null },
      { code: 'a1', parent: 'Total' },
      { code: 'a2', parent: 'Total' },
    ];
    const certificate = (facts: object) => {
      const content = certify(text, [{ name: 'a', codes }], { solver }, facts) as unknown as Json;
      return { ...(content as object), digest: sha256Hex(canonicalJson(content)) };
    };
    expect(verify(text, certificate({ signed: true }))).toEqual({ holds: true });
    expect(verify(text, certificate({}))).toEqual({ holds: false, reason: 'a published value is negative' });
  });

  it('may be negative where everybody knows that, and only there', async () => {
    const rows = [...ROWS, ...['15', '16', '17', '18'].map((h) => ['b', 'y', '-120', h])];
    const { files } = await make(magnitudes({ negative: true }), HEADER, rows);
    expect(files.report.status).toBe('holds');
    expect(files.public).toMatch(/,-\d+\.\d\d,safe/);
    const certificate = JSON.parse(files.certificate);
    expect(certificate.signed).toBe(true);
    expect(verify(files.public, certificate)).toEqual({ holds: true });
    const unsigned = forged(files.certificate, (changed) => {
      delete changed['signed'];
    });
    expect(verify(files.public, unsigned)).toMatchObject({ holds: false });
  });
});

describe('several hierarchies', () => {
  const spec = {
    dimensions: [
      {
        name: 'region',
        levels: ['prov', 'regency'],
        hierarchies: [{ name: 'zones', levels: ['zone', 'regency'] }],
      },
      { name: 'sex', levels: ['sex'] },
    ],
    measure: { type: 'count', frequency: 'n' },
    primary: [{ rule: 'threshold', minContributors: 3 }],
    protection: { standard: 'interval', from: 0, to: 3 },
  };
  const header = ['prov', 'regency', 'zone', 'sex', 'n'];
  const rows = [
    ['11', '1101', 'coast', 'f', '1'],
    ['11', '1101', 'coast', 'm', '9'],
    ['11', '1102', 'hills', 'f', '7'],
    ['11', '1102', 'hills', 'm', '8'],
    ['12', '1201', 'coast', 'f', '12'],
    ['12', '1201', 'coast', 'm', '6'],
    ['12', '1202', 'hills', 'f', '10'],
    ['12', '1202', 'hills', 'm', '11'],
  ];

  it('are all protected, certified and checked', async () => {
    const { files, result } = await make(spec, header, rows);
    expect(files.report.status).toBe('holds');
    const certificate = JSON.parse(files.certificate);
    expect(certificate.dimensions[0].alternatives).toHaveLength(1);
    expect(verify(files.public, certificate)).toEqual({ holds: true });
    expect(certificate).toMatchObject(
      JSON.parse(JSON.stringify(certify(files.public, publicHierarchy(result), { solver }))),
    );
  });

  it('need more than provinces alone: what these leave open, zones close', async () => {
    const alone = {
      ...spec,
      dimensions: [{ name: 'region', levels: ['prov', 'regency'] }, spec.dimensions[1]],
    };
    const count = ({ result }: Made) => result.hidden.reduce((sum, each) => sum + each, 0);
    expect(count(await make(spec, header, rows))).toBeGreaterThan(count(await make(alone, header, rows)));
  });

  it.each([
    ['twice', ['1101', '1102', '1201', '1202', '11']],
    ['twice in place of another', ['1101', '1201', '11']],
    ['not at all', ['1101', '1102', '1201']],
  ] as [string, string[]][])('must hold every code exactly once, not one %s', async (_what, held) => {
    const { files } = await make(spec, header, rows);
    const wrong = forged(files.certificate, (certificate) => {
      const [dimension] = certificate['dimensions'] as Record<string, Json>[];
      const codes = [
        { code: 'Total', parent: null },
        { code: 'hills', parent: 'Total' },
        ...held.map((code) => ({ code, parent: 'hills' })),
      ];
      dimension!['alternatives'] = [{ codes }];
    });
    const reason = 'a further hierarchy does not hold every code exactly once';
    expect(verify(files.public, wrong)).toEqual({ holds: false, reason });
  });

  it.each([
    ['left out', (dimension: Record<string, unknown>) => delete dimension['alternatives']],
    [
      'with a regency in another zone',
      ({ alternatives }: Record<string, unknown>) => {
        const [{ codes }] = alternatives as [{ codes: { code: string; parent: string | null }[] }];
        const moved = codes.findIndex(({ code }) => code === '1201');
        const [node] = codes.splice(moved, 1);
        codes.push({ ...node!, parent: 'hills' });
      },
    ],
    [
      'with a regency less',
      ({ alternatives }: Record<string, unknown>) => {
        const [{ codes }] = alternatives as [{ codes: unknown[] }];
        codes.pop();
      },
    ],
  ])('do not verify %s', async (_what, change) => {
    const { files } = await make(spec, header, rows);
    const wrong = forged(files.certificate, (certificate) => {
      change((certificate['dimensions'] as Record<string, unknown>[])[0]!);
    });
    expect(verify(files.public, wrong)).toMatchObject({ holds: false });
  });
});

describe('margins that miss by rounding', () => {
  const spec = {
    dimensions: [
      { name: 'r', levels: ['r'] },
      { name: 's', levels: ['s'] },
    ],
    measure: { type: 'count', frequency: 'n' },
    primary: [{ rule: 'given', column: 'p' }],
    protection: { standard: 'interval', from: 0, to: 6 },
    additivity: { tolerance: 2 },
  };
  const header = ['r', 's', 'n', 'p'];
  const rows = [
    ['a', 'x', '3', '1'],
    ['a', 'y', '20', ''],
    ['b', 'x', '30', ''],
    ['b', 'y', '41', ''],
    ['c', 'x', '50', ''],
    ['c', 'y', '61', ''],
    ['a', 'Total', '24', ''],
    ['Total', 'x', '82', ''],
    ['Total', 'y', '121', ''],
    ['Total', 'Total', '204', ''],
  ];

  it('are published as they were stated, and leave the intruder the tolerance', async () => {
    const { files, result } = await make(spec, header, rows);
    expect(files.report.status).toBe('holds');
    expect(files.public).toContain('Total,Total,204,safe');
    const certificate = JSON.parse(files.certificate);
    expect(certificate.tolerance).toBe(2);
    expect(verify(files.public, certificate)).toEqual({ holds: true });
    expect(result.system.relations.generating).not.toContain(0);
    const exact = forged(files.certificate, (changed) => {
      delete changed['tolerance'];
    });
    expect(verify(files.public, exact)).toMatchObject({ holds: false });
  });
});

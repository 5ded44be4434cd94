import { readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { anyTable, type Certified, certified, runs, tableOf, tree } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { canonicalJson, type Json } from '../exchange/canonical-json.ts';
import {
  type Certificate,
  certificateText,
  certify,
  certifyForOfficer,
  type OfficerCertificate,
} from './certificate.ts';
import type { CountTable } from './count-table.ts';
import { disclosureFiles } from './outputs.ts';
import { protectCounts } from './protect.ts';
import type { Solver } from './solver.ts';
import { verify } from './verify.ts';

let solver: Solver;
let files: Certified;
beforeAll(async () => {
  solver = await openNodeSolver();
  files = filesOf(TABLE);
});

const TABLE = tableOf([tree('a', [2, 2]), tree('b', 3)], [1, 5, 6, 7, 2, 9, 8, 3, 4, 12, 20, 1]);

const RULES = {
  primary: [{ rule: 'threshold', minContributors: 4 }],
  protection: { standard: 'interval', from: 0, to: 4 },
  cost: 'value+1',
} as const;

function filesOf(table: CountTable): Certified {
  return certified(disclosureFiles(protectCounts(table, RULES, { solver }), solver, null));
}

type Sealed<C> = C & { digest: string };
const parsed = () => JSON.parse(files.certificate) as Sealed<Certificate>;
const officer = () => JSON.parse(files.officerCertificate) as Sealed<OfficerCertificate>;
/** With the digest made again, as a forger would. */
const sealed = (content: unknown) => ({
  ...(content as object),
  digest: bytesToHex(sha256(utf8ToBytes(canonicalJson(content as Json)))),
});

describe('the certificate', () => {
  it('is made again, byte for byte, from PUBLIC.csv and the hierarchy it states, without DATA', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const made = filesOf(table);
        const { dimensions } = JSON.parse(made.certificate) as Certificate;
        expect(certificateText(certify(made.public, dimensions, { solver })!)).toBe(made.certificate);
        expect(verify(made.public, JSON.parse(made.certificate))).toEqual({ holds: true });
        expect(verify(made.cells, JSON.parse(made.officerCertificate))).toEqual({ holds: true });
      }),
      { seed: 11, numRuns: runs(20, 200) },
    );
  });

  it('cannot tell two tables apart that look the same in public', () => {
    const other = parsed().tables.at(-1)!;
    const cells = files.public
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split(','));
    let next = 0;
    const values = cells.map((line) => (line[2] === '' ? other[next++]! : Number(line[2])));
    const inner = values.filter((_, i) => /^a[AB]\d$/.test(cells[i]![0]!) && cells[i]![1] !== 'Total');
    expect(inner).not.toEqual([1, 5, 6, 7, 2, 9, 8, 3, 4, 12, 20, 1]);
    const again = tableOf([tree('a', [2, 2]), tree('b', 3)], inner);
    values.forEach((value, cell) => {
      expect(again.value[cell]).toBe(value);
    });
  });

  it('holds for the public file and for the internal one, in both copies', () => {
    for (const text of [files.public, files.cells])
      for (const certificate of [parsed(), officer()])
        expect(verify(text, certificate)).toEqual({ holds: true });
  });

  it('names the unsafe cells in the officer copy only', () => {
    expect(officer().primary.length).toBe(4);
    expect(files.certificate).not.toContain('primary');
  });
});

describe('a certificate that is not found', () => {
  /** A solver that gives up on every programme in whole numbers, as one does at its limit. */
  const weak = (): Solver => ({
    open: (program, options) => solver.open(program, options),
    solve: (program, options) =>
      program.integer === undefined && !options?.interior
        ? solver.solve(program, options)
        : {
            status: 'limit',
            objective: Number.NaN,
            x: new Float64Array(0),
            bound: -Infinity,
            rowDual: new Float64Array(0),
          },
  });
  const protectedTable = () => protectCounts(TABLE, RULES, { solver });

  it('leaves the table not proved, with every other file to review, and is no error', () => {
    const {
      certificate: _,
      officerCertificate: __,
      report,
      ...others
    } = disclosureFiles(protectedTable(), solver, null, { expired: () => true });
    expect(report.status).toBe('not-proved');
    expect(report.violations).toBe(0);
    expect(Object.keys(report.hashes)).toEqual(['public', 'cells']);
    expect(others).toEqual({ cells: files.cells, public: files.public });
  });

  it('is null where no whole-number table is found by the limits of the solver', () => {
    const { dimensions } = parsed();
    expect(certify(files.public, dimensions, { solver: weak(), movesAbove: 0 })).toBeNull();
  });

  it('is the same where time was allowed and sufficed', () => {
    const { certificate, officerCertificate } = disclosureFiles(protectedTable(), solver, null, {
      expired: () => false,
      secondsLeft: () => 600,
    });
    expect([certificate, officerCertificate]).toEqual([files.certificate, files.officerCertificate]);
  });
});

/** Every way to change one leaf of a JSON value: numbers up by one, texts longer, nulls filled. */
function mutants(value: unknown, path: string[] = []): { path: string; make: () => unknown }[] {
  const change = (at: string[], to: (old: unknown) => unknown) => ({
    path: at.join('/'),
    make: () => {
      const copy = structuredClone(value) as Record<string, unknown>;
      let holder: Record<string, unknown> = copy;
      for (const name of at.slice(0, -1)) holder = holder[name] as Record<string, unknown>;
      holder[at.at(-1)!] = to(holder[at.at(-1)!]);
      return copy;
    },
  });
  const walk = (node: unknown, at: string[]): ReturnType<typeof change>[] => {
    if (typeof node === 'number') return [change(at, (old) => (old as number) + 1), change(at, () => -1)];
    if (typeof node === 'string') return [change(at, (old) => `${old}x`), change(at, () => '')];
    if (node === null) return [change(at, () => 'x')];
    const members = Object.entries(node as object).flatMap(([name, each]) => walk(each, [...at, name]));
    const missing = Array.isArray(node)
      ? [
          change(at, (old) => (old as unknown[]).slice(1)),
          change(at, (old) => (old as unknown[]).slice(0, -1)),
          change(at, (old) => (old as unknown[]).concat((old as unknown[]).slice(-1))),
          change(at, (old) => (old as unknown[]).toReversed()),
        ]
      : Object.keys(node as object).map((name) => change([...at, name], () => undefined));
    return at.length === 0
      ? [...members, ...missing.filter((each) => each.path !== '')]
      : [...members, ...missing];
  };
  return walk(value, path).filter(({ make }) => JSON.stringify(make()) !== JSON.stringify(value));
}

/** A digest has nothing to say of itself, and other ends that the tables reach are another claim, but true. */
const claimed = ({ path }: { path: string }) => path !== 'digest' && !path.startsWith('ends');

/** The same certificates, shown by one table and changes of it, as those of large tables are. */
function byMoves(): { readonly certificate: Sealed<Certificate>; readonly own: Sealed<OfficerCertificate> } {
  const targets = officer().primary.map((at, i) => {
    const hidden = files.public
      .split('\n')
      .slice(1)
      .flatMap((line, row) => (line.includes(',,') ? [row] : []));
    const [low, high] = officer().ends[i]!;
    return { cell: hidden[at]!, kind: 'interval', low, high } as const;
  });
  const { dimensions } = parsed();
  return {
    certificate: JSON.parse(certificateText(certify(files.public, dimensions, { solver, movesAbove: 0 })!)),
    own: JSON.parse(
      certificateText(certifyForOfficer(files.public, dimensions, targets, { solver, movesAbove: 0 })!),
    ),
  };
}

describe('moves', () => {
  it('hold in both copies, and are made again byte for byte', () => {
    const { certificate, own } = byMoves();
    expect([certificate.tables.length, own.tables.length]).toEqual([1, 1]);
    expect([certificate.moves!.length, own.moves!.length]).not.toContain(0);
    expect(verify(files.public, certificate)).toEqual({ holds: true });
    expect(verify(files.cells, own)).toEqual({ holds: true });
    expect(byMoves()).toEqual({ certificate, own });
  });

  it('are refused after every change of a single field, by what they say', () => {
    const { certificate, own } = byMoves();
    for (const [each, file] of [
      [certificate, files.public],
      [own, files.cells],
    ] as const)
      for (const { path, make } of mutants(each).filter(claimed)) {
        expect(verify(file, make()).holds, `${each.format} ${path}`).toBe(false);
        const { digest: _, ...content } = make() as Certificate & { digest?: string };
        expect(verify(file, sealed(content)).holds, `${each.format} ${path}`).toBe(false);
      }
  });

  it('are refused where they leave a cell below zero, although they add up', () => {
    const { digest: _, ...content } = byMoves().certificate;
    const [at, by] = content.moves![0]!;
    const far = by.map((each) => each * 1000);
    const moves = [...content.moves!, [at, far]];
    const reach = content.reach.map((ends) => [...ends]);
    at.forEach((each, i) => {
      const to = content.tables[0]![each]! + far[i]!;
      reach[each] = [Math.min(reach[each]![0]!, to), Math.max(reach[each]![1]!, to)];
    });
    expect(verify(files.public, sealed({ ...content, moves, reach }))).toMatchObject({
      holds: false,
      reason: expect.stringContaining('holds no whole count'),
    });
  });
});

describe('a move beside several tables', () => {
  const text = 'a,value,status\nTotal,10,safe\na1,,hidden\na2,,hidden\na3,,hidden\n';
  const codes = ['Total', 'a1', 'a2', 'a3'].map((code, i) => ({ code, parent: i === 0 ? null : 'Total' }));
  const shownBy = (moves: unknown, reach: unknown) =>
    sealed({
      format: 'padan-certificate/1',
      public: { sha256: bytesToHex(sha256(utf8ToBytes(text))), rows: 4, hidden: 3 },
      dimensions: [{ name: 'a', codes }],
      reach,
      tables: [
        [1, 4, 5],
        [2, 2, 6],
      ],
      moves,
    });
  const reach = (first: number, second = 2) => [
    [1, first],
    [second, 4],
    [5, 6],
  ];
  const move = (positions: number[], ...by: number[]) => [positions, by];

  it('starts from the first table', () => {
    const one = move([0, 1], 2, -2);
    expect(verify(text, shownBy([one], reach(3)))).toEqual({ holds: true });
    const wide = move([0, 1], 3, -3);
    const verdict = (moves: unknown[]) => verify(text, shownBy(moves, reach(4, 1)));
    expect(verdict([wide])).toEqual({ holds: true });
    expect(verdict([one, wide])).toEqual({ holds: false, reason: 'move 1 shows nothing that others do not' });
    expect(verdict([wide, one])).toEqual({ holds: false, reason: 'move 2 is not in order' });
  });

  it('is refused where it leaves out a part of a published sum, whatever reach it owns up to', () => {
    const reason = 'move 1 does not add up in "a" at row 1';
    expect(verify(text, shownBy([move([0], 2)], reach(3)))).toEqual({ holds: false, reason });
    for (const wrong of [move([0, 0], 1, 1), move([0, 3], 1, -1), move([0, 1], 1, -1, 0)])
      expect(verify(text, shownBy([wrong], reach(2))).holds).toBe(false);
  });
});

const VERIFIER = ['./verify.ts', './verify-claim.ts'];

describe('verify', () => {
  it('refuses every change of a single field of either copy', () => {
    for (const certificate of [parsed(), officer()])
      for (const { path, make } of mutants(certificate))
        for (const file of [files.cells, files.public])
          expect(verify(file, make()).holds, `${certificate.format} ${path}`).toBe(false);
  });

  it('refuses every change by what it says, not only by its digest', () => {
    for (const [certificate, file] of [
      [parsed(), files.public],
      [officer(), files.cells],
    ] as const)
      for (const { path, make } of mutants(certificate).filter(claimed)) {
        const { digest: _, ...content } = make() as Certificate & { digest?: string };
        expect(verify(file, sealed(content)).holds, `${certificate.format} ${path}`).toBe(false);
      }
  });

  it('refuses ends that an unsafe cell does not reach, and ends that are no interval', () => {
    const { digest: _, ...content } = officer();
    const [low, high] = content.reach[content.primary[0]!]!;
    const ask = (ends: unknown) =>
      verify(files.cells, sealed({ ...content, ends: [ends, ...content.ends.slice(1)] }));
    expect(ask([low, high])).toEqual({ holds: true });
    const short = { holds: false, reason: 'unsafe cell 1 does not reach both ends' };
    expect(ask([low, high + 1])).toEqual(short);
    expect(ask([low - 1, high])).toEqual(short);
    expect(ask([high, low]).holds).toBe(false);
    expect(ask('x').holds).toBe(false);
  });

  it('refuses tables with a cell below zero, although they add up', () => {
    const made = filesOf(tableOf([tree('a', 2), tree('b', 2)], [1, 5, 6, 7]));
    const { digest: _, ...content } = JSON.parse(made.certificate) as Sealed<Certificate>;
    const [low, high] = [content.tables[0]!, content.tables.at(-1)!];
    const beyond = low.map((value, i) => 2 * value - high[i]!);
    expect(Math.min(...beyond, ...low.map((value, i) => 2 * high[i]! - value))).toBeLessThan(0);
    const tables = [
      ...content.tables,
      Math.min(...beyond) < 0 ? beyond : low.map((value, i) => 2 * high[i]! - value),
    ];
    const reach = low.map((_, i) => [
      Math.min(...tables.map((table) => table[i]!)),
      Math.max(...tables.map((table) => table[i]!)),
    ]);
    expect(verify(made.public, sealed({ ...content, tables, reach }))).toMatchObject({
      holds: false,
      reason: expect.stringContaining('holds no whole count'),
    });
  });

  it('refuses another file, even one that differs in a published value only', () => {
    const changed = files.public.replace(
      /,(\d+),safe\n/,
      (_, value: string) => `,${Number(value) + 1},safe\n`,
    );
    expect(verify(changed, parsed())).toEqual({ holds: false, reason: 'the certificate is of another file' });
  });

  it('refuses tables that do not move a hidden cell', () => {
    const { digest: _, ...certificate } = parsed();
    const [first] = certificate.tables;
    const still = { ...certificate, tables: [first], reach: first!.map((value) => [value, value]) };
    expect(verify(files.public, sealed(still))).toEqual({
      holds: false,
      reason: 'hidden cell 1 does not move',
    });
  });

  it('refuses an added member, an unknown format, and what is no certificate at all', () => {
    for (const wrong of [
      { ...parsed(), note: 1 },
      { ...parsed(), format: 'padan-certificate/2' },
      null,
      [],
      'x',
      3,
      {},
    ])
      expect(verify(files.public, wrong).holds).toBe(false);
  });

  it('is fewer than 300 lines, so that anybody can read it', () => {
    const lines = VERIFIER.map(
      (file) =>
        readFileSync(new URL(file, import.meta.url), 'utf8')
          .trimEnd()
          .split('\n').length,
    );
    expect(lines.reduce((sum, each) => sum + each, 0)).toBeLessThan(300);
  });

  it('uses no solver and no code of the engine beyond reading the public file', () => {
    const imports = VERIFIER.flatMap((file) => {
      const code = readFileSync(new URL(file, import.meta.url), 'utf8');
      return [...code.matchAll(/from '([^']+)'/g)].map((match) => match[1]);
    });
    expect([...new Set(imports)].sort()).toEqual([
      '../exchange/canonical-json.ts',
      './parse-public.ts',
      './verify-claim.ts',
      '@noble/hashes/sha2.js',
      '@noble/hashes/utils.js',
      'zod',
    ]);
  });
});

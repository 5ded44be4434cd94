import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { cliFolder } from '../../test/support/cli.ts';
import { nodeFiles } from '../adapters/node/files.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import type { CliContext } from './command.ts';
import { protectCommand } from './protect.ts';

const cli = cliFolder();
afterAll(cli.remove);
const write = (name: string, content: string | Uint8Array) => writeFileSync(cli.path(name), content);
const text = (name: string) => readFileSync(cli.path(name), 'utf8');

const SPEC = {
  dimensions: [
    { name: 'region', levels: ['prov', 'regency'] },
    { name: 'sex', levels: ['sex'] },
  ],
  measure: { type: 'count', frequency: 'freq' },
  primary: [{ rule: 'threshold', minContributors: 3 }],
  protection: { standard: 'interval', from: 0, to: 3 },
};
const DATA =
  'prov,regency,sex,freq\n11,1101,M,1\n11,1101,F,12\n11,1102,M,9\n11,1102,F,8\n12,1201,M,20\n12,1201,F,30\n';
const OUT = ['-o', cli.path('c.csv'), '--public', cli.path('p.csv'), '--certificate', cli.path('k.json')];

write('s.json', JSON.stringify(SPEC));
write('d.csv', DATA);

const protect = (data = 'd.csv', spec = 's.json') =>
  cli.run(
    'protect',
    '--spec',
    cli.path(spec),
    '--data',
    cli.path(data),
    ...OUT,
    '--officer-certificate',
    cli.path('o.json'),
    '--report',
    cli.path('r.json'),
  );

describe('padan protect and padan verify', () => {
  it('writes cells in dimension order, Total first, then depth first, with no value where hidden', async () => {
    expect(await protect()).toMatchObject({ exit: 0, err: '' });
    const lines = text('c.csv').trim().split('\n');
    expect(lines[0]).toBe('region,sex,value,status');
    expect(lines.map((line) => line.split(',')[0]).filter((code, i, all) => code !== all[i - 1])).toEqual([
      'region',
      'Total',
      '11',
      '1101',
      '1102',
      '12',
      '1201',
    ]);
    expect(lines).toContain('1101,M,,primary');
    expect(text('p.csv')).toBe(text('c.csv').replaceAll(/,(primary|secondary)\n/g, ',hidden\n'));
    for (const line of text('p.csv').trim().split('\n').slice(1))
      expect(line).toMatch(/,\d+,safe$|,,hidden$/);
    expect(JSON.parse(text('r.json'))).toMatchObject({
      format: 'padan-disclosure-report/1',
      status: 'holds',
    });
  });

  it('gives the same bytes from packed data and from shuffled rows', async () => {
    await protect();
    const first = ['c.csv', 'p.csv', 'k.json', 'o.json', 'r.json'].map(text);
    const [header, ...rows] = DATA.trim().split('\n');
    write('d.csv.gz', gzipSync(`${header}\n${rows.reverse().join('\n')}\n`));
    expect((await protect('d.csv.gz')).exit).toBe(0);
    expect(['c.csv', 'p.csv', 'k.json', 'o.json', 'r.json'].map(text)).toEqual(first);
  });

  it('method exact: the report says how the pattern was found, that it is proved, and at what cost', async () => {
    write('exact.json', JSON.stringify({ ...SPEC, method: 'exact', selfKnowledge: 1 }));
    expect((await protect('d.csv', 'exact.json')).exit).toBe(0);
    const { method, loss, exposedToSingletons } = JSON.parse(text('r.json'));
    expect(method).toMatchObject({ name: 'exact', proved: true, gap: 0, bound: loss.cost });
    expect(exposedToSingletons).toBe(0);
    write('guess.json', JSON.stringify({ ...SPEC, protection: { standard: 'ambiguous', from: 0, to: 5 } }));
    expect((await protect('d.csv', 'guess.json')).exit).toBe(0);
    const report = JSON.parse(text('r.json'));
    expect(report).toMatchObject({ standard: { name: 'ambiguous', from: 0, to: 5 }, forcedGuesses: 0 });
    expect(report.loss.cost).toBeGreaterThanOrEqual(loss.cost);
  });

  it('verify: 0 where the certificate holds, 1 with a line why where it does not', async () => {
    await protect();
    for (const file of ['c.csv', 'p.csv'])
      for (const certificate of ['k.json', 'o.json'])
        expect((await cli.run('verify', cli.path(file), cli.path(certificate))).exit).toBe(0);
    write('x.csv', text('p.csv').replace('safe', 'hidden'));
    const wrong = await cli.run('verify', cli.path('x.csv'), cli.path('k.json'));
    expect(wrong).toMatchObject({ exit: 1 });
    expect(wrong.err.split('\n').length).toBe(1);
  });

  it('2 for wrong use, 3 for what is refused, with row and column and no other word of the data', async () => {
    expect((await cli.run('protect', '--data', cli.path('d.csv'), ...OUT)).exit).toBe(2);
    expect((await cli.run('verify', cli.path('p.csv'))).exit).toBe(2);
    write('bad.csv', `${DATA}11,1102,CANARY,CANARY\n`);
    const refused = await protect('bad.csv');
    expect(refused.exit).toBe(3);
    expect(refused.err).toContain('disclosure-not-a-count');
    expect(refused.err).not.toContain('CANARY');
    write('unknown.json', JSON.stringify({ ...SPEC, method: 'best' }));
    expect((await protect('d.csv', 'unknown.json')).err).toContain('spec-invalid');
  });

  it('1 and nothing for the public where the time runs out before the protection is proved', async () => {
    let now = 0;
    const printed: string[] = [];
    const context = {
      files: nodeFiles({ input: process.stdin, output: process.stdout }),
      clock: { now: () => (now += 1e9) },
      solver: openNodeSolver,
      language: 'en',
      print: (line: string) => printed.push(line),
      progress: () => {},
    } as unknown as CliContext;
    const out = [
      '-o',
      cli.path('late.csv'),
      '--public',
      cli.path('late-p.csv'),
      '--report',
      cli.path('late.json'),
    ];
    const args = ['--spec', cli.path('s.json'), '--data', cli.path('d.csv'), ...out];
    expect(await protectCommand.run(args, context)).toBe(1);
    expect(printed[0]).toContain('must not be published');
    expect(existsSync(cli.path('late-p.csv'))).toBe(false);
    expect(JSON.parse(text('late.json')).status).toBe('not-proved');
  });
});

describe('padan protect with a spec of several tables', () => {
  const records = [
    'region,sex,age',
    'A,M,1',
    ...new Array(9).fill('A,F,1'),
    ...new Array(6).fill('B,M,2'),
    ...new Array(5).fill('B,F,1'),
    ...new Array(4).fill('B,F,2'),
  ];
  write('linked.csv', `${records.join('\n')}\n`);
  const linked = {
    tables: [
      {
        id: 'sex',
        dimensions: [
          { name: 'region', levels: ['region'] },
          { name: 'sex', levels: ['sex'] },
        ],
      },
      {
        id: 'women',
        dimensions: [{ name: 'region', levels: ['region'] }],
        where: [{ column: 'sex', in: ['F'] }],
      },
    ],
    measure: { type: 'count' },
    primary: SPEC.primary,
    protection: SPEC.protection,
  };
  write('linked.json', JSON.stringify(linked));
  const run = (...out: string[]) =>
    cli.run('protect', '--spec', cli.path('linked.json'), '--data', cli.path('linked.csv'), ...out);

  it('protects them together and writes the files of each', async () => {
    const made = await run('-o', cli.path('l-{table}.csv'), '--public', cli.path('lp-{table}.csv'));
    expect(made).toMatchObject({ exit: 0, err: '' });
    expect(
      made.out
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['sex', 'women']);
    expect(text('l-sex.csv')).toContain('A,M,,primary');
    expect(text('l-sex.csv')).toContain('A,F,,secondary');
    expect(text('l-women.csv')).toContain('A,,secondary');
    expect(text('lp-women.csv')).toContain('A,,hidden');
  });

  it('writes a share by its own id, and says of it what is shown', async () => {
    const share = { id: 'women-share', numerator: 'women', denominator: 'sex', scale: 100 };
    write('ratio.json', JSON.stringify({ ...linked, ratios: [share] }));
    const out = ['-o', cli.path('r-{table}.csv'), '--public', cli.path('rp-{table}.csv')];
    const args = ['--spec', cli.path('ratio.json'), '--data', cli.path('linked.csv'), ...out];
    const made = await cli.run('protect', ...args);
    expect(made).toMatchObject({ exit: 0, err: '' });
    expect(made.out).toMatch(/^women-share: \d figures shown \(0 beside a hidden part\), \d hidden/m);
    expect(text('rp-women-share.csv')).toContain('Total,72.0,safe');
    expect(text('rp-women-share.csv')).toContain('A,,hidden');
    expect(text('r-women-share.csv')).toContain('A,,secondary');
  });

  it('names the cells that must be shown and leave an unsafe one no protection', async () => {
    const cells = [
      { table: 'women', codes: { region: 'A' }, forced: true },
      { table: 'sex', codes: { region: 'A' }, published: true },
    ];
    write('forced.json', JSON.stringify({ ...linked, cells }));
    const args = ['--spec', cli.path('forced.json'), '--data', cli.path('linked.csv')];
    const made = await cli.run('protect', ...args, '-o', cli.path('f-{table}.csv'));
    expect(made.exit).toBe(3);
    expect(made.err).toContain('disclosure-forced-conflict');
    for (const name of ['sex: A / M', 'sex: A / F']) expect(made.err).toContain(name);
    expect(existsSync(cli.path('f-sex.csv'))).toBe(false);
  });

  it('refuses an output that two tables would share', async () => {
    expect((await run('-o', cli.path('one.csv'))).exit).toBe(2);
  });
});

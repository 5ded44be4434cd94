import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliFolder } from '../../test/support/cli.ts';
import { filters, range } from '../../test/support/filters.ts';
import { toBase64 } from '../exchange/bytes.ts';

const { run, path, remove } = cliFolder();
afterAll(remove);

/** Rows of A and B by their set bits, in filters of 72 bits: no multiple of a machine word. */
const A = [range(0, 20), range(30, 50)];
const B = [range(0, 21), range(5, 25), range(30, 49), range(30, 51)];

beforeAll(() => {
  for (const [name, rows] of [
    ['a', A],
    ['b', B],
  ] as const) {
    const { bytes } = filters(72, rows);
    const clks = rows.map((_, row) => toBase64(bytes.subarray(row * 9, (row + 1) * 9)));
    writeFileSync(path(`${name}.json`), JSON.stringify({ clks }));
  }
});

async function link(...more: string[]) {
  const out = path('out.json');
  const { exit, err } = await run('link', path('a.json'), path('b.json'), ...more, '-o', out);
  expect([exit, err]).toEqual([0, expect.not.stringContaining('--')]);
  return JSON.parse(readFileSync(out, 'utf8'));
}
const scores = async (...more: string[]) => {
  const { similarity_scores } = await link('--format', 'anonlink', ...more);
  return similarity_scores.map(([[, i], [, j], score]: [[number, number], [number, number], number]) => [
    i,
    j,
    score,
  ]);
};

describe('padan link', () => {
  it('finds rows of one file that are one person', async () => {
    const out = path('groups.json');
    expect((await run('link', path('b.json'), '--threshold', '0.9', '-o', out)).exit).toBe(0);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual({
      format: 'padan-groups/1',
      counts: [4],
      metric: 'dice',
      threshold: 0.9,
      groups: [
        {
          rows: [
            [0, 2],
            [0, 3],
          ],
          score: 38 / 40,
          status: 'linked',
        },
      ],
    });
  });

  it('refuses to find a threshold in files too small for one, and by no other format', async () => {
    const auto = ['link', path('a.json'), path('b.json'), '--threshold', 'auto', '-o', path('auto.json')];
    const refused = await run(...auto);
    expect([refused.exit, refused.err]).toEqual([3, expect.stringContaining('threshold-not-found')]);
    expect((await run(...auto, '--format', 'anonlink')).exit).toBe(2);
  });

  it('takes the greatest sum of scores where asked, and reports', async () => {
    const report = path('report.json');
    const found = await link('--threshold', '0.7', '--solver', 'optimal', '--report', report);
    expect(found.links.map(({ a, b }: { a: number; b: number }) => [a, b])).toEqual([
      [0, 0],
      [1, 3],
    ]);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
      format: 'padan-link-report/1',
      solver: 'optimal',
      estimated: null,
      links: { 'filter linked': 2 },
    });
  });

  it('scores by Dice unless told otherwise', async () => {
    const found = await scores('--threshold', '0.97');
    expect(found).toEqual([
      [0, 0, 40 / 41],
      [1, 3, 40 / 41],
      [1, 2, 38 / 39],
    ]);
    expect(await scores('--threshold', '0.97', '--metric', 'dice')).toEqual(found);
  });

  it('scores by Jaccard: bits set in both of those set in either', async () => {
    expect(await scores('--threshold', '0.95', '--metric', 'jaccard')).toEqual([
      [0, 0, 20 / 21],
      [1, 3, 20 / 21],
      [1, 2, 19 / 20],
    ]);
    expect(await scores('--threshold', '0.951', '--metric', 'jaccard')).toHaveLength(2);
  });

  it('scores by Hamming: the share of all 72 bits that do not differ', async () => {
    expect(await scores('--threshold', '0.86', '--metric', 'hamming')).toEqual([
      [0, 0, 71 / 72],
      [1, 2, 71 / 72],
      [1, 3, 71 / 72],
      [0, 1, 62 / 72],
    ]);
  });

  it('names the metric in padan-links/1 where it is not Dice', async () => {
    expect(Object.keys(await link('--threshold', '0.9'))).not.toContain('metric');
    const { metric, threshold, links } = await link('--threshold', '0.95', '--metric', 'jaccard');
    expect([metric, threshold]).toEqual(['jaccard', 0.95]);
    expect(links.map(({ a, b, score }: Record<string, number>) => [a, b, score])).toEqual([
      [0, 0, 20 / 21],
      [1, 3, 20 / 21],
    ]);
  });

  it('keeps the best pairs of a row, of equal ones the first', async () => {
    expect(await scores('--threshold', '0', '--top', '1', '--metric', 'hamming')).toEqual([
      [0, 0, 71 / 72],
      [1, 2, 71 / 72],
    ]);
    expect(await scores('--threshold', '0.9', '--top', '9')).toEqual(await scores('--threshold', '0.9'));
  });

  it('finds the same on any number of threads', async () => {
    const one = await link('--threshold', '0.5', '--threads', '1');
    expect(await link('--threshold', '0.5', '--threads', '3')).toEqual(one);
    expect(await link('--threshold', '0.5')).toEqual(one);
  });

  it.each([
    [['--metric', 'cosine'], '--metric is one of dice, jaccard, hamming'],
    [['--metric', 'jaccard', '--schema', 's.json'], 'does not go with another --metric'],
    [['--top', '1'], '--top needs --format anonlink'],
    [['--top', '0', '--format', 'anonlink'], '--top takes a whole number'],
    [['--threads', '0'], '--threads takes a whole number from 1 to 64'],
    [['--threads', '65'], '--threads takes a whole number from 1 to 64'],
  ])('%j is wrong use', async (more, message) => {
    const ran = await run(
      'link',
      path('a.json'),
      path('b.json'),
      '--threshold',
      '0.9',
      ...more,
      '-o',
      path('x'),
    );
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain(message);
  });
});

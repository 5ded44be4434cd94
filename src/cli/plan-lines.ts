/** The plan of a comparison as lines for a person, before it runs. */
import type { ComparisonPlan } from '../pprl/block/plan.ts';
import type { Language } from '../problems.ts';

const WORDS = {
  id: {
    exhaustive: 'semua pasangan',
    blocking: 'per blok',
    'hamming-lsh': 'per blok dari bit filter (Hamming LSH)',
    asked: 'diminta',
    affordable: 'terjangkau',
    'too-many-pairs': 'semua pasangan terlalu banyak',
    'nothing-to-block-on': 'berkas tidak membawa token blok',
    plan: 'rencana',
    rows: 'baris',
    pairs: 'pasangan dibandingkan, paling banyak',
    of: 'dari',
    pass: 'putaran',
    keyed: 'baris bertoken',
    blocks: 'blok',
    largest: 'terbesar',
    capped: 'blok dilewati karena lebih dari',
    found: 'perkiraan ditemukan',
    only: 'hanya oleh putaran ini',
    recall: 'perkiraan bagian tautan yang ditemukan',
    from: 'dari',
    lost: 'hilang karena batas blok',
    time: 'perkiraan waktu membandingkan',
    memory: 'memori paling sedikit',
    tables: 'tabel',
    bits: 'bit',
    atThreshold: 'untuk pasangan tepat di ambang',
  },
  en: {
    exhaustive: 'every pair',
    blocking: 'by blocks',
    'hamming-lsh': 'by blocks of filter bits (Hamming LSH)',
    asked: 'asked for',
    affordable: 'affordable',
    'too-many-pairs': 'every pair would be too many',
    'nothing-to-block-on': 'the files carry no blocking tokens',
    plan: 'plan',
    rows: 'rows',
    pairs: 'pairs to compare at most',
    of: 'of',
    pass: 'pass',
    keyed: 'rows with a token',
    blocks: 'blocks',
    largest: 'largest',
    capped: 'blocks left out for more than',
    found: 'expected to find',
    only: 'found by no other',
    recall: 'expected share of links found',
    from: 'from',
    lost: 'lost to the block cap',
    time: 'expected time to compare',
    memory: 'memory at least',
    tables: 'tables',
    bits: 'bits',
    atThreshold: 'for pairs at the threshold',
  },
} as const;

export function planLines(plan: ComparisonPlan, seconds: number | null, language: Language): string[] {
  const words = WORDS[language];
  const count = (value: number) => value.toLocaleString(language === 'id' ? 'id' : 'en');
  const share = (value: number) => `${(100 * value).toFixed(2)} %`;
  const { recall, lsh, rows } = plan;
  const lines = [
    `${words.plan}: ${words[plan.method]} (${words[plan.reason]}); ${rows.map(count).join(' x ')} ${words.rows}`,
    `${words.pairs}: ${count(plan.pairs)} ${words.of} ${count(plan.allPairs)}`,
  ];
  plan.passes.forEach((pass, at) => {
    const found = recall?.passes[at];
    lines.push(
      [
        `${words.pass} ${pass.name}: ${pass.keyed.map(count).join(' + ')} ${words.keyed}`,
        `${count(pass.blocks)} ${words.blocks}, ${words.largest} ${count(pass.largestBlock)}`,
        `${count(pass.pairs)} ${words.of} ${count(pass.pairsBeforeCap)}`,
        ...(pass.cappedBlocks > 0
          ? [
              `${count(pass.cappedBlocks)} ${words.capped} ${count(plan.blockPairs ?? 0)} (${pass.cappedRows.map(count).join(' + ')} ${words.rows})`,
            ]
          : []),
        ...(found ? [`${words.found} ${share(found.share)}, ${words.only} ${share(found.only)}`] : []),
      ].join('; '),
    );
  });
  if (lsh !== null)
    lines.push(
      `${lsh.tables} ${words.tables}, ${lsh.bits} ${words.bits}; ${words.recall} ${share(lsh.recall)} ${words.atThreshold}`,
    );
  if (recall !== null)
    lines.push(
      `${words.recall}: ${share(recall.share)} (${share(recall.low)} - ${share(recall.high)}, ${words.from} ${count(recall.pairs)} ${recall.basis}); ${words.lost}: ${share(recall.lostToCap)}`,
    );
  const memory = `${words.memory} ${Math.ceil(plan.bytes / 2 ** 20)} MB`;
  lines.push(seconds === null ? memory : `${words.time}: ${seconds.toFixed(1)} s; ${memory}`);
  return lines;
}

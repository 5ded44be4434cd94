/** The rules of person-name/2 one by one: by the table of specs/names, and by properties over made-up names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../exchange/bytes.ts';
import { canonicalJson, type Json } from '../../../exchange/canonical-json.ts';
import { NORMALISERS } from '../normalise.ts';
import { NAME_LISTS } from './lists.ts';
import { nameTokens, shareOf } from './name-tokens.ts';
import { NAME_RULES } from './normalise-name.ts';
import { personNameRules } from './rule-table.ts';
import { soundKey } from './sound-key.ts';

const json = (file: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../../specs/names', file), 'utf8'));
const { rules } = personNameRules.parse(json('person-name-2-rules.json'));
const normal = (cell: string) => NORMALISERS['person-name/2'](cell).value;
const sorted = (name: string) => [...nameTokens(name)].sort();

const applyOf = (id: string) => NAME_RULES.find((rule) => rule.id === id)!.apply;

describe.each(rules)('rule $number, $id', (rule) => {
  it('does what its examples say, and leaves its counter-examples', () => {
    switch (rule.kind) {
      case 'rewrites':
      case 'sounds': {
        const apply = rule.kind === 'sounds' ? soundKey : applyOf(rule.id);
        for (const [from, to] of rule.examples) expect([from, apply(from)]).toEqual([from, to]);
        for (const name of rule.counterExamples) expect(apply(name)).toBe(name);
        break;
      }
      case 'tokens':
        for (const [a, b] of rule.examples) expect(sorted(a)).toEqual(sorted(b));
        for (const [a, b] of rule.counterExamples) expect(sorted(a)).not.toEqual(sorted(b));
        break;
      case 'weights':
        for (const [word, share] of [...rule.examples, ...rule.counterExamples])
          expect([word, shareOf(word)]).toEqual([word, Number(share)]);
    }
  });
});

it('are thirteen, each with its number, and run in the order of the table', () => {
  expect(rules.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 13 }, (_, i) => i + 1),
  );
  const written = rules.filter(({ kind }) => kind === 'rewrites').map(({ id }) => id);
  expect(NAME_RULES.map(({ id }) => id).filter((id) => id !== 'points')).toEqual(written);
});

/** Words and signs a name may be made of, listed ones and others, in any order. */
const { titles, patronymic, abbreviations, variants, oldSpelling, spaces, passport } = NAME_LISTS;
const listed = [
  ...titles.leading.dotted,
  ...titles.trailing.dotted,
  ...patronymic.bare,
  ...patronymic.slashed,
  ...Object.keys(abbreviations.anywhere),
  ...Object.keys(abbreviations.leading),
  ...Object.keys(abbreviations.phrases),
  ...Object.keys(abbreviations.after),
  ...Object.keys(variants),
  ...Object.values(variants).flat(),
  ...oldSpelling.jIsY,
  ...oldSpelling.foreign,
  ...spaces.prefixes,
  ...passport.none,
  ...['SI', 'UL', 'LAH', 'B', 'BT', 'MD', 'KD'],
];
const syllables = fc
  .array(
    fc.constantFrom(
      ...'SU TI NUR OE TJ DJ NJ SJ CH KH SY DZ TH IY YI AH AE A I U J Y SARI NISA RR SI UL'.split(' '),
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((parts) => parts.join(''));
const word = fc.oneof(fc.constantFrom(...listed), syllables);
const written = fc
  .array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', '. ', '.', ', ', '-', "'", '/')), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.map(([text, sign]) => text + sign).join(''));

describe.each(NAME_RULES)('$id', ({ apply }) => {
  it('is settled: a second time it changes nothing', () => {
    fc.assert(
      fc.property(written, (name) => {
        const once = apply(NAME_RULES[0]!.apply(name));
        expect(apply(once)).toBe(once);
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});

it('words are joined until nothing is left to join', () => {
  const spaces = applyOf('spaces');
  for (const name of ['SI SI MANGUNSONG', 'NUR UL UL HUDA']) expect(spaces(spaces(name))).toBe(spaces(name));
});

describe('person-name/2', () => {
  it('is settled: what comes out goes in without change, through every rule', () => {
    fc.assert(
      fc.property(written, (name) => {
        const once = normal(name.trim());
        expect(normal(once)).toBe(once);
        for (const { apply } of NAME_RULES) expect(apply(once)).toBe(once);
      }),
      { seed: 6, numRuns: 3000 },
    );
  });

  it('gives upper-case words with single spaces, and never nothing for letters', () => {
    fc.assert(
      fc.property(written, (name) => {
        const { value } = NORMALISERS['person-name/2'](name.trim());
        expect(value).toMatch(/^[A-Z]+( [A-Z]+)*$/);
      }),
      { seed: 7, numRuns: 1000 },
    );
  });

  it.each([
    ['Hj. ST. Noer Djannah Binti H. Moh. Saleh', 'SITI NUR JANNAH BIN H MUHAMMAD SALEH'],
    ['DRS. H. SLAMET, S.PD, M.SI', 'SLAMET'],
    ['H. M. JUSUP', 'MUHAMMAD YUSUF'],
    ['MOEHAMMAD SJARIF', 'MUHAMMAD SYARIF'],
    ['-', ''],
    ['', ''],
  ])('%j is %j', (cell, value) => {
    expect(normal(cell)).toBe(value);
  });

  it('flags a name without letters and refuses a number', () => {
    expect(NORMALISERS['person-name/2']('-')).toEqual({ value: '', warning: 'name-without-letters' });
    expect(NORMALISERS['person-name/2']('ALI 3507015708900001')).toEqual({
      value: '',
      problem: 'digits-in-name',
    });
  });

  it('writes names in forms that no rule rewrites, and knows no spelling of two names', () => {
    for (const canonical of Object.keys(variants)) expect(normal(canonical)).toBe(canonical);
    const spellings = Object.values(variants).flat();
    expect(new Set(spellings).size).toBe(spellings.length);
    for (const meant of Object.values(abbreviations.anywhere)) expect(normal(meant)).toBe(meant);
  });
});

describe('the key of sound', () => {
  it('is settled, and empty for no word', () => {
    fc.assert(
      fc.property(syllables, (text) => {
        const key = soundKey(text);
        expect(key).not.toBe('');
        expect(soundKey(key)).toBe(key);
      }),
      { seed: 8, numRuns: 2000 },
    );
  });
});

describe('tokens of weighted names', () => {
  const names = fc.array(fc.constantFrom('SITI', 'SITORUS', 'WAYAN', 'SLAMET', 'S', 'MARYAM'), {
    minLength: 1,
    maxLength: 4,
  });

  it('do not depend on order or repetition, but for what an abbreviation in front may mean', () => {
    fc.assert(
      fc.property(names, (list) => {
        const rest = list.filter((each) => each !== 'S');
        fc.pre(rest.length > 0);
        expect(sorted([...rest, ...rest].reverse().join(' '))).toEqual(sorted(rest.join(' ')));
      }),
      { seed: 9, numRuns: 200 },
    );
  });

  it('have shares from 0 to 1, those of a father the smaller', () => {
    const own = nameTokens('SLAMET');
    const father = nameTokens('ANI BIN SLAMET');
    for (const [token, share] of own) {
      expect(share).toBe(1);
      expect(father.get(token)).toBeLessThan(1);
    }
    expect([...nameTokens('')]).toEqual([]);
  });

  it('of an abbreviation in front are those of all it may mean', () => {
    const tokens = nameTokens('SY MUSTAFA');
    for (const meant of ['SYARIF', 'SYEKH'])
      for (const [token] of nameTokens(meant)) expect(tokens.get(token)).toBeGreaterThan(0);
    expect(nameTokens('MUSTAFA SY').has(`=${soundKey('SYEKH')}`)).toBe(false);
  });
});

it('the lists decide bits: a change is a new version beside this one', () => {
  const {
    $schema: _s,
    note: _n,
    source: _o,
    ...decides
  } = json('person-name-2.json') as Record<string, Json>;
  expect(bytesToHex(sha256(utf8(canonicalJson(decides))))).toBe(
    '303252d5706a12da1ff72f60776834bb3ba8da26906ffe9fd9b32b1cc61a394e',
  );
});

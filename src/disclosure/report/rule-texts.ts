/** Rules with their numbers, in words: what a cell must be like to be called unsafe. */
import type { Rule } from '../spec.ts';
import { grouped } from './page-parts.ts';
import { type Language, REASONS } from './page-texts.ts';

/** The rules of one name: the same name may be asked with other numbers. */
export function rulesInWords(rules: readonly Rule[], name: string, language: Language): string {
  const asked = rules.filter(({ rule }) => rule === name).map((rule) => ruleInWords(rule, language));
  if (asked.length === 0) return REASONS[name]?.[language] ?? name;
  return [...new Set(asked)].join(language === 'id' ? '; atau ' : '; or ');
}

function ruleInWords(rule: Rule, language: Language): string {
  const n = (value: number) => grouped(value, language);
  const say = (id: string, en: string) => (language === 'id' ? id : en);
  switch (rule.rule) {
    case 'threshold':
      return say(
        `kurang dari ${n(rule.minContributors)} orang atau badan usaha di baliknya`,
        `fewer than ${n(rule.minContributors)} persons or holdings stand behind it`,
      );
    case 'dominance':
      return rule.n === 1
        ? say(
            `penyumbang terbesarnya memegang lebih dari ${n(rule.k)} % nilainya`,
            `its largest contributor makes up more than ${n(rule.k)} % of it`,
          )
        : say(
            `${n(rule.n)} penyumbang terbesarnya memegang lebih dari ${n(rule.k)} % nilainya`,
            `its ${n(rule.n)} largest contributors make up more than ${n(rule.k)} % of it`,
          );
    case 'p-percent':
      return say(
        `${others(rule.coalition, language)} dapat menaksir penyumbang terbesarnya dengan kesalahan di bawah ${n(rule.p)} %`,
        `${others(rule.coalition, language)} could estimate its largest one to within ${n(rule.p)} %`,
      );
    case 'pq':
      return say(
        `${others(rule.coalition, language)} yang sudah mengetahui semuanya dengan kesalahan ${n(rule.q)} % dapat menaksir penyumbang terbesarnya dengan kesalahan di bawah ${n(rule.p)} %`,
        `${others(rule.coalition, language)}, knowing all to within ${n(rule.q)} % before, could estimate its largest one to within ${n(rule.p)} %`,
      );
    case 'request': {
      const { p1, p2 = p1, minContributors: least } = rule;
      return say(
        `penyumbang yang meminta perlindungan memegang lebih dari ${n(p1)} % nilainya (golongan 2: ${n(p2)} %)${least > 0 ? `, atau termasuk kurang dari ${n(least)} penyumbang` : ''}`,
        `a contributor who asked for protection makes up more than ${n(p1)} % of it (class 2: ${n(p2)} %)${least > 0 ? `, or is among fewer than ${n(least)}` : ''}`,
      );
    }
    default:
      return REASONS[rule.rule]![language];
  }
}

/** Those who would estimate another. */
function others(coalition: number, language: Language): string {
  if (coalition === 1) return language === 'id' ? 'penyumbang lain' : 'another contributor';
  const many = grouped(coalition, language);
  return language === 'id' ? `${many} penyumbang lain bersama-sama` : `${many} other contributors together`;
}

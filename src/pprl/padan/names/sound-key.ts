/**
 * Rule 7, `sound`: how a word sounds, for a second set of tokens beside its spelling; it never replaces the word.
 *
 * KH and Q sound as K; SY, SH, TS and Z as S; V, P and PH as F; DZ and DH as D; TH as T; GH as G; X as KS. At the end D
 * is T, B is F, G is K and H goes, as it does between vowels. Letters doubled are single; Y by a consonant is I, AE and EI
 * are AI.
 *
 * Shape:  one word of a normalised name; the key is not empty where the word has letters of the Latin alphabet.
 * Edge:   vowels stay: their endings tell men from women (SUWARNO, SUWARNI).
 * Source: priyadi.net (2005); Rahadian, Ciptasari and Adiwijaya; the classes are this project's choice among theirs.
 */
const STEPS: readonly (readonly [RegExp, string])[] = [
  [/(.)\1+/g, '$1'],
  [/KH|Q|CK/g, 'K'],
  [/SY|SH|TS/g, 'S'],
  [/DZ|DH/g, 'D'],
  [/TH/g, 'T'],
  [/GH/g, 'G'],
  [/X/g, 'KS'],
  [/PH|V|P/g, 'F'],
  [/Z/g, 'S'],
  [/(?<=[AIUEO])H(?=[AIUEO])/g, ''],
  [/H$/g, ''],
  [/D$/g, 'T'],
  [/B$/g, 'F'],
  [/G$/g, 'K'],
  [/IY(?=[AUEO])|YI/g, 'I'],
  [/(?<=[A-Z])Y$/g, 'I'],
  [/(?<=[^AIUEO])Y(?=[AUEO])/g, 'I'],
  [/AE|EI|AY(?![AIUEO])/g, 'AI'],
  [/(.)\1+/g, '$1'],
];

/** Settled: the key of a key is the key. */
export function soundKey(word: string): string {
  let key = word;
  for (let before = ''; before !== key; ) {
    before = key;
    for (const [from, to] of STEPS) key = key.replace(from, to);
  }
  return key === '' ? word : key;
}

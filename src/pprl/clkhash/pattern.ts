/**
 * The part of Python's regular expressions whose `re.fullmatch` can be said in ECMAScript exactly.
 *
 * Taken: literals, `.`, `\d`, `\D`, escaped punctuation, classes of literals, ranges and `\d`, groups `( )` and
 * `(?: )`, `|`, and the greedy quantifiers `? * + {m} {m,} {m,n}`. Everything else is refused: `\w`, `\s` and `\b`
 * follow Python's own Unicode tables, and look-around, back references and flags differ in corners.
 */
const ATOM = String.raw`[A-Za-z0-9 _,;:'"@#%&=<>~!/${'`'}\u{a1}-\u{d7ff}\u{e000}-\u{10ffff}-]`;
const ESCAPE = String.raw`\\(?:[dD]|[.^$*+?{}()\[\]|\\/\-])`;
const IN_CLASS = String.raw`(?:[A-Za-z0-9 _,;:'"@#%=<>!/.*+?(){}$\u{a1}-\u{d7ff}\u{e000}-\u{10ffff}]|\\[d.^$*+?{}()\[\]|\\/\-])`;
const CLASS = String.raw`\[\^?(?:${IN_CLASS}(?:-${IN_CLASS})?)+-?\]`;
const PIECE = new RegExp(
  String.raw`(?<open>\((?:\?:)?)|(?<close>\))|(?<or>\|)|(?<quantifier>[?*+]|\{\d{1,4}(?:,\d{0,4})?\})|(?<dot>\.)|(?<atom>${ATOM}|${ESCAPE}|${CLASS})`,
  'uy',
);

/** Why `pattern` cannot be read, or null. */
export function patternProblem(pattern: string): string | null {
  return typeof translate(pattern) === 'string' ? (translate(pattern) as string) : null;
}

/** The compiled full match. Callers have asked `patternProblem` first. */
export function compilePattern(pattern: string): RegExp {
  const compiled = translate(pattern);
  if (typeof compiled === 'string') throw new TypeError(compiled);
  return compiled;
}

function translate(pattern: string): RegExp | string {
  // Under full match an opening ^ and a closing $ say nothing.
  const body = pattern.replace(/^\^/u, '').replace(/(?<=(?:^|[^\\])(?:\\\\)*)\$$/u, '');
  let out = '';
  let mayQuantify = false;
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < body.length) {
    const at = PIECE.lastIndex;
    const found = PIECE.exec(body);
    if (found?.groups === undefined)
      return `pattern uses a construct that is not read exactly, at character ${at + 1}`;
    const { quantifier, dot, atom, open, or } = found.groups;
    if (quantifier !== undefined && !mayQuantify)
      return `pattern has a lazy, possessive or misplaced quantifier, at character ${at + 1}`;
    mayQuantify = quantifier === undefined && open === undefined && or === undefined;
    if (dot !== undefined) out += '[^\\n]';
    else if (atom !== undefined) out += atomSource(atom);
    else out += open === undefined ? found[0] : '(?:';
  }
  try {
    return new RegExp(`^(?:${out})$`, 'u');
  } catch {
    return 'pattern is not a regular expression';
  }
}

/** Python's `\d` is any Unicode decimal digit; a bare hyphen is a literal outside classes in both. */
function atomSource(atom: string): string {
  if (atom === '\\d') return '\\p{Nd}';
  if (atom === '\\D') return '\\P{Nd}';
  if (atom === '\\-') return '-';
  if (!atom.startsWith('[')) return atom;
  return atom.replaceAll(/\\(.)/gu, (whole, letter: string) => (letter === 'd' ? '\\p{Nd}' : whole));
}

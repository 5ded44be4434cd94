/**
 * The part of Python's `datetime.strptime` that clkhash schemas use, with Python's own alternatives in their order.
 *
 * Taken: %Y %y %m %d %H %M %S %%, ASCII literals, white space. Names of months and days follow the machine's
 * locale in Python and are refused, as is a format without a year.
 * Edge:   years before 1000 are refused, since Python prints them with fewer digits on some systems; so are digits
 *         other than ASCII.
 * Source: CPython Lib/_strptime.py (3.11).
 */
const WHITE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const DIRECTIVES: Readonly<Record<string, string>> = {
  Y: '(?<Y>[0-9]{4})',
  y: '(?<y>[0-9]{2})',
  m: '(?<m>1[0-2]|0[1-9]|[1-9])',
  d: '(?<d>3[0-1]|[1-2][0-9]|0[1-9]|[1-9]| [1-9])',
  H: '(?<H>2[0-3]|[0-1][0-9]|[0-9])',
  M: '(?<M>[0-5][0-9]|[0-9])',
  S: '(?<S>6[0-1]|[0-5][0-9]|[0-9])',
  '%': '%',
};
/** POSIX: two-digit years from 69 on are of the twentieth century. */
const POSIX_PIVOT = 69;
const FEBRUARY = 2;

/** Why `format` cannot be read, or null. */
export function dateFormatProblem(format: string): string | null {
  const read = translate(format);
  return typeof read === 'string' ? read : null;
}

/** A reader of dates in `format`: `yyyymmdd`, or null where Python would refuse the text. */
export function dateReader(format: string): (text: string) => string | null {
  const pattern = translate(format);
  if (typeof pattern === 'string') throw new TypeError(pattern);
  return (text) => {
    // Python matches a prefix and then refuses what is left over: an anchored match would backtrack instead.
    pattern.lastIndex = 0;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined || pattern.lastIndex !== text.length) return null;
    return compact(groups);
  };
}

function compact(groups: Readonly<Record<string, string | undefined>>): string | null {
  const short = Number(groups.y);
  const year = groups.Y === undefined ? short + (short < POSIX_PIVOT ? 2000 : 1900) : Number(groups.Y);
  const month = Number(groups.m ?? 1);
  const day = Number(groups.d ?? 1);
  if (year < 1000 || Number(groups.S ?? 0) > 59 || day > daysIn(year, month)) return null;
  return `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
}

/** Length of a month of the Gregorian calendar; `month` is 1 to 12. */
export function daysIn(year: number, month: number): number {
  if (month === FEBRUARY) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function translate(format: string): RegExp | string {
  let out = '';
  const seen = new Set<string>();
  for (const [piece, directive, white] of format.matchAll(/%(.?)|([\t-\r ]+)|[^%]/gsu)) {
    if (directive !== undefined) {
      const source = DIRECTIVES[directive];
      if (source === undefined) return `strptime directive ${piece} is not read exactly`;
      if (directive !== '%' && seen.has(directive)) return `strptime directive ${piece} occurs twice`;
      seen.add(directive);
      out += source;
    } else if (white !== undefined) out += WHITE;
    else if (!/^[\x21-\x7e]$/.test(piece)) return 'strptime format holds a character that is not ASCII';
    else out += piece.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
  }
  if (seen.has('Y') === seen.has('y')) return 'strptime format needs one of %Y and %y';
  return new RegExp(out, 'iy');
}

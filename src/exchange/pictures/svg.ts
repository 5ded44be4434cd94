/** SVG as text: elements, escaping, numbers, and the frame of every picture with its text alternative. */
import type { Language } from '../../problems.ts';

type Attributes = Readonly<Record<string, string | number>>;

export function element(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value))}"`);
  return inside.length === 0
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${inside.join('')}</${name}>`;
}

export function text(content: string, attributes: Attributes): string {
  return element('text', attributes, xmlText(content));
}

export function xmlText(content: string): string {
  return content.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
}

/** A coordinate with at most two decimals. */
export function at(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Text cut into lines of at most so many characters, between words. */
export function wrapped(content: string, characters: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of content.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > characters) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

export interface Picture {
  readonly language: Language;
  readonly title: string;
  /** What is to be seen, in words, for those who do not see it. */
  readonly description: string;
  readonly width: number;
  /** Height of the body. */
  readonly height: number;
  /** Patterns, as elements. */
  readonly defs: string;
  /** Drawn below the title, from (0, 0) on. */
  readonly body: string;
  /** Legend of symbols, restrictions, source. */
  readonly notes: readonly string[];
}

const MARGIN = 16;
const TITLE_LINE = 22;
const NOTE_LINE = 15;

export function svgOf(picture: Picture): string {
  const { language, title, description, width, height, defs, body, notes } = picture;
  const inner = width - 2 * MARGIN;
  const titleLines = wrapped(title, Math.floor(inner / 9.8));
  const noteLines = notes.flatMap((note) => wrapped(note, Math.floor(inner / 6)));
  const top = MARGIN + titleLines.length * TITLE_LINE + 8;
  const bottom = top + height + 12;
  const total = bottom + noteLines.length * NOTE_LINE + MARGIN;
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${total}`,
      width,
      height: total,
      role: 'img',
      'aria-labelledby': 'title desc',
      lang: language,
      'font-family': 'Arial, Helvetica, sans-serif',
      'font-size': 12,
      fill: '#000',
    },
    element('title', { id: 'title' }, xmlText(title)),
    element('desc', { id: 'desc' }, xmlText(description)),
    element('defs', {}, defs),
    element('rect', { width, height: total, fill: '#fff' }),
    ...titleLines.map((line, i) =>
      text(line, { x: MARGIN, y: MARGIN + 14 + i * TITLE_LINE, 'font-size': 16, 'font-weight': 'bold' }),
    ),
    element('g', { transform: `translate(${MARGIN} ${top})` }, body),
    ...noteLines.map((line, i) =>
      text(line, { x: MARGIN, y: bottom + 10 + i * NOTE_LINE, 'font-size': 11, fill: '#333' }),
    ),
  )}\n`;
}

/** Fills that differ in black and white: from empty over dots and lines to dark, and two for the sides of a pyramid. */
import { element } from './svg.ts';

const SIZE = 8;

function pattern(id: string, ...inside: readonly string[]): string {
  return element(
    'pattern',
    { id, width: SIZE, height: SIZE, patternUnits: 'userSpaceOnUse' },
    element('rect', { width: SIZE, height: SIZE, fill: '#fff' }),
    ...inside,
  );
}

const line = (d: string, width: number) =>
  element('path', { d, stroke: '#000', 'stroke-width': width, fill: 'none' });
const RISING = 'M-2 2L2 -2M0 8L8 0M6 10L10 6';
const FALLING = 'M-2 6L2 10M0 0L8 8M6 -2L10 2';

/** From the lowest class to the highest. */
export const CLASS_FILLS = ['#fff', 'url(#dots)', 'url(#lines)', 'url(#cross)', '#444'] as const;

export const PATTERNS = [
  pattern('dots', element('circle', { cx: 4, cy: 4, r: 1, fill: '#000' })),
  pattern('lines', line(RISING, 1)),
  pattern('cross', line(RISING, 1.2), line(FALLING, 1.2)),
].join('');

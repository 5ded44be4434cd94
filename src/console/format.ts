/** Numbers, dates and times as people in Indonesia, or readers of English, write them. */
import { html } from 'hono/html';
import type { Language } from '../problems.ts';
import type { Html } from './page.ts';

const LOCALES = { id: 'id-ID', en: 'en-GB' } as const;

/** Western, central and eastern Indonesian time: offices of both agencies lie in all three. */
const TIME_ZONES = {
  WIB: 'Asia/Jakarta',
  WITA: 'Asia/Makassar',
  WIT: 'Asia/Jayapura',
} as const;
type TimeZone = keyof typeof TIME_ZONES;

export function formatNumber(value: number, language: Language, decimals = 0): string {
  return new Intl.NumberFormat(LOCALES[language], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

/**
 * `12 Januari 2026 09.30 WIB (10.30 WITA, 11.30 WIT)`: readers sit in all three zones, and a deadline is one moment.
 * @param time RFC 3339
 */
export function formatTime(time: string, language: Language): Html {
  const at = new Date(time);
  const written = (zone: TimeZone, style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALES[language], { ...style, timeZone: TIME_ZONES[zone] })
      .format(at)
      .replace(/ (?:pukul|at) /, ' ');
  const clock = (zone: TimeZone) => `${written(zone, { timeStyle: 'short' })} ${zone}`;
  const day = written('WIB', { dateStyle: 'long', timeStyle: 'short' });
  return html`<time datetime="${time}">${day} WIB <small>(${clock('WITA')}, ${clock('WIT')})</small></time>`;
}

/** @param date `2026-01-12` */
export function formatDate(date: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** `12,3 KB`; 1 KB is 1,000 bytes. */
export function formatBytes(bytes: number, language: Language): string {
  const [size, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'KB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${formatNumber(size, language, 1)} ${unit}`;
}

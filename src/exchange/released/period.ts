/** The reference period of a dataset as SDMX writes time: a year, a quarter, a month, a day, or days from a first one. */
import type { Bilingual } from '../../statistics/spec.ts';

export interface Period {
  /** SDMX time period: `2024`, `2024-Q1`, `2024-08`, `2024-08-01` or `2024-05-01/P31D`. */
  readonly id: string;
  readonly label: Bilingual;
  readonly year: number;
  /** Month that it lies in, from 1; null for a longer period. */
  readonly month: number | null;
}

const MONTHS: readonly Bilingual[] = [
  { id: 'Januari', en: 'January' },
  { id: 'Februari', en: 'February' },
  { id: 'Maret', en: 'March' },
  { id: 'April', en: 'April' },
  { id: 'Mei', en: 'May' },
  { id: 'Juni', en: 'June' },
  { id: 'Juli', en: 'July' },
  { id: 'Agustus', en: 'August' },
  { id: 'September', en: 'September' },
  { id: 'Oktober', en: 'October' },
  { id: 'November', en: 'November' },
  { id: 'Desember', en: 'December' },
];

/** @param days first and last day, YYYY-MM-DD. */
export function periodOf({ from, to }: { readonly from: string; readonly to: string }): Period {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number];
  const months = wholeMonths(from, to);
  if (day === 1 && month === 1 && months === 12) {
    return { id: String(year), label: { id: String(year), en: String(year) }, year, month: null };
  }
  if (day === 1 && month % 3 === 1 && months === 3) {
    const quarter = (month + 2) / 3;
    const label = { id: `Triwulan ${quarter} ${year}`, en: `Quarter ${quarter} ${year}` };
    return { id: `${year}-Q${quarter}`, label, year, month: null };
  }
  const name = MONTHS[month - 1]!;
  if (day === 1 && months === 1)
    return {
      id: from.slice(0, 7),
      label: { id: `${name.id} ${year}`, en: `${name.en} ${year}` },
      year,
      month,
    };
  if (from === to)
    return {
      id: from,
      label: { id: `${day} ${name.id} ${year}`, en: `${day} ${name.en} ${year}` },
      year,
      month,
    };
  const label = { id: `${from} s.d. ${to}`, en: `${from} to ${to}` };
  return { id: `${from}/P${daysFrom(from, to)}D`, label, year, month: null };
}

/** How many whole months the days make, or 0. */
function wholeMonths(from: string, to: string): number {
  const [start, end] = [new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)];
  const after = new Date(end.getTime() + DAY);
  if (start.getUTCDate() !== 1 || after.getUTCDate() !== 1) return 0;
  return (after.getUTCFullYear() - start.getUTCFullYear()) * 12 + after.getUTCMonth() - start.getUTCMonth();
}

const DAY = 86_400_000;

function daysFrom(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY + 1;
}

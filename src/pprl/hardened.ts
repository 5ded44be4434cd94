/**
 * Most leakage lambda (padan/diffusion.ts) of filters that are called hardened.
 * Source: this project's notes on security, 2c: at 0.021 and below known-plaintext attacks named 1 per cent or less.
 */
export const LEAKAGE_LIMIT = 0.02;

/**
 * What is said wherever filters appear that were not diffused before they left their custodian, or whose diffusion
 * leaks more than the limit. One wording for every answer, report and line of the command line.
 */
export const NOT_HARDENED = {
  id: 'belum diperkuat (not hardened): filter tidak didifusi atau kebocorannya (lambda) di atas 0,02, sehingga penyelenggara pemadanan yang memiliki register penduduk dapat mengenali orang di dalamnya',
  en: 'not hardened: filters are not diffused, or leak more than lambda 0.02, so a host that owns a population register can re-identify them',
} as const;

/** The label of filters, or null where they were diffused within the limit. */
export function hardenedLabel(hardened: boolean): typeof NOT_HARDENED | null {
  return hardened ? null : NOT_HARDENED;
}

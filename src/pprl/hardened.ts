/**
 * What is said wherever filters appear that were not diffused before they left their custodian. One wording for
 * every answer, report and line of the command line.
 */
export const NOT_HARDENED = {
  id: 'belum diperkuat (not hardened): filter tidak didifusi, sehingga penyelenggara pemadanan yang memiliki register penduduk dapat mengenali orang di dalamnya',
  en: 'not hardened: filters are not diffused, so a host that owns a population register can re-identify them',
} as const;

/** The label of filters, or null where they were diffused. */
export function hardenedLabel(hardened: boolean): typeof NOT_HARDENED | null {
  return hardened ? null : NOT_HARDENED;
}

/** A cell in an address: codes by comma in the order of their dimensions' names. */
export function cellName(codes: Readonly<Record<string, string>>): string {
  return Object.keys(codes)
    .sort()
    .map((name) => codes[name])
    .join(',');
}

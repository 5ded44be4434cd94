/** Which column of an export is meant by which column of the schema. A guess that the officer sees and can correct. */

/** Letters and digits alone, in lower case: `Tanggal_Lahir` is `tanggal lahir`. */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** For each wanted column its place in `header`; -1 where none is meant. No column is used twice. */
export function recogniseColumns(wanted: readonly string[], header: readonly string[]): number[] {
  const found = header.map(plain);
  const taken = new Set<number>();
  const take = (at: number) => {
    if (at >= 0) taken.add(at);
    return at;
  };
  const exact = wanted.map((name) =>
    take(found.findIndex((each, i) => each === plain(name) && !taken.has(i))),
  );
  return exact.map((at, i) =>
    at >= 0
      ? at
      : take(
          found.findIndex((each, j) => !taken.has(j) && each.length > 2 && contains(each, plain(wanted[i]!))),
        ),
  );
}

const contains = (a: string, b: string): boolean => a.includes(b) || b.includes(a);

/**
 * Frequency alignment: the encodings that occur most often are taken for the people who do.
 *
 * It works on whatever repeats: filters of several rows that are equal, or one exact token of the file.
 * Edge: encodings that are all different tell nothing: every guess is then an accident.
 * Source: Kuzu, Kantarcioglu, Durham and Malin (PETS 2011) in its simplest form; Christen, Ranbaduge, Vatsalan and
 *         Schnell (PAKDD 2017).
 */

/**
 * A guess for each encoding: a position in `register`.
 * @param encodings  equal text for equal encodings; null where a row has none (guess -1).
 * @param register   equal text for equal plaintext values.
 */
export function alignFrequencies(
  encodings: readonly (string | null)[],
  register: readonly (string | null)[],
): Int32Array {
  const theirs = byFrequency(encodings);
  const mine = byFrequency(register);
  const guess = new Int32Array(encodings.length).fill(-1);
  theirs.forEach((rows, rank) => {
    const persons = mine[rank];
    if (persons === undefined) return;
    rows.forEach((row, i) => {
      guess[row] = persons[i % persons.length]!;
    });
  });
  return guess;
}

/** Positions of equal texts, the most frequent text first, then by first position. */
function byFrequency(texts: readonly (string | null)[]): number[][] {
  const groups = new Map<string, number[]>();
  texts.forEach((text, at) => {
    if (text === null) return;
    const group = groups.get(text);
    if (group) group.push(at);
    else groups.set(text, [at]);
  });
  return [...groups.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!);
}

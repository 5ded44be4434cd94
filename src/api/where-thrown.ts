/**
 * Class of a bug and the innermost place of our own code it passed through.
 * Leaks: no message, because a message may quote what it stumbled over.
 */
export function whereThrown(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error';
  const place = /\/(src\/[\w./-]+:\d+)/.exec(error.stack ?? '')?.[1] ?? 'unknown place';
  return `${/^\w{1,40}$/.test(error.name) ? error.name : 'Error'} at ${place}`;
}

/** What the demo tells the person who watches it: numbered chapters, plain sentences, progress on a terminal. */
const started = performance.now();
let chapter = 0;

export function seconds(): number {
  return Math.round((performance.now() - started) / 100) / 10;
}

/** A new chapter: who acts, and what they are about to do. */
export function chapterOf(who: string, what: string): void {
  chapter += 1;
  clearProgress();
  console.error(`\n${chapter}. ${who}: ${what}   [${seconds()} s]`);
}

export function say(text: string): void {
  clearProgress();
  console.error(`   ${text}`);
}

export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r   ${text.padEnd(70)}`);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(75)}\r`);
}

/** Scores as bins: equal parts of [0, 1), and one more for the scores that are exactly 1. */
export const BINS = 500;

export const binOf = (score: number): number => Math.min(BINS, Math.floor(score * BINS + 1e-9));

export const middle = (bin: number): number => (bin === BINS ? 1 : (bin + 0.5) / BINS);

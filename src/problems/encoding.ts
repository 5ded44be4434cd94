import type { ProblemGroup } from './group.ts';

export const encodingProblems = {} as const satisfies ProblemGroup;

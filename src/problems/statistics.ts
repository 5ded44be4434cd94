import type { ProblemGroup } from './group.ts';

export const statisticsProblems = {} as const satisfies ProblemGroup;

import type { ProblemGroup } from './group.ts';

export const serviceProblems = {} as const satisfies ProblemGroup;

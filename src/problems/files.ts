import type { ProblemGroup } from './group.ts';

export const filesProblems = {} as const satisfies ProblemGroup;

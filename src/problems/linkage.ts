import type { ProblemGroup } from './group.ts';

export const linkageProblems = {} as const satisfies ProblemGroup;

import type { ProblemGroup } from './group.ts';

export const agreementProblems = {} as const satisfies ProblemGroup;

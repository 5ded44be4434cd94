import type { ProblemGroup } from './group.ts';

export const disclosureProblems = {} as const satisfies ProblemGroup;

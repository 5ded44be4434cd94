/** A condition on one variable of a record: a code among those listed, or a number in a closed range. */
import { z } from 'zod';
import { variableName } from './spec.ts';

export const condition = z
  .strictObject({
    variable: variableName,
    /** The code is one of these. */
    in: z.array(z.string()).min(1).optional(),
    /** The number is >= this. */
    atLeast: z.number().optional(),
    /** The number is <= this. */
    atMost: z.number().optional(),
  })
  .refine(
    (each) => (each.in === undefined) === (each.atLeast !== undefined || each.atMost !== undefined),
    'a condition has either `in`, or `atLeast` and/or `atMost`',
  );

/** As a spec file or a request holds it. */
export interface Condition {
  readonly variable: string;
  readonly in?: readonly string[] | undefined;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

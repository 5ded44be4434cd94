/** The marks for cells of a released table, from specs/outputs/symbols.json. */
import { z } from 'zod';
import symbolsFile from '../../../specs/outputs/symbols.json' with { type: 'json' };
import { bilingual, parseSpec, repeated, specId, standing } from '../../statistics/spec.ts';
import type { Mark } from './view.ts';

const MARKS = ['caution', 'hidden', 'withheld', 'impossible'] as const satisfies readonly Mark[];

export const outputSymbolsSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: specId,
    source: z.string().min(1),
    marks: z.array(
      z.strictObject({
        mark: z.enum(MARKS),
        /** Beside the figure for `caution`, in place of it for the others. */
        symbol: z.string().regex(/^[^\d\s]{1,3}$/),
        standing,
        text: bilingual,
      }),
    ),
  })
  .superRefine(({ marks }, context) => {
    const message = 'names each mark once, each with a symbol of its own';
    const names = marks.map(({ mark }) => mark);
    if (names.length !== MARKS.length || repeated([...names]).length > 0)
      context.addIssue({ code: 'custom', path: ['marks'], message });
    if (repeated(marks.map(({ symbol }) => symbol)).length > 0)
      context.addIssue({ code: 'custom', path: ['marks'], message });
  })
  .meta({ title: 'Padan symbols of published tables' });

export type OutputSymbol = z.infer<typeof outputSymbolsSchema>['marks'][number];

let symbols: readonly OutputSymbol[] | undefined;

/** Every mark with its symbol, in the order that notes list them. */
export function outputSymbols(): readonly OutputSymbol[] {
  symbols ??= parseSpec(outputSymbolsSchema, symbolsFile, 'output symbols').marks;
  return symbols;
}

/** The symbol of a mark; empty for a published figure. */
export function symbolOf(mark: Mark): string {
  return outputSymbols().find((each) => each.mark === mark)?.symbol ?? '';
}

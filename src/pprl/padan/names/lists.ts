/** The words person-name/2 and weighted-names look up, from specs/names: facts of the world, not code. */
import { z } from 'zod';
import lists from '../../../../specs/names/person-name-2.json' with { type: 'json' };

const word = z.string().regex(/^[A-Z/]+$/);
const words = z.array(word);
const expansions = z.record(word, z.string().regex(/^[A-Z ]+$/));
const share = z.number().gt(0).max(1);

export const personNameLists = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('padan-person-names/1'),
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    status: z.enum(['official', 'published', 'proposed']),
    version: z.string(),
    source: z.string().min(1),
    note: z.string().optional(),
    titles: z
      .strictObject({
        leading: z.strictObject({ dotted: words, bare: words }),
        trailing: z.strictObject({ dotted: words, bare: words }),
      })
      .meta({ description: 'Without their points; `bare` ones are titles without a point as well.' }),
    patronymic: z.strictObject({
      bare: words,
      dotted: words,
      between: words,
      slashed: words,
      written: word,
    }),
    abbreviations: z.strictObject({
      leading: expansions,
      anywhere: expansions,
      dotted: expansions,
      after: z.record(word, expansions),
      phrases: expansions,
      candidates: z.record(word, words),
    }),
    variants: z.record(word, words),
    oldSpelling: z.strictObject({ foreign: words, jIsY: words }),
    spaces: z.strictObject({
      prefixes: words,
      suffixes: words,
      shortestRest: z.int().min(1),
      whole: words,
      joined: expansions,
    }),
    passport: z.strictObject({ none: words }),
    weights: z
      .strictObject({
        common: z.strictObject({ share, words }),
        lowInformation: z.strictObject({ share, words }),
        father: share,
        initial: share,
      })
      .meta({ description: 'Shares of the hashes a token of an ordinary word sets.' }),
  })
  .meta({ title: 'Words of person names, version 1' });

export const NAME_LISTS = personNameLists.parse(lists);

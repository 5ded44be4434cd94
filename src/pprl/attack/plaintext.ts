/**
 * The tokens an attacker makes of a person he knows: the schema is public to the parties, so he cuts texts as the
 * encoder does. Tokens carry their field, since each field has its own key.
 */
import { isHashed } from '../clkhash/document.ts';
import { createFieldReader } from '../clkhash/field.ts';
import { tokensOf } from '../clkhash/tokens.ts';
import type { LinkageSchema } from '../linkage-schema.ts';
import { NORMALISERS } from '../padan/normalise.ts';
import { filterTokens } from '../padan/tokens.ts';
import type { Cells } from './people.ts';

export function plaintextTokens(schema: LinkageSchema): (cells: Cells) => string[] {
  if (schema.profile === 'clkhash') {
    const features = schema.document.features.flatMap((feature, at) =>
      isHashed(feature) ? [{ at, reader: createFieldReader(feature), feature }] : [],
    );
    return (cells) =>
      features.flatMap(({ at, reader, feature }) =>
        [...new Set(tokensOf(reader.formatted(cells[at]!), feature.hashing.comparison))].map(
          (token) => `${at}:${token}`,
        ),
      );
  }
  const { columns, fields } = schema.document;
  const read = fields.flatMap(({ name, column, normalise, filter }) =>
    filter === undefined
      ? []
      : [
          {
            name,
            at: columns.findIndex((each) => each.name === column),
            normalise: NORMALISERS[normalise],
            tokenise: filter.tokenise,
          },
        ],
  );
  return (cells) =>
    read.flatMap(({ name, at, normalise, tokenise }) =>
      filterTokens(normalise(cells[at]!.trim()).value, tokenise).map((token) => `${name}:${token}`),
    );
}

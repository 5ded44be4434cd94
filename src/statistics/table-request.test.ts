import { expect, it } from 'vitest';
import { parseDictionary } from './dictionary.ts';
import { builtInSpecs } from './library.ts';
import { resolveRequest } from './table-request.ts';
import { parseTableSpec } from './table-spec.ts';

const specs = builtInSpecs();

/** Table 05 by the hierarchy of that id, over microdata coded in its finest list. */
function byIndustry(hierarchy: string, where: readonly string[] = []) {
  const table = structuredClone(specs.table('05'));
  const dimension = table.dimensions.find(({ name }) => name === 'industry')!;
  dimension.forms = [{ level: 'industry', variable: 'industry', hierarchy }];
  const finest = specs.codeList(specs.hierarchy(hierarchy).levels.at(-1)!.codelist);
  const survey = specs.dictionary('sakernas-2024-08');
  const variables = survey.variables.map((each) =>
    each.name === 'industry' ? { ...each, codelist: finest.id, version: finest.version } : each,
  );
  const restricted = where.length === 0 ? {} : { where: [{ variable: 'industry', in: [...where] }] };
  const request = { dimensions: ['industry'], ...restricted };
  const dictionary = parseDictionary({ ...survey, variables });
  return resolveRequest(parseTableSpec(table), dictionary, request, specs).dimensions[0]!;
}

it('lists a category that two levels share once, and folds the others', () => {
  const { codes, leaves } = byIndustry('kbli-2020');
  const shown = codes.map(({ code, parent }) => `${parent ?? ''}>${code}`);
  expect(shown.join(' ')).toBe(
    '>Total Total>A Total>B Total>C Total>D Total>E Total>F Total>G Total>H Total>I Total>J Total>K Total>L ' +
      'Total>MN MN>M MN>N Total>O Total>P Total>Q Total>RSTU RSTU>R RSTU>S RSTU>T RSTU>U',
  );
  expect(leaves.join('')).toBe('ABCDEFGHIJKLMNOPQRSTU');
});

it('keeps what is below a category that a request keeps', () => {
  expect(byIndustry('kbli-2020', ['MN', 'A']).leaves).toEqual(['A', 'M', 'N']);
});

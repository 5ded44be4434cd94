import { describe, expect, it } from 'vitest';
import { DomainError, label } from '../problems.ts';
import { refusal } from './refusal.ts';

describe('a refusal on standard error', () => {
  const refused = new DomainError('microdata-columns', {
    missing: [label('sex'), label('age')],
    unknownColumns: [],
    repeatedColumns: [4, 7],
  });

  it('says nothing of what there is none of', () => {
    expect(refusal(refused, 'tabulate', 'en', false).line).toContain(
      '[microdata-columns]: missing sex age, repeatedColumns 4 7. ',
    );
  });

  it('gives a program every member', () => {
    expect(JSON.parse(refusal(refused, 'tabulate', 'en', true).line).facts).toEqual({
      missing: ['sex', 'age'],
      unknownColumns: [],
      repeatedColumns: [4, 7],
    });
  });
});

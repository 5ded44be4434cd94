import { expect, it } from 'vitest';
import { hiddenBand } from './hidden-band.ts';

it('goes from few to most as there are fewer respondents for each cell, each bound belonging to the better band', () => {
  expect([100, 99.9, 20, 19.9, 5, 4.9, 0].map((each) => hiddenBand(each * 10, 10))).toEqual([
    'few',
    'some',
    'some',
    'many',
    'many',
    'most',
    'most',
  ]);
});

import { describe, expect, it } from 'vitest';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { type Agreement, parseAgreement } from './agreement.ts';
import { civilDate } from './civil-date.ts';
import { type Review, reviewsDue } from './review.ts';

const agreement = parseAgreement(pks2025);
const day = civilDate;
const held = (
  on: string,
  heldBy: string | null = null,
  about: Review['about'] = ['implementation'],
): Review => ({
  heldOn: day(on),
  heldBy,
  about,
});
const due = (reviews: readonly Review[], today: string, by: Agreement = agreement) =>
  reviewsDue(by, reviews, day(today)).map(({ party, next, overdue }) => [party, next, overdue]);

describe('the yearly review', () => {
  it('is due a year after the signing and then a year after the last review', () => {
    expect(due([], '2026-04-22')).toEqual([
      ['bps', '2026-04-22', false],
      ['kp2mi', '2026-04-22', false],
    ]);
    expect(due([], '2026-04-23')[0]).toEqual(['bps', '2026-04-22', true]);
    const both = [held('2026-02-10'), held('2025-11-03')];
    expect(due(both, '2026-06-01')[0]).toEqual(['bps', '2027-02-10', false]);
    expect(reviewsDue(agreement, both, day('2026-06-01'))[0]?.last).toBe('2026-02-10');
    expect(reviewsDue(agreement, [], day('2026-06-01'))[0]?.last).toBeNull();
  });

  it('counts for all parties when held together, and for its own party when held alone', () => {
    const alone = [held('2026-02-10', 'kp2mi')];
    expect(due(alone, '2026-05-01')).toEqual([
      ['bps', '2026-04-22', true],
      ['kp2mi', '2027-02-10', false],
    ]);
    const { duties } = agreement;
    const looser: Agreement = {
      ...agreement,
      duties: { ...duties, review: { ...duties.review, ownReviewCountsFor: 'all' } },
    };
    expect(due(alone, '2026-05-01', looser)[0]).toEqual(['bps', '2027-02-10', false]);
  });

  it('does not count a planned review, one of the data alone, or one of before the signing', () => {
    for (const other of [held('2026-12-01'), held('2026-02-01', null, ['data']), held('2025-04-21')])
      expect(due([other], '2026-05-01')[0]).toEqual(['bps', '2026-04-22', true]);
  });

  it('is asked for no more once the next would be after the term', () => {
    expect(due([held('2029-06-01')], '2029-07-01')).toEqual([
      ['bps', null, false],
      ['kp2mi', null, false],
    ]);
    expect(due([held('2029-04-21')], '2029-07-01')[0]).toEqual(['bps', '2030-04-21', false]);
  });
});

/**
 * The right to start: a matching run needs an official letter, a purpose and an impact assessment.
 *
 * Leaks:  facts name what is missing, never what was written.
 * Source: Lampiran 3 (b) and (c), Pasal 7; UU 27/2022 pasal 34 (DPIA before matching).
 */
import { DomainError, label } from '../problems.ts';
import { type Agreement, partyOf } from './agreement.ts';
import type { CivilDate } from './civil-date.ts';
import { requireMayBeDone } from './term.ts';

export interface RunRequestInput {
  /** Party id of who asks for the matching. */
  readonly requester: string;
  readonly letterNumber: string;
  readonly purpose: string;
  readonly dpiaReference: string;
  /** Columns of the register holder that the letter names; no others may be returned. */
  readonly flags: readonly string[];
}

declare const runRequestBrand: unique symbol;
/** A request that names its letter, purpose, DPIA and flags, made by a party within the term. */
export type RunRequest = RunRequestInput & { readonly [runRequestBrand]: true };

/**
 * The only door to a `RunRequest`; members are trimmed.
 * @throws DomainError `agreement-not-in-force`, `not-a-party`, `run-request-incomplete` (which members).
 */
export function validateRunRequest(
  agreement: Agreement,
  input: RunRequestInput,
  today: CivilDate,
): RunRequest {
  requireMayBeDone(agreement, 'start-matching', today);
  const requester = partyOf(agreement, input.requester).id;
  const missing: string[] = agreement.duties.runRequest.required.filter((name) => input[name].trim() === '');
  const flags = input.flags.map((flag) => flag.trim());
  if (flags.length === 0 || flags.includes('') || new Set(flags).size !== flags.length) missing.push('flags');
  if (missing.length > 0) throw new DomainError('run-request-incomplete', { missing: missing.map(label) });
  return {
    requester,
    letterNumber: input.letterNumber.trim(),
    purpose: input.purpose.trim(),
    dpiaReference: input.dpiaReference.trim(),
    flags,
  } as unknown as RunRequest;
}

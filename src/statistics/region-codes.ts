/**
 * Codes of a request that name the system they are of: `bps:1101`, `kemendagri:11.01`, or `11.01`, since dots are
 * Kemendagri's own. The two systems use the same digits for different places, so that one is never read as the other.
 */
import { DomainError, label } from '../problems.ts';
import type { CodeList } from './codelist.ts';

const NAMED = /^(bps|kemendagri):(.*)$/i;

/** @throws {DomainError} `region-system-differs` for a code that says it is of another system than the list. */
export function codesOfSystem(codes: readonly string[], { system }: CodeList): string[] {
  if (system === undefined) return [...codes];
  return codes.map((text) => {
    const [, named, code = text] = NAMED.exec(text) ?? [];
    const said = named?.toLowerCase() ?? (text.includes('.') ? 'kemendagri' : system);
    if (said !== system)
      throw new DomainError('region-system-differs', { expected: label(system), found: label(said) });
    return code ?? text;
  });
}

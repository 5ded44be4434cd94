/**
 * Conditions of specs, compiled against a dictionary into tests of records of a batch.
 * Edge:   a missing code meets no condition. `in` of a number variable lists numbers. A code the code list does not hold is a fault of the spec.
 * @throws {DomainError} `table-variable-unfit`, `spec-invalid`.
 */
import { DomainError, label } from '../problems.ts';
import type { Condition } from './condition.ts';
import type { Dictionary } from './dictionary.ts';
import type { SpecLibrary } from './library.ts';
import type { MicrodataBatch } from './microdata.ts';

/** Whether the record at this position of the batch fits. */
export type RecordTest = (i: number) => boolean;

/** A test that all conditions hold. */
export function compileConditions(
  conditions: readonly Condition[],
  dictionary: Dictionary,
  library: SpecLibrary,
): (records: MicrodataBatch) => RecordTest {
  const compiled = conditions.map((each) => compileCondition(each, dictionary, library));
  return (records) => {
    const tests = compiled.map((each) => each(records));
    return (i) => tests.every((test) => test(i));
  };
}

/** For each position in the variable's code list, what `of` says of the code. */
export function codeLookup(
  dictionary: Dictionary,
  library: SpecLibrary,
  name: string,
  of: (code: string) => number,
): Int32Array {
  const variable = dictionary.variables.find((each) => each.name === name);
  if (variable?.type !== 'code') throw new DomainError('table-variable-unfit', { variable: label(name) });
  return Int32Array.from(library.codeList(variable.codelist).codes, (entry) => of(entry.code));
}

function compileCondition(condition: Condition, dictionary: Dictionary, library: SpecLibrary) {
  const { variable, atLeast = -Infinity, atMost = Infinity } = condition;
  const codes = condition.in;
  const found = dictionary.variables.find((each) => each.name === variable);
  if (codes !== undefined && found?.type === 'number') {
    const numbers = new Set(codes.map(Number));
    return (records: MicrodataBatch): RecordTest => {
      const values = records.column(variable).values as Float64Array;
      return (i) => numbers.has(values[i]!);
    };
  }
  if (codes !== undefined) {
    const hits = codeLookup(dictionary, library, variable, (code) => (codes.includes(code) ? 1 : 0));
    if (hits.reduce((sum, hit) => sum + hit, 0) !== new Set(codes).size)
      throw new DomainError('spec-invalid', {
        spec: label('condition'),
        reasons: [label(`${variable}: a code is not in the variable's code list`)],
      });
    return (records: MicrodataBatch): RecordTest => {
      const values = records.column(variable).values as Int32Array;
      return (i) => values[i]! >= 0 && hits[values[i]!] === 1;
    };
  }
  if (found?.type !== 'number') throw new DomainError('table-variable-unfit', { variable: label(variable) });
  return (records: MicrodataBatch): RecordTest => {
    const values = records.column(variable).values as Float64Array;
    return (i) => values[i]! >= atLeast && values[i]! <= atMost;
  };
}

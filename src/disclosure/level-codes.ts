import { DomainError, label } from '../problems.ts';
import { TOTAL } from './dimension.ts';

/**
 * The codes of one dimension as its level columns show them, row by row: who is below whom.
 *
 * Edge: a code belongs to one level and one parent; `Total` is nobody's code and, where it stands, stands in all
 *       finer levels too; an empty code is refused, since it would be a category nobody named.
 */
export class LevelCodes {
  readonly name: string;
  /** Code to the code above it, `Total` above the coarsest. */
  readonly parents = new Map<string, string>();
  readonly #depth: number;
  readonly #levelOf = new Map<string, number>();

  constructor(name: string, depth: number) {
    this.name = name;
    this.#depth = depth;
  }

  /** The finest code of `path` that is not `Total`. @throws DomainError `disclosure-code`. */
  lowest(path: readonly string[], row: number, columns: readonly number[]): string {
    let code = TOTAL;
    let closed = false;
    for (let level = 0; level < this.#depth; level++) {
      const each = path[level]!;
      if (each === '') this.#refuse(row, columns[level]!, 'an empty code');
      if (closed && each !== TOTAL) this.#refuse(row, columns[level]!, 'a code below Total');
      if (each === TOTAL) closed = true;
      else code = each;
    }
    return code;
  }

  /** Take in the codes of an inner row. @throws DomainError `disclosure-code`. */
  add(path: readonly string[], row: number, columns: readonly number[]): void {
    let above = TOTAL;
    for (let level = 0; level < this.#depth; level++) {
      const code = path[level]!;
      const known = this.#levelOf.get(code);
      if (known === undefined) {
        this.#levelOf.set(code, level);
        this.parents.set(code, above);
      } else if (known !== level) this.#refuse(row, columns[level]!, 'a code of another level');
      else if (this.parents.get(code) !== above)
        this.#refuse(row, columns[level]!, 'a code below two others');
      above = code;
    }
  }

  #refuse(row: number, column: number, found: string): never {
    throw new DomainError('disclosure-code', {
      dimension: label(this.name),
      row,
      column: column + 1,
      found: label(found),
    });
  }
}

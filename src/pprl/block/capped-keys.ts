/** Keys of blocks that are left out for their size, so that parts of two files can be compared as the whole would be. */
import type { BlockIndex } from './block-index.ts';
import type { BlockKeys } from './block-keys.ts';

/** For each pass, the keys whose blocks `index` leaves out; `a` is what it was built from. */
export function cappedKeys({ passes }: BlockIndex, a: readonly BlockKeys[]): Float64Array[] {
  return passes.map(({ ofA }, pass) => {
    const keys = new Set<number>();
    ofA.forEach((blocks, slot) => {
      blocks.forEach((block, row) => {
        if (block < -1) keys.add(a[pass]!.slots[slot]![row]!);
      });
    });
    return Float64Array.from(keys).sort();
  });
}

/** The same keys without those of `capped`. */
export function withoutKeys(passes: readonly BlockKeys[], capped: readonly Float64Array[]): BlockKeys[] {
  return passes.map(({ name, slots }, pass) => {
    const out = new Set(capped[pass]);
    return {
      name,
      slots: out.size === 0 ? slots : slots.map((keys) => keys.map((key) => (out.has(key) ? 0 : key))),
    };
  });
}

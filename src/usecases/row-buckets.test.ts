import { describe, expect, it } from 'vitest';
import { gathered, seededRandomness } from '../../test/support/bytes.ts';
import { testHeader } from '../../test/support/encoded.ts';
import { openScratch } from '../adapters/node/scratch.ts';
import { RowBuckets } from './row-buckets.ts';
import { permutation } from './shuffle.ts';

describe('RowBuckets', () => {
  it('orders more rows than a bucket holds, whatever order they come in', async () => {
    const rows = 140_000;
    const header = testHeader({ rows, bits: 32, exactNames: [], sealedBytes: 0, payloadKey: null });
    const scratch = await openScratch();
    try {
      const buckets = new RowBuckets(header, scratch);
      const clk = new Uint8Array(4);
      for (const row of permutation(rows, seededRandomness(1))) {
        new DataView(clk.buffer).setUint32(0, row);
        await buckets.add(
          row,
          { clk, undiffused: null, exact: [], blocking: [], counted: [], identifierInvalid: false },
          null,
        );
      }
      let next = 0;
      for await (const batch of buckets.batches()) {
        expect(batch.rows).toBeLessThanOrEqual(65_536);
        const view = new DataView(batch.clk.buffer);
        let wrong = 0;
        for (let r = 0; r < batch.rows; r++) if (view.getUint32(4 * r) !== next++) wrong++;
        expect(wrong).toBe(0);
      }
      expect(next).toBe(rows);
    } finally {
      await scratch.close();
    }
  });

  it('keeps tokens, missing tokens and sealed rows with their filter', async () => {
    const header = testHeader({ rows: 2 });
    const scratch = await openScratch();
    try {
      const random = seededRandomness(2);
      const buckets = new RowBuckets(header, scratch);
      const records = [0, 1].map((i) => ({
        clk: random.bytes(32),
        undiffused: null,
        exact: i === 0 ? [random.bytes(32), null] : [null, random.bytes(32)],
        blocking: [],
        counted: [],
        identifierInvalid: false,
      }));
      const sealed = [random.bytes(48), random.bytes(48)];
      await buckets.add(1, records[1]!, sealed[1]!);
      await buckets.add(0, records[0]!, sealed[0]!);
      const [batch] = await gathered(buckets.batches());
      expect(batch!.clk).toEqual(Uint8Array.from([...records[0]!.clk, ...records[1]!.clk]));
      expect(batch!.exact.map(({ present }) => [...present])).toEqual([
        [1, 0],
        [0, 1],
      ]);
      expect(batch!.exact[1]!.tokens.subarray(32)).toEqual(records[1]!.exact[1]);
      expect(batch!.exact[1]!.tokens.subarray(0, 32)).toEqual(new Uint8Array(32));
      expect(batch!.sealed).toEqual(Uint8Array.from([...sealed[0]!, ...sealed[1]!]));
    } finally {
      await scratch.close();
    }
  });
});

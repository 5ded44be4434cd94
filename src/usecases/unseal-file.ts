import { fromBase64 } from '../exchange/bytes.ts';
import { csvLine } from '../exchange/csv.ts';
import { readEncodedFile } from '../exchange/encoded-reader.ts';
import { utf8Chunks } from '../exchange/ndjson.ts';
import { openFileKey, openRow, payloadContext } from '../exchange/sealing.ts';
import { DomainError } from '../problems.ts';

/**
 * The payload of an encoded file as CSV: the column `row` (position in the encoded file, from 0), then the
 * payload columns. `onList` is told which column is coded by which list, id and version, where the sender said so. Only the receiver's identity opens it.
 *
 * @throws {DomainError} the codes of `readEncodedFile`; `nothing-sealed`, `envelope-not-opened`,
 *   `sealed-row-not-opened`.
 */
export async function* unsealFile(
  encoded: AsyncIterable<Uint8Array>,
  ageIdentity: string,
  onList: (column: string, list: string) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const { header, batches } = await readEncodedFile(encoded);
  const envelope = header.payloadKey === null ? null : fromBase64(header.payloadKey);
  if (envelope === null) throw new DomainError('nothing-sealed');
  const { key, columns, lists = [] } = await openFileKey(ageIdentity, envelope);
  lists.forEach((list, at) => {
    if (list !== '') onList(columns[at]!, list);
  });
  async function* lines(): AsyncGenerator<string> {
    yield csvLine(['row', ...columns]);
    let row = 0;
    for await (const { rows, sealed } of batches)
      for (let r = 0; r < rows; r++) {
        const bytes = sealed?.subarray(r * header.sealedBytes, (r + 1) * header.sealedBytes);
        if (bytes === undefined) throw new DomainError('nothing-sealed');
        const cells = openRow(key, payloadContext(header.fileId, row, header.rows), bytes, columns, row);
        yield csvLine([String(row), ...cells]);
        row++;
      }
  }
  yield* utf8Chunks(lines());
}

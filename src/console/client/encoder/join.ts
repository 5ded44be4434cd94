/**
 * A result on the officer's own rows. What was encoded was the file under the schema's column names (source.ts), so the
 * order map knows the digest of that; what is given back is the file as the officer has it.
 */
import { csvLine } from '../../../exchange/csv.ts';
import { readIdentity } from '../../../exchange/identity.ts';
import { readOrderMap } from '../../../exchange/order-map.ts';
import { DomainError } from '../../../problems.ts';
import { Digest } from '../../../usecases/digest.ts';
import { joinFile } from '../../../usecases/join-file.ts';
import { readRowResults } from '../../../usecases/row-results.ts';
import { recogniseColumns } from './recognise.ts';
import { linkageSchemas } from './schemas.ts';
import { bytesOf, encodedInput, openSource, type Source } from './source.ts';

export interface JoinOrder {
  readonly file: File;
  readonly schema: string;
  readonly order: File;
  readonly result: File;
  readonly identity: File | null;
}

/** @throws {DomainError} as `joinFile`; `join-input-differs` where the file is not the one that was encoded. */
export async function joined(asked: JoinOrder): Promise<Blob> {
  const source = await openSource(asked.file);
  const order = await readOrderMap(bytesOf(asked.order));
  const names = linkageSchemas()
    .find(({ id }) => id === asked.schema)!
    .columns.map(({ name }) => name);
  const mapping = recogniseColumns(names, source.header);
  const inputSha256 = await digestOf(encodedInput(source, names, mapping));
  if (inputSha256 !== order.inputSha256) throw new DomainError('join-input-differs');
  const own = () => ownCsv(source);
  const identity =
    asked.identity === null ? null : await readIdentity(new Uint8Array(await asked.identity.arrayBuffer()));
  const results = await readRowResults(bytesOf(asked.result), identity?.ageIdentity ?? null);
  const parts: Uint8Array[] = [];
  const job = { input: own, order: { ...order, inputSha256: await digestOf(own()) }, results };
  for await (const bytes of joinFile(job)) parts.push(bytes);
  return new Blob(parts as BlobPart[], { type: 'text/csv' });
}

async function digestOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const digest = new Digest();
  for await (const _ of digest.through(bytes)) {
    // Only the digest is wanted.
  }
  return digest.sha256();
}

async function* ownCsv({ header, rows }: Source): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(csvLine(header));
  for await (const row of rows()) yield encoder.encode(csvLine(row));
}

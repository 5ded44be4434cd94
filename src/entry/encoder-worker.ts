/** The encoder off the page's thread: the same use case as `padan encode`, on files of this browser. */

import { blobFiles, browserPorts } from '../adapters/browser/encode-ports.ts';
import { createRecordCheck } from '../agreement/record-check.ts';
import { builtInRecordType, recordReferences } from '../agreement/record-library.ts';
import { joined } from '../console/client/encoder/join.ts';
import type { Encoded, EncodeOrder, FromWorker, ToWorker } from '../console/client/encoder/messages.ts';
import { linkageSchemas } from '../console/client/encoder/schemas.ts';
import { encodedInput, openSource } from '../console/client/encoder/source.ts';
import { readIdentity } from '../exchange/identity.ts';
import { createRecordEncoder } from '../pprl/encoder.ts';
import { keyFingerprint, readKeyFile } from '../pprl/keys.ts';
import { DomainError } from '../problems.ts';
import { encodeForPadan, type PadanJob } from '../usecases/encode-file.ts';

/** Between two words of progress; more often would only keep the page busy. */
const PROGRESS_ROWS = 5000;

const say = (message: FromWorker) => self.postMessage(message);

async function jobOf(order: EncodeOrder): Promise<PadanJob> {
  const schema = linkageSchemas().find(({ id }) => id === order.schema)!;
  const bytes = async (file: File) => new Uint8Array(await file.arrayBuffer());
  const { key, project } = readKeyFile(await bytes(order.keyFile), 'padan');
  if (project === null) throw new DomainError('key-file-invalid');
  const { signingSeed } = await readIdentity(await bytes(order.identityFile));
  const source = await openSource(order.file);
  const names = schema.columns.map(({ name }) => name);
  const record = builtInRecordType(schema.recordType);
  let said = 0;
  return {
    input: () => encodedInput(source, names, order.mapping),
    schema,
    encoder: createRecordEncoder(schema, key),
    trim: order.trim,
    ...(record === undefined ? {} : { record: createRecordCheck(record, recordReferences()) }),
    onProgress: (pass, rows) => {
      if (rows < said || rows - said >= PROGRESS_ROWS) say({ kind: 'progress', pass, rows });
      if (rows < said || rows - said >= PROGRESS_ROWS) said = rows;
    },
    project,
    custodian: order.custodian,
    keyFingerprint: keyFingerprint(key, project),
    signingSeed,
    recipient: order.recipient.trim() === '' ? null : order.recipient.trim(),
    acceptLeakage: order.acceptLeakage,
  };
}

async function encoded(order: EncodeOrder): Promise<Encoded> {
  const files = blobFiles();
  const paths = { encoded: 'encoded', order: 'order', manifest: 'manifest' };
  const { survey, manifest } = await encodeForPadan(await jobOf(order), paths, browserPorts(files));
  return { encoded: files.blob('encoded'), order: files.blob('order'), manifest, survey };
}

async function answer(message: ToWorker): Promise<FromWorker> {
  if (message.kind === 'inspect') return { kind: 'header', header: (await openSource(message.file)).header };
  if (message.kind === 'join') return { kind: 'joined', file: await joined(message) };
  return { kind: 'done', ...(await encoded(message)) };
}

self.addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  try {
    say(await answer(data));
  } catch (error) {
    if (error instanceof DomainError) say({ kind: 'refused', code: error.code, facts: error.facts });
    else say({ kind: 'failed' });
  }
});

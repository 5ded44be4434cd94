/**
 * The part of the Arrow IPC stream format that an encoded file uses: one schema of fixed-size binary columns,
 * record batches, the end mark. Written and read message by message, so that a reader on guard sees every byte.
 *
 * Why not apache-arrow's own RecordBatchReader: it accepts far more than a file may hold here (dictionaries,
 * compression, custom metadata), ends quietly where a stream is cut, and skips bytes that no column uses.
 * Source: Arrow columnar format, "Encapsulated message format" and "IPC streaming format".
 */
import { Field, FixedSizeBinary, Message, MessageHeader, MetadataVersion, Schema } from 'apache-arrow';
import { FixedSizeBinary as FixedSizeBinaryTable } from 'apache-arrow/fb/fixed-size-binary';
import { Message as MessageTable } from 'apache-arrow/fb/message';
import { RecordBatch as RecordBatchTable } from 'apache-arrow/fb/record-batch';
import { Schema as SchemaTable } from 'apache-arrow/fb/schema';
import { Type } from 'apache-arrow/fb/type';
import { BufferRegion, FieldNode, RecordBatch } from 'apache-arrow/ipc/metadata/message';
import { ByteBuffer } from 'flatbuffers';
import { DomainError } from '../problems.ts';
import { concat } from './bytes.ts';

/** A column: `width` bytes a row. */
export interface ArrowColumn {
  readonly name: string;
  readonly width: number;
  readonly nullable: boolean;
}

export interface ArrowSchema {
  readonly columns: readonly ArrowColumn[];
  readonly metadata: readonly (readonly [string, string])[];
}

export interface ArrowRegion {
  readonly offset: number;
  readonly length: number;
}

/** What a record batch says of its body: for each column a count of nulls and two regions, validity and values. */
export interface ArrowBatch {
  readonly rows: number;
  readonly nulls: readonly number[];
  readonly regions: readonly ArrowRegion[];
  readonly bodyLength: number;
}

/** More of either, and the file is not ours; checked before anything loops over them. */
const MOST_COLUMNS = 64;
const MOST_METADATA = 64;

const CONTINUATION = [0xff, 0xff, 0xff, 0xff];

export function schemaMessage(schema: ArrowSchema): Uint8Array {
  const fields = schema.columns.map(
    ({ name, width, nullable }) => new Field(name, new FixedSizeBinary(width), nullable),
  );
  return framed(Message.encode(Message.from(new Schema(fields, new Map(schema.metadata)))));
}

export function batchMessage(batch: ArrowBatch): Uint8Array {
  const nodes = batch.nulls.map((nulls) => new FieldNode(batch.rows, nulls));
  const regions = batch.regions.map(({ offset, length }) => new BufferRegion(offset, length));
  return framed(
    Message.encode(Message.from(new RecordBatch(batch.rows, nodes, regions, null), batch.bodyLength)),
  );
}

export function endOfStream(): Uint8Array {
  return Uint8Array.from([...CONTINUATION, 0, 0, 0, 0]);
}

/** Continuation mark, length, metadata padded to 8 bytes. */
function framed(metadata: Uint8Array): Uint8Array {
  const padded = Math.ceil(metadata.length / 8) * 8;
  const prefix = Uint8Array.from([...CONTINUATION, 0, 0, 0, 0]);
  new DataView(prefix.buffer).setInt32(4, padded, true);
  return concat([prefix, metadata, new Uint8Array(padded - metadata.length)]);
}

/** @throws {DomainError} `encoded-damaged`, `encoded-custom-metadata`, `encoded-column` (with its position). */
export function parseSchemaMessage(bytes: Uint8Array): ArrowSchema {
  return guarded(() => {
    const message = openMessage(bytes, MessageHeader.Schema);
    if (message.bodyLength() !== 0n) throw new DomainError('encoded-damaged');
    const table: SchemaTable = message.header(new SchemaTable());
    if (table.fieldsLength() > MOST_COLUMNS || table.customMetadataLength() > MOST_METADATA)
      throw new DomainError('encoded-damaged');
    const columns = Array.from({ length: table.fieldsLength() }, (_, i) => column(table, i));
    const metadata = Array.from({ length: table.customMetadataLength() }, (_, i) => {
      const pair = table.customMetadata(i);
      return [pair?.key() ?? '', pair?.value() ?? ''] as const;
    });
    return { columns, metadata };
  });
}

function column(table: SchemaTable, index: number): ArrowColumn {
  const field = table.fields(index);
  const refused = new DomainError('encoded-column', { column: index + 1 });
  if (field === null || field.typeType() !== Type.FixedSizeBinary) throw refused;
  if (field.dictionary() !== null || field.childrenLength() > 0) throw refused;
  if (field.customMetadataLength() > 0)
    throw new DomainError('encoded-custom-metadata', { column: index + 1 });
  const type: FixedSizeBinaryTable = field.type(new FixedSizeBinaryTable());
  return { name: field.name() ?? '', width: type.byteWidth(), nullable: field.nullable() };
}

/** @throws {DomainError} `encoded-damaged`, `encoded-custom-metadata`. */
export function parseBatchMessage(bytes: Uint8Array, columns: number): ArrowBatch {
  return guarded(() => {
    const message = openMessage(bytes, MessageHeader.RecordBatch);
    const table: RecordBatchTable = message.header(new RecordBatchTable());
    if (table.compression() !== null || table.variadicBufferCountsLength() > 0)
      throw new DomainError('encoded-damaged');
    if (table.nodesLength() !== columns || table.buffersLength() !== 2 * columns)
      throw new DomainError('encoded-damaged');
    const rows = table.length();
    const nulls = Array.from({ length: columns }, (_, i) => {
      const node = table.nodes(i);
      if (node?.length() !== rows) throw new DomainError('encoded-damaged');
      return Number(node.nullCount());
    });
    const regions = Array.from({ length: 2 * columns }, (_, i) => {
      const region = table.buffers(i);
      return { offset: Number(region?.offset()), length: Number(region?.length()) };
    });
    return { rows: Number(rows), nulls, regions, bodyLength: Number(message.bodyLength()) };
  });
}

function openMessage(bytes: Uint8Array, header: MessageHeader): MessageTable {
  const message = MessageTable.getRootAsMessage(new ByteBuffer(bytes));
  if (message.headerType() !== header || message.version() !== MetadataVersion.V5)
    throw new DomainError('encoded-damaged');
  if (message.customMetadataLength() > 0) throw new DomainError('encoded-custom-metadata');
  return message;
}

/** Flatbuffers reads where damaged offsets point: whatever it throws then, the file is damaged. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof DomainError ? error : new DomainError('encoded-damaged');
  }
}

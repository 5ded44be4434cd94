/**
 * A released table as Parquet: the columns of table.csv with types, text as strings and numbers as doubles.
 *
 * Edge:   what has no value is a null. Column statistics (smallest, largest, nulls) are of published values only.
 *         Title, source, vintage and policy are in the key-value metadata of the file.
 *         Not compressed, so that anybody can search its bytes.
 * Deterministic: one row group, no time and no name of a machine.
 */
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { ReleasedRows } from '../released/rows.ts';
import { releasedRows } from '../released/rows.ts';
import type { ReleasedView } from '../released/view.ts';

export function tableParquet(view: ReleasedView): Uint8Array {
  const { columns, rows } = releasedRows(view);
  const buffer = parquetWriteBuffer({
    columnData: columns.map(({ name, type }, i) => ({
      name,
      data: columnOf(rows, i),
      type: type === 'text' ? 'STRING' : 'DOUBLE',
      nullable: type === 'number',
    })),
    rowGroupSize: Math.max(1, rows.length),
    codec: 'UNCOMPRESSED',
    kvMetadata: metadataOf(view),
    createdBy: 'padan',
  });
  return new Uint8Array(buffer);
}

function columnOf(rows: ReleasedRows['rows'], column: number): (string | number | null)[] {
  return rows.map((row) => row[column] ?? null);
}

function metadataOf({ table }: ReleasedView): { key: string; value: string }[] {
  const { dataset, policy } = table;
  const facts: Readonly<Record<string, string>> = {
    'padan.table': table.table,
    'padan.title.id': table.title.id,
    'padan.title.en': table.title.en,
    'padan.source.id': table.citation.id,
    'padan.source.en': table.citation.en,
    'padan.dataset': dataset.id,
    'padan.vintage': dataset.vintage,
    'padan.synthetic': String(dataset.synthetic),
    'padan.policy': `${policy.id} ${policy.version}`,
    'padan.public-sha256': table.publicSha256,
  };
  return Object.entries(facts).map(([key, value]) => ({ key, value }));
}

import { type OrderMap, readOrderMap } from '../exchange/order-map.ts';
import { fileOrder } from '../usecases/file-order.ts';
import { type CliContext, UsageError } from './command.ts';
import { type Options, readNumber, rereadable } from './options.ts';

export const ORDER_VALUES = ['order', 'encoded', 'bits'];
export const ORDER_USAGE = [
  '--encoded     instead of --order, for filters of clkhash or anonlink: they are in the order of the CSV. The file',
  '              that was submitted; filters back to back need --bits',
];

/** Which row of the encoded file each row of `csv` became. @throws {UsageError} unless told by one of the two. */
export async function readOrder({ files }: CliContext, options: Options, csv: string): Promise<OrderMap> {
  const encoded = options.value('encoded');
  const bits = options.value('bits');
  if (encoded === undefined) {
    if (bits !== undefined) throw new UsageError('--bits goes with --encoded');
    return readOrderMap(files.read(options.need('order')));
  }
  if (options.value('order') !== undefined) throw new UsageError('--order and --encoded exclude each other');
  const filterBits = bits === undefined ? null : readNumber(bits, 'bits');
  return fileOrder(rereadable(files, encoded), () => files.read(csv), filterBits);
}

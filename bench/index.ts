/** The measurements behind `padan bench`. They stand outside `src` because they make people up to measure with. */
import { nodeKernel } from '../src/adapters/node/kernel.ts';
import type { Benches } from '../src/cli/bench.ts';
import { benchEncode } from './encode.ts';
import { benchKernel } from './kernel.ts';
import { benchLink } from './link.ts';
import { machine } from './machine.ts';
import { benchMicrodata } from './microdata.ts';
import { benchProtect } from './protect.ts';

const now = () => performance.now();

export const benches: Benches = {
  kernel: async (bits) => ({ ...benchKernel({ kernel: await nodeKernel(), now, bits }) }),
  encode: (rows) => benchEncode(rows, now),
  link: async (rows) => benchLink(rows, await nodeKernel(), now),
  microdata: async (rows) => benchMicrodata(rows, now),
  protect: benchProtect,
  machine,
};

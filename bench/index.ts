/** The measurements behind `padan bench`. They stand outside `src` because they make people up to measure with. */
import { nodeKernel } from '../src/adapters/node/kernel.ts';
import type { Benches, BenchReport } from '../src/cli/bench.ts';
import { benchAssign } from './assign.ts';
import { benchAttack } from './attack.ts';
import { benchEncode } from './encode.ts';
import { benchKernel } from './kernel.ts';
import { nativeLimit } from './kernel-limit.ts';
import { benchLink } from './link.ts';
import { machine } from './machine.ts';
import { benchMicrodata } from './microdata.ts';
import { benchProtect } from './protect.ts';
import { benchQuality } from './quality.ts';
import { benchRequest } from './request.ts';
import { benchTabulate } from './tabulate.ts';

const now = () => performance.now();

async function measureKernel(threads: number, bits?: number): Promise<BenchReport> {
  const limit = await nativeLimit();
  try {
    return {
      ...(await benchKernel({
        kernel: await nodeKernel(1),
        ...(threads > 1 ? { threaded: { kernel: await nodeKernel(threads), threads } } : {}),
        ...(bits === undefined ? {} : { bits }),
        limit,
        now,
      })),
    };
  } finally {
    if (limit.run) limit.remove();
  }
}

export const benches: Benches = {
  kernel: measureKernel,
  encode: (rows) => benchEncode(rows, now),
  link: benchLink,
  assign: async (rows) => benchAssign(rows, now),
  quality: async (options) => benchQuality(options, await nodeKernel()),
  microdata: async (rows) => benchMicrodata(rows, now),
  tabulate: async (rows) => benchTabulate(rows, now),
  request: benchRequest,
  attack: async (rows) => benchAttack(rows, now),
  protect: benchProtect,
  machine,
};

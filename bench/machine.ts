import { availableParallelism, cpus } from 'node:os';

/** Processor, cores and runtime in one line. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() || 'unknown processor';
  return `machine: ${model}, ${availableParallelism()} cores, ${process.platform} ${process.arch}, Node ${process.version}`;
}

/** Most memory this process has held so far, in MB (10^6 bytes). */
export function peakMB(): number {
  return Math.round((process.resourceUsage().maxRSS * 1024) / 1e6);
}

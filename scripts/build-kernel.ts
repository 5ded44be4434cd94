/**
 * Builds the compare kernel: AssemblyScript source to src/pprl/compare/kernel/kernel.wasm.
 *
 * The binary is committed, so that using Padan needs no compiler; a test builds it again and compares the bytes.
 * Run: node scripts/build-kernel.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const folder = join(import.meta.dirname, '../src/pprl/compare/kernel');
export const KERNEL_FILE = join(folder, 'kernel.wasm');

/** The bytes of kernel.wasm, freshly compiled. Deterministic for one version of AssemblyScript. */
export async function buildKernel(): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const source = readFileSync(join(folder, 'assembly/index.ts'), 'utf8');
  const options = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--runtime', 'stub'];
  const { error, stderr } = await asc.main(['index.ts', '--outFile', 'kernel.wasm', ...options], {
    readFile: (name) => (name === 'index.ts' ? source : null),
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') binary = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`The kernel did not compile:\n${stderr.toString()}`);
  return binary;
}

if (import.meta.main) {
  const bytes = await buildKernel();
  writeFileSync(KERNEL_FILE, bytes);
  console.log(`${KERNEL_FILE}: ${bytes.length} bytes`);
}

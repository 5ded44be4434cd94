/** Files of one command that spare what the command reads: an output never takes the place of an input. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Files } from '../../ports/files.ts';
import { DomainError, label } from '../../problems.ts';

/**
 * Edge: files are compared as the file system knows them, so that another spelling of the path or a link does not
 *       get past. Compared before the first byte is written and again before the output appears, since an input
 *       may be opened only while the output is being made. What was there stays as it was.
 * Throws: `file-is-input` from `write`.
 */
export function sparingInputs(files: Files): Files {
  const inputs = new Set<string>();
  const remember = async (path: string): Promise<void> => {
    const known = await identity(path);
    if (known !== null) inputs.add(known);
  };
  const spare = async (path: string): Promise<void> => {
    const known = await identity(path);
    if (known !== null && inputs.has(known))
      throw new DomainError('file-is-input', { file: label(basename(path)) });
  };
  return {
    ...files,
    async *read(path) {
      await remember(path);
      yield* files.read(path);
    },
    async readAll(path) {
      await remember(path);
      return files.readAll(path);
    },
    async write(path, bytes, options) {
      await spare(path);
      const sparing = async function* () {
        if (bytes instanceof Uint8Array) yield bytes;
        else yield* bytes;
        await spare(path);
      };
      await files.write(path, sparing(), options);
    },
  };
}

/** The same for every name of one file; null for standard streams and for what does not exist. */
async function identity(path: string): Promise<string | null> {
  if (path === '-') return null;
  return stat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => null,
  );
}

import { verify } from '../disclosure/verify.ts';
import { collect, fromUtf8 } from '../exchange/bytes.ts';
import { DomainError } from '../problems.ts';
import type { Command } from './command.ts';
import { readJsonFile, readOptions } from './options.ts';

/** `padan verify`: check a certificate against the file it is of, without a solver. */
export const verifyCommand: Command = {
  name: 'verify',
  usage: ['CELLS.csv|PUBLIC.csv CERT.json', 'Exit 0 where the certificate holds, 1 where it does not.'].join(
    '\n',
  ),
  async run(args, context) {
    const [cells, certificate] = readOptions(args, { values: [] }, 2, 2).positionals as [string, string];
    const text = fromUtf8(await collect(context.files.read(cells)));
    if (text === null) throw new DomainError('disclosure-public-not-valid', { row: 0 });
    const verdict = verify(text, await readJsonFile(context.files, certificate));
    if (verdict.holds) context.print(context.language === 'id' ? 'Sertifikat berlaku' : 'Certificate holds');
    else
      context.note(
        context.language === 'id'
          ? `padan: Sertifikat tidak berlaku: ${verdict.reason}`
          : `padan: Certificate does not hold: ${verdict.reason}`,
      );
    return verdict.holds ? 0 : 1;
  },
};

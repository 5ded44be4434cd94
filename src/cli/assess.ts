import { readEncodedFile } from '../exchange/encoded-reader.ts';
import { checkManifestFits, parseManifest } from '../exchange/manifest.ts';
import { PROPOSED_EXPOSURE_BOUNDS } from '../pprl/exposure/bounds.ts';
import { exposurePage } from '../pprl/exposure/page.ts';
import type { ExposureReport } from '../pprl/exposure/report-shape.ts';
import { type LinkageSchema, parseLinkageSchema } from '../pprl/linkage-schema.ts';
import { DomainError, label } from '../problems.ts';
import { assessFile } from '../usecases/assess-file.ts';
import { Digest } from '../usecases/digest.ts';
import type { CliContext, Command } from './command.ts';
import { writeJson } from './microdata-file.ts';
import { readChoice, readJsonFile, readOptions } from './options.ts';
import { builtInLinkageSchemas } from './schemas.ts';

/** `padan assess`: how an encoded file would stand up to known attacks (docs/reference/formats.md, Exposure). */
export const assessCommand: Command = {
  name: 'assess',
  usage: [
    'ENCODED [--manifest M.json] [--schema S.json] [--host independent|custodian] -o REPORT.json [--page PAGE.html]',
    'ENCODED     the file that `padan encode` wrote',
    '--manifest  its manifest: without it nobody declares the leakage',
    '--schema    its linkage schema, for the simulated attacks; not needed for a schema that comes with Padan',
    '--host      who will run the matching; a custodian holds the key. Without it an independent unit is assumed',
    '-o          the report, padan-exposure/1',
    '--page      the same as a page to read, in Indonesian and in English',
  ].join('\n'),
  async run(args, context) {
    const names = { values: ['manifest', 'schema', 'host', 'o', 'page'], outputs: ['o', 'page'] };
    const options = readOptions(args, names, 1, 1);
    const out = options.need('o');
    const { files } = context;
    const host = options.value('host');
    const custodian =
      host !== undefined && readChoice(host, ['independent', 'custodian'], 'host') === 'custodian';
    const manifestPath = options.value('manifest');
    const manifest =
      manifestPath === undefined ? null : parseManifest(await readJsonFile(files, manifestPath));
    const digest = new Digest();
    const reading = await readEncodedFile(digest.through(files.read(options.positionals[0]!)));
    const schema = await schemaOf(context, options.value('schema'), reading.header.schemaHash);
    const report = await assessFile({
      reading,
      schema,
      manifest,
      deployment: { host: host ?? null, hostHoldsKey: custodian },
      bounds: PROPOSED_EXPOSURE_BOUNDS,
      onProgress: (done) => context.progress(done),
      whole: () => {
        const { header } = reading;
        if (manifest) checkManifestFits(manifest, { header, bytes: digest.bytes, sha256: digest.sha256() });
      },
    });
    await writeJson(context, out, report);
    const page = options.value('page');
    if (page !== undefined)
      await files.write(page, new TextEncoder().encode(exposurePage(report, context.language)));
    if (out !== '-') for (const line of summary(report, context)) context.print(line);
    return 0;
  },
};

/** The schema given, or the one of that hash that comes with Padan, or null. */
async function schemaOf(
  { files }: CliContext,
  path: string | undefined,
  hash: string,
): Promise<LinkageSchema | null> {
  if (path === undefined) return builtInLinkageSchemas().find((schema) => schema.hash === hash) ?? null;
  const schema = parseLinkageSchema(await readJsonFile(files, path), 'linkage schema');
  if (schema.hash !== hash) throw new DomainError('files-not-linkable', { member: label('schemaHash') });
  return schema;
}

function summary({ light, reasons }: ExposureReport, { language }: CliContext): string[] {
  const words = { red: ['MERAH', 'RED'], amber: ['KUNING', 'AMBER'], green: ['HIJAU', 'GREEN'] } as const;
  return [words[light][language === 'id' ? 0 : 1], ...reasons.map((reason) => reason[language])];
}

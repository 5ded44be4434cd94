/** The exposure report of an encoded file that lies here. */
import type { EncodedReading } from '../exchange/encoded-reader.ts';
import type { Manifest } from '../exchange/manifest.ts';
import type { ExposureBounds } from '../pprl/exposure/bounds.ts';
import type { Deployment } from '../pprl/exposure/enumeration.ts';
import { ExposureMeter } from '../pprl/exposure/measures.ts';
import { exposureReport } from '../pprl/exposure/report.ts';
import type { ExposureReport } from '../pprl/exposure/report-shape.ts';
import type { LinkageSchema } from '../pprl/linkage-schema.ts';
import { simulationOf } from './simulations.ts';

export interface AssessJob {
  readonly reading: EncodedReading;
  /** Null where none was given: then nobody declares the leakage. */
  readonly manifest: Manifest | null;
  /** Null where it is not known: then no attack can be simulated. */
  readonly schema: LinkageSchema | null;
  readonly deployment: Deployment;
  readonly bounds: ExposureBounds;
  readonly onProgress?: (done: string) => void;
  /** Called when the whole file has been read: what it was declared to be can be held against it then. */
  readonly whole?: () => void;
}

/**
 * Cost: one pass over the file, then the simulation.
 * @throws {DomainError} the codes of `readEncodedFile`; `files-not-linkable` where the schema is not the file's;
 *   `manifest-differs` where the manifest is not.
 */
export async function assessFile({ reading, manifest, schema, ...job }: AssessJob): Promise<ExposureReport> {
  const { header } = reading;
  const meter = new ExposureMeter(header, job.bounds);
  let rows = 0;
  for await (const batch of reading.batches) {
    meter.add(batch);
    rows += batch.rows;
    job.onProgress?.(`${rows} rows`);
  }
  job.whole?.();
  const simulated = schema && (await simulationOf(schema, job.bounds, (step) => job.onProgress?.(step)));
  return exposureReport(
    {
      file: header,
      measures: meter.measures(),
      deployment: job.deployment,
      diffusion: schema?.diffusion ?? null,
      lambda: manifest?.leakageLambda ?? null,
      simulated,
    },
    job.bounds,
  );
}

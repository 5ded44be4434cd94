/** Somebody of every kind that tables need, and small microdata about nobody. */
import { microdataCsv } from '../../fixtures/synthetic/microdata.ts';
import { seededRandom } from '../../fixtures/synthetic/prng.ts';
import dictionary from '../../specs/datasets/sakernas-2024-08.json' with { type: 'json' };
import { Client, type Reply } from './client.ts';
import { type Harness, OPERATOR_KEY } from './harness.ts';

export { dictionary };

/** Text that no output, error or log line may hold: it stands in a column of the microdata. */
export const CANARY = 'KENARI';

/** Some 5 000 persons; the households of the first stratum are named after the canary. */
export const MICRODATA = [...microdataCsv(seededRandom(5), { blocks: 148, minimumBlocks: 2 })]
  .join('')
  .replace(/^(11,1,11-1,\d+,)(\d+),/gm, `$1${CANARY}$2,`);

/** Table 06 for three provinces: small enough to protect in a moment. */
export const CHOICES = {
  table: '06',
  where: [{ variable: 'region', in: ['11', '12', '97'] }],
  purpose: 'Uji menyeluruh',
};

/** What table 06 by province and sex is written as. */
export const EXPORTED = [
  'table.xlsx',
  'table.csv',
  'table.parquet',
  'table.id.jsonstat.json',
  'table.en.jsonstat.json',
  'table.sdmx.csv',
  'table.sdmx.json',
  'structure.sdmx.json',
  'table.id.webapi.json',
  'table.en.webapi.json',
  'metadata.satu-data.json',
  'bar.id.svg',
  'bar.en.svg',
  'map.id.svg',
  'map.en.svg',
];

export function sendMicrodata(client: Client, dataset: string, text: string): Promise<Response> {
  return client.send('PUT', `/datasets/${dataset}/microdata`, {
    headers: { 'content-type': 'text/csv' },
    body: text,
  });
}

/** A complete dataset, registered by this statistician. */
export async function aDataset(statistician: Client): Promise<string> {
  const { result } = await statistician.post('/datasets', { dictionary }, 201);
  const sent = await sendMicrodata(statistician, result.id, MICRODATA);
  if (sent.status !== 200) throw new Error(await sent.text());
  return result.id;
}

/** A release that was asked for by `statistician` upon a dataset of `producer`'s, built and checked. */
export async function aRelease(
  harness: Harness,
  statistician: Client,
  officer: Client,
  dataset: string,
  choices: object = CHOICES,
): Promise<Reply> {
  const asked = await statistician.post('/table-requests', { ...choices, dataset }, 202);
  await harness.drain();
  const { release } = await statistician.get(`/table-requests/${asked.result.id}`, 200);
  return officer.get(`/releases/${release}`, 200);
}

export function approval({ version, contentSha256 }: Reply) {
  return { decision: 'approve', version, contentSha256 };
}

/** A person of `party` with one key for each role. */
export async function person(
  harness: Harness,
  party: string,
  ...roles: readonly string[]
): Promise<readonly Client[]> {
  const operator = new Client(harness, OPERATOR_KEY);
  const { result } = await operator.post('/people', { name: 'Seseorang', party }, 201);
  const clients: Client[] = [];
  for (const role of roles) {
    const key = await operator.post(`/people/${result.id}/keys`, { role }, 201);
    clients.push(new Client(harness, key.result.apiKey));
  }
  return clients;
}

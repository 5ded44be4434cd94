/** A run all the way to `finished`: both files in, matched, flags answered by the register holder. */
import { webCryptoRandomness } from '../../src/adapters/web-crypto-randomness.ts';
import { collect } from '../../src/exchange/bytes.ts';
import { readRequest } from '../../src/exchange/row-for-row.ts';
import { answerRequest } from '../../src/usecases/answer-request.ts';
import { pieces } from './agency.ts';
import type { Reply } from './client.ts';
import { bytesOfStream } from './streams.ts';
import { type Agencies, files, startRun } from './two-agencies.ts';

/** The register holder answers what the unit asks; the run is finished with that. */
export async function answerRun(world: Agencies, run: string): Promise<void> {
  const asked = await world.holder.send('GET', `/runs/${run}/register-request`);
  const { header, lines } = await readRequest(pieces(await bytesOfStream(asked.body!)));
  const wanted = [];
  for await (const line of lines) wanted.push(line);
  const { requester, holder, flags } = await files();
  const answer = await answerRequest(
    {
      header,
      lines: wanted,
      recipient: requester.identity.recipient,
      order: holder.order,
      register: () => pieces(holder.csv),
      flags: () => pieces(flags),
    },
    webCryptoRandomness,
  );
  const sent = await world.holder.send('PUT', `/runs/${run}/flags`, {
    headers: { 'content-type': 'application/x-ndjson' },
    body: (await collect(answer)) as Uint8Array<ArrayBuffer>,
  });
  if (sent.status !== 200) throw new Error(`flags: ${sent.status} ${await sent.text()}`);
}

/** Another run over files that are in already. */
export async function finishRun(world: Agencies, submissions: [string, string]): Promise<Reply> {
  const run = await startRun(world, submissions);
  await world.harness.drain();
  await answerRun(world, run.id);
  return run;
}

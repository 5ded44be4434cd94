import { ndjsonLine, utf8Chunks } from '../exchange/ndjson.ts';
import { printRequest, type RequestLine, type ResultStatus } from '../exchange/row-for-row.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { CandidatePairs } from '../pprl/compare/clk-column.ts';
import { keyedTokenStage } from '../pprl/exact/exact-stage.ts';
import {
  checkInputs,
  decide,
  joinPairs,
  type LinkResult,
  matchExact,
  parsePairs,
  type RowStatus,
  sampleScores,
} from '../pprl/link.ts';
import { DomainError } from '../problems.ts';
import { ByteReader } from '../storage/byte-reader.ts';
import { findRun, updateRun } from '../storage/runs.ts';
import type { Sides } from './advance-run.ts';
import { commit } from './commit.ts';
import { newId } from './ids.ts';
import { streamOf } from './read-submission-file.ts';
import { pairsKey, type Run, type RunSummary, requestKey, rowsKey } from './runs.ts';
import { SERVICE_ACTOR, type Service } from './service.ts';
import { loadWhole } from './slabs.ts';

/**
 * All pairs are there: decide, draw a random id for every link, and write what each side will be given. Every
 * attempt writes under a name of its own and the commit says which one counts, so that two attempts at once, or
 * one that was killed, cannot mix.
 *
 * Leaks:  the register holder's list is in the order of its own rows, so that it does not tell the requester's.
 */
export async function decideRun(service: Service, vault: Blobs, sides: Sides, slices: number): Promise<void> {
  const { run } = sides;
  const result = await decided(service, vault, sides, slices);
  const decision = newId(service.randomness, 'dec');
  const linkOf = new Map<number, string>();
  const requests: RequestLine[] = [];
  for (const link of result.links) {
    if (link.status !== 'linked') continue;
    const id = newId(service.randomness, 'lnk');
    linkOf.set(link.a, id);
    requests.push({ row: link.b, link: id });
  }
  requests.sort((x, y) => x.row - y.row);
  const { id } = run.row;
  await vault.put(rowsKey(id, decision), streamOf(utf8Chunks(rowLines(result, linkOf))));
  await vault.put(
    requestKey(id, decision),
    streamOf(utf8Chunks(printRequest(requestHeader(run, requests.length), requests))),
  );
  await settle(service, id, result.threshold, summaryOf(result, decision));
}

async function decided(
  service: Service,
  vault: Blobs,
  { run: { row, project, auto }, a, b }: Sides,
  slices: number,
): Promise<LinkResult> {
  const kernel = await service.kernel();
  const [inputA, inputB] = [await loadWhole(vault, a), await loadWhole(vault, b)];
  const from = auto?.from ?? row.threshold;
  checkInputs(inputA, inputB, from);
  const candidates = await storedPairs(vault, row.id, slices);
  const exact = matchExact(inputA, inputB, keyedTokenStage);
  const sample = await sampleScores(inputA.clk, inputB.clk, kernel, service.pause);
  const { exactTokens, decision } = project.schema;
  const precision = auto?.precision ?? decision?.precision;
  const options = {
    reviewFrom: from,
    confirmAt: exactTokens.map((token) => token.confirmAt),
    unique: exactTokens.map((token) => token.unique),
    ...(precision === undefined ? {} : { precision }),
    ...(decision?.differingTokens === undefined ? {} : { differingTokens: decision.differingTokens }),
    sample,
  };
  const first = decide(inputA, inputB, exact, candidates, { ...options, threshold: from });
  if (auto === null) return first;
  const found = first.suggested?.threshold ?? null;
  if (found === null) throw new DomainError('threshold-not-found', { rows: sample.rows });
  return decide(inputA, inputB, exact, candidates, { ...options, threshold: found });
}

async function storedPairs(vault: Blobs, id: string, slices: number): Promise<CandidatePairs> {
  const parts: CandidatePairs[] = [];
  for (let slice = 0; slice < slices; slice++) {
    const stream = await vault.get(pairsKey(id, slice));
    if (!stream) throw new DomainError('stored-bytes-damaged', { slice });
    parts.push(parsePairs(await new ByteReader(stream).rest()));
  }
  return joinPairs(parts);
}

function* rowLines(result: LinkResult, linkOf: ReadonlyMap<number, string>): Generator<string> {
  for (const [row, status] of result.statuses.a.entries()) {
    const link = linkOf.get(row);
    yield ndjsonLine({ row, ...worded(status), link });
  }
}

/** The word for the requester: no row numbers of the other side, no scores. */
function worded(status: RowStatus): { readonly status: ResultStatus; readonly reason?: string } {
  return status.status === 'ambiguous'
    ? { status: 'ambiguous', reason: status.reason }
    : { status: status.status };
}

function requestHeader({ row, project, request }: Run, rows: number) {
  const requester = project.custodians.find(({ party }) => party === project.requester)!;
  const { letterNumber, purpose, flags } = request;
  return {
    run: row.id,
    letter: { number: letterNumber, purpose, flags },
    recipient: requester.recipient,
    rows,
  };
}

function summaryOf(
  { counts, confirmAt, estimated, suggested, curve, histogram, statuses }: LinkResult,
  decision: string,
): RunSummary {
  const count = (word: RowStatus['status']) => statuses.a.filter(({ status }) => status === word).length;
  return {
    rows: counts,
    linked: count('linked'),
    notLinked: count('not-linked'),
    ambiguous: count('ambiguous'),
    duplicate: count('duplicate'),
    confirmAt,
    estimated,
    suggested,
    curve,
    histogram,
    decision,
  };
}

/** Without a link there is no flag to wait for. */
async function settle(service: Service, id: string, threshold: number, summary: RunSummary): Promise<void> {
  const { rows, linked, notLinked, ambiguous, duplicate } = summary;
  await commit(service, SERVICE_ACTOR, async (now) => {
    const row = await findRun(service.database, id);
    if (row?.state !== 'comparing') return { unchanged: null };
    const state = linked > 0 ? 'waiting-for-flags' : 'finished';
    return {
      event: {
        action: 'run-decided',
        subject: id,
        facts: { rows, threshold, linked, notLinked, ambiguous, duplicate },
      },
      writes: [
        updateRun(id, {
          state,
          threshold,
          summary: JSON.stringify(summary),
          settled_at: state === 'finished' ? now : null,
        }),
      ],
      result: null,
    };
  });
}

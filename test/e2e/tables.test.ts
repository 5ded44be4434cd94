import { writeXlsx } from 'hucre/xlsx';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeEach, describe, expect, it } from 'vitest';
import { microdataCsv } from '../../fixtures/synthetic/microdata.ts';
import { seededRandom } from '../../fixtures/synthetic/prng.ts';
import { surveyRound } from '../../fixtures/synthetic/survey-rounds.ts';
import february from '../../specs/datasets/sakernas-2025-02.json' with { type: 'json' };
import { verify } from '../../src/disclosure/verify.ts';
import type { Client } from './client.ts';
import { type Harness, openHarness } from './harness.ts';
import {
  aDataset,
  approval,
  aRelease,
  CANARY,
  CHOICES,
  dictionary,
  EXPORTED,
  MICRODATA,
  person,
  sendMicrodata,
} from './tables-world.ts';

let harness: Harness;
let statistician: Client;
let officer: Client;
let receiver: Client;
beforeEach(async () => {
  harness = await openHarness();
  [statistician] = (await person(harness, 'bps', 'statistician')) as [Client];
  [officer] = (await person(harness, 'bps', 'privacy-officer')) as [Client];
  [receiver] = (await person(harness, 'kp2mi', 'statistician')) as [Client];
});

const output = async (client: Client, release: string, name: string) => {
  const response = await client.send('GET', `/releases/${release}/outputs/${name}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('a table, from microdata to release', () => {
  it('is built, protected, audited, approved by another person, and read by both parties', async () => {
    const dataset = await aDataset(statistician);
    const release = await aRelease(harness, receiver, officer, dataset);
    expect(release).toMatchObject({
      state: 'checked',
      version: 1,
      tables: ['06'],
      producer: 'bps',
      receiver: 'kp2mi',
      audit: { outcome: 'holds' },
    });
    await receiver.get(`/releases/${release.id}`, 404);
    expect((await output(receiver, release.id, 'table.csv')).status).toBe(404);

    const approved = await officer.post(`/releases/${release.id}/reviews`, approval(release), 200);
    expect(approved.result).toMatchObject({ state: 'approved', version: 2 });
    const seen = await receiver.get(`/releases/${release.id}`, 200);
    expect(seen.outputs.map((each: { name: string }) => each.name)).toEqual([
      ...EXPORTED,
      'table.json',
      'public.csv',
      'certificate.json',
    ]);

    const csv = await output(receiver, release.id, 'table.csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.text.split('\n')[0]).toContain('region,region_id,region_en,sex');
    expect(csv.text.split('\n')).toHaveLength(4 * 3 + 2);
    for (const line of csv.text.trim().split('\n').slice(1)) expect(line).toContain('Sumber: BPS, Sakernas');
    for (const name of ['table.json', 'public.csv', 'certificate.json'])
      expect(
        decodeURIComponent((await output(receiver, release.id, name)).headers.get('padan-citation')!),
      ).toBe(release.citation.id);
    const table = JSON.parse((await output(receiver, release.id, 'table.json')).text);
    expect(table).toMatchObject({ protected: true, citation: release.citation });
    const certificate = JSON.parse((await output(receiver, release.id, 'certificate.json')).text);
    expect(verify((await output(receiver, release.id, 'public.csv')).text, certificate).holds).toBe(true);

    const types = {
      'table.xlsx': ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
      'table.parquet': ['application/vnd.apache.parquet', 'PAR1'],
      'table.sdmx.json': ['application/vnd.sdmx.data+json; version=2.0.0', '{"meta"'],
      'table.id.jsonstat.json': ['application/json', '{"version":"2.0"'],
      'map.id.svg': ['image/svg+xml', '<svg'],
    };
    for (const [name, [type, start]] of Object.entries(types)) {
      const file = await output(receiver, release.id, name);
      expect(file.headers.get('content-type')).toBe(type);
      expect(file.text.startsWith(start!)).toBe(true);
      expect(decodeURIComponent(file.headers.get('padan-citation')!)).toBe(release.citation.id);
    }

    for (const name of ['officer-certificate.json', 'report.json', 'report.html']) {
      expect((await output(receiver, release.id, name)).status).toBe(404);
      expect((await output(statistician, release.id, name)).status).toBe(404);
      expect((await output(officer, release.id, name)).status).toBe(200);
    }
    const [theirOfficer] = await person(harness, 'kp2mi', 'privacy-officer');
    expect((await output(theirOfficer!, release.id, 'report.json')).status).toBe(404);
  });

  it('publishes what tabulating the same rows gives, where nothing is hidden', async () => {
    const dataset = await aDataset(statistician);
    const choices = { ...CHOICES, where: [{ variable: 'region', in: ['11'] }] };
    const release = await aRelease(harness, statistician, officer, dataset, choices);
    const table = JSON.parse((await output(officer, release.id, 'table.json')).text);
    const cell = table.cells.find(
      ({ codes }: { codes: Record<string, string> }) =>
        codes.region === 'Total' && codes.sex === 'Total' && codes.component === 'Total',
    );
    // Counted here from the text of the file, a row at a time.
    let weight = 0;
    for (const line of MICRODATA.trim().split('\n').slice(1)) {
      const cells = line.split(',');
      if (cells[0] === '11' && ['1', '2'].includes(cells[8]!)) weight += Number(cells[5]);
    }
    expect(Math.abs(cell.value - weight)).toBeLessThanOrEqual(2);
    expect(release.receiver).toBe('kp2mi');
  });

  it('goes on after a kill at any step, and builds one release only', async () => {
    const dataset = await aDataset(statistician);
    const asked = await statistician.post('/table-requests', { ...CHOICES, dataset }, 202);
    await harness.restart();
    await harness.drain();
    await harness.restart();
    await harness.drain();
    const request = await statistician.get(`/table-requests/${asked.result.id}`, 200);
    expect(request.state).toBe('built');
    expect(await officer.get('/releases', 200)).toHaveLength(1);
  });

  it('makes one request of two with the same Idempotency-Key', async () => {
    const dataset = await aDataset(statistician);
    const headers = { 'idempotency-key': 'sekali' };
    const first = await statistician.post('/table-requests', { ...CHOICES, dataset }, 202, headers);
    const second = await statistician.post('/table-requests', { ...CHOICES, dataset }, 202, headers);
    expect(second.result.id).toBe(first.result.id);
    const other = { ...CHOICES, dataset, purpose: 'Lain' };
    const refused = await statistician.post('/table-requests', other, 409, headers);
    expect(refused.code).toBe('idempotency-key-reused');
  });

  it('leaves the microdata in no output, error, log line or stored byte', async () => {
    const dataset = await aDataset(statistician);
    const release = await aRelease(harness, statistician, officer, dataset);
    await officer.post(`/releases/${release.id}/reviews`, approval(release), 200);
    const { rows, blobs } = await harness.stored();
    expect(rows).not.toContain(CANARY);
    for (const bytes of blobs.values()) expect(new TextDecoder('latin1').decode(bytes)).not.toContain(CANARY);
    expect(JSON.stringify(harness.logs)).not.toContain(CANARY);
    for (const { name } of (await officer.get(`/releases/${release.id}`, 200)).outputs)
      expect((await output(officer, release.id, name)).text).not.toContain(CANARY);
  });
});

describe('datasets', () => {
  it('refuse microdata by row and column, keep nothing of them, and may be tried again', async () => {
    const { result } = await statistician.post('/datasets', { dictionary }, 201);
    const bad = MICRODATA.replace(/^(.*\n.*\n)11,/, `$1${CANARY},`);
    const refused = await sendMicrodata(statistician, result.id, bad);
    expect(refused.status).toBe(422);
    const problem = await refused.text();
    expect(JSON.parse(problem)).toMatchObject({
      code: 'microdata-code-unknown',
      facts: { row: 2, column: 1, variable: 'region' },
    });
    expect(problem).not.toContain(CANARY);
    expect((await harness.stored()).blobs.size).toBe(0);
    const columns = await sendMicrodata(statistician, result.id, 'nik,nama\n1,2\n');
    expect((await columns.json()) as object).toMatchObject({ code: 'microdata-columns' });
    expect((await sendMicrodata(statistician, result.id, MICRODATA)).status).toBe(200);
    const complete = await statistician.get(`/datasets/${result.id}`, 200);
    expect(complete).toMatchObject({ state: 'ready', records: MICRODATA.trim().split('\n').length - 1 });
  });

  it('take in a workbook and a Parquet file as they take in CSV, and refuse what a spreadsheet did to codes', async () => {
    const [header, ...lines] = MICRODATA.trim().split('\n').slice(0, 400);
    const names = header!.split(',');
    const types = names.map((name) => dictionary.variables.find((each) => each.name === name)!.type);
    const typed = (asText: readonly string[]) =>
      lines.map((line) =>
        line
          .split(',')
          .map((cell, at) =>
            cell === '' ? null : asText.includes(types[at]!) || cell === 'XX' ? cell : Number(cell),
          ),
      );
    const send = async (type: string, body: Uint8Array) => {
      const { result } = await statistician.post('/datasets', { dictionary }, 201);
      const sent = await statistician.send('PUT', `/datasets/${result.id}/microdata`, {
        headers: { 'content-type': type },
        body: body as Uint8Array<ArrayBuffer>,
      });
      return { id: result.id, status: sent.status, reply: (await sent.json()) as Record<string, never> };
    };
    const sheet = (rows: (string | number | null)[][]) =>
      writeXlsx({ sheets: [{ name: 'data', rows: [names, ...rows] }] });
    const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const good = await send(xlsx, await sheet(typed(['code', 'identifier'])));
    expect([good.status, (await statistician.get(`/datasets/${good.id}`, 200)).records]).toEqual([
      200,
      lines.length,
    ]);
    const bad = await send(xlsx, await sheet(typed(['identifier'])));
    expect([bad.status, bad.reply]).toMatchObject([
      422,
      { code: 'workbook-cell-type', facts: { row: 1, column: 1, variable: 'region', found: 'number' } },
    ]);
    const columns = names.map((name, at) => {
      const data = typed(['code', 'identifier']).map((row) => row[at]!);
      const text = types[at] !== 'number' || data.some((cell) => typeof cell === 'string');
      return text || name === 'hours' || name === 'wage'
        ? { name, type: 'STRING' as const, data: data.map((cell) => (cell === null ? null : String(cell))) }
        : { name, type: 'DOUBLE' as const, data };
    });
    const parquet = new Uint8Array(parquetWriteBuffer({ columnData: columns }));
    const packed = await send('application/vnd.apache.parquet', parquet);
    expect([packed.status, packed.reply]).toMatchObject([200, {}]);
    const wish = { ...CHOICES, where: [{ variable: 'region', in: ['11'] }] };
    for (const { id } of [good, packed]) {
      const asked = await statistician.post('/table-requests', { ...wish, dataset: id }, 202);
      await harness.drain();
      expect((await statistician.get(`/table-requests/${asked.result.id}`, 200)).state).toBe('built');
    }
    expect((await send('application/pdf', parquet)).status).toBe(415);
  });

  it('keep revised vintages of one round side by side, and tables of both are protected together', async () => {
    const first = await aDataset(statistician);
    const revised = { ...dictionary, vintage: 'revisi-1' };
    const { result } = await statistician.post('/datasets', { dictionary: revised }, 201);
    // One person of the revision is counted with another weight.
    const lines = MICRODATA.split('\n');
    lines[1] = lines[1]!.split(',').with(5, '123.5').join(',');
    expect((await sendMicrodata(statistician, result.id, lines.join('\n'))).status).toBe(200);
    const listed = await statistician.get('/datasets', 200);
    expect(listed.map((each: { dictionary: { vintage: string } }) => each.dictionary.vintage)).toEqual([
      dictionary.vintage,
      'revisi-1',
    ]);
    const choices = { ...CHOICES, where: [{ variable: 'region', in: ['11'] }] };
    const before = await aRelease(harness, statistician, officer, first, choices);
    await officer.post(`/releases/${before.id}/reviews`, approval(before), 200);
    const after = await aRelease(harness, statistician, officer, result.id, choices);
    const report = JSON.parse((await output(officer, after.id, 'report.json')).text);
    expect(report.earlier.releases).toEqual([before.id]);
  });

  it('refuse a dictionary that mixes editions of a classification', async () => {
    const recoded = dictionary.variables.map((each) =>
      each.name === 'sex' ? { ...each, codelist: 'kbli-2025-section', version: 'KBLI 2025' } : each,
    );
    const mixed = await statistician.post(
      '/datasets',
      { dictionary: { ...dictionary, variables: recoded } },
      422,
    );
    expect(mixed).toMatchObject({
      code: 'dictionary-classifications-mixed',
      facts: { classification: 'kbli' },
    });
  });

  it('are complete once: a second file is refused', async () => {
    const dataset = await aDataset(statistician);
    const again = await sendMicrodata(statistician, dataset, MICRODATA);
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([
      409,
      'dataset-complete',
    ]);
  });

  it('are seen by the other party when complete, and changed by the producer only', async () => {
    const { result } = await statistician.post('/datasets', { dictionary }, 201);
    await receiver.get(`/datasets/${result.id}`, 404);
    expect((await sendMicrodata(receiver, result.id, MICRODATA)).status).toBe(404);
    await sendMicrodata(statistician, result.id, MICRODATA);
    await receiver.get(`/datasets/${result.id}`, 200);
    expect((await receiver.post(`/datasets/${result.id}/erasure`, undefined, 403)).code).toBe(
      'party-not-allowed',
    );
    const [stranger] = await person(harness, 'third', 'statistician');
    await stranger!.get(`/datasets/${result.id}`, 404);
    expect(await stranger!.get('/datasets', 200)).toEqual([]);
  });

  it('refuse a dictionary of another producer, one that is not valid, and an unknown code list', async () => {
    expect((await receiver.post('/datasets', { dictionary }, 403)).code).toBe('dataset-producer-differs');
    const broken = { ...dictionary, design: null };
    expect((await statistician.post('/datasets', { dictionary: broken }, 422)).code).toBe('spec-invalid');
    const variables = dictionary.variables.map((each) => ({
      ...each,
      ...(each.codelist && { codelist: 'x' }),
    }));
    const unknown = await statistician.post('/datasets', { dictionary: { ...dictionary, variables } }, 422);
    expect(unknown).toMatchObject({ code: 'codelist-unknown' });
  });

  it('are erased for good: no table can be made, the bytes go', async () => {
    const dataset = await aDataset(statistician);
    await statistician.post(`/datasets/${dataset}/erasure`, undefined, 200);
    await harness.drain();
    expect((await harness.stored()).blobs.size).toBe(0);
    expect((await statistician.post('/table-requests', { ...CHOICES, dataset }, 410)).code).toBe(
      'data-erased',
    );
    await statistician.post(`/datasets/${dataset}/erasure`, undefined, 200);
  });

  it('are not tabulated before they are complete', async () => {
    const { result } = await statistician.post('/datasets', { dictionary }, 201);
    const asked = await statistician.post('/table-requests', { ...CHOICES, dataset: result.id }, 409);
    expect(asked.code).toBe('dataset-not-ready');
  });
});

describe('table requests', () => {
  it('refuse a choice and say what is allowed instead', async () => {
    const dataset = await aDataset(statistician);
    const refused = async (choices: object, code: string, allowed: string, status = 422) => {
      const problem = await receiver.post('/table-requests', { ...CHOICES, dataset, ...choices }, status);
      expect(problem.code).toBe(code);
      expect(problem.facts.allowed).toContain(allowed);
    };
    await refused({ table: '99' }, 'table-unknown', '06', 404);
    await refused({ dimensions: ['education'] }, 'table-dimension-unknown', 'sex');
    await refused({ dimensions: ['sex'] }, 'table-dimension-required', 'region');
    await refused({ where: [{ variable: 'region', in: ['93'] }] }, 'table-filter-code', '97');
    await refused({ where: [{ variable: 'psu', in: ['1'] }] }, 'table-filter-unknown', 'region');
  });

  it('refuse what the round, the table or the data do not give, each with its own reason', async () => {
    const dataset = await aDataset(statistician);
    const { result } = await statistician.post('/datasets', { dictionary: february }, 201);
    const body = [...microdataCsv(seededRandom(5), { blocks: 80, minimumBlocks: 2 }, surveyRound('2025-02'))];
    expect((await sendMicrodata(statistician, result.id, body.join(''))).status).toBe(200);
    const asked = (choices: object, on = dataset) =>
      receiver.post('/table-requests', { table: '05', purpose: 'Uji', dataset: on, ...choices }, 422);
    const regencies = { levels: { region: 'regency' } };
    expect(await asked(regencies, result.id)).toMatchObject({
      code: 'table-region-too-fine',
      facts: { round: '2025-02', allowed: ['province'] },
    });
    expect(await asked({ levels: { region: 'desa' } })).toMatchObject({
      code: 'table-level-unknown',
      facts: { allowed: ['province', 'regency'] },
    });
    expect(await asked({ table: '09', dimensions: ['region'] })).toMatchObject({
      code: 'table-dimension-unknown',
      facts: { allowed: ['workAbroad', 'sex', 'education'] },
    });
    expect((await asked({ table: '14' })).code).toBe('table-dataset-mismatch');
    const large = { table: '04', dimensions: ['region', 'sex', 'education', 'marital', 'age'], ...regencies };
    expect(await asked(large)).toMatchObject({
      code: 'table-too-many-cells',
      facts: { withoutOneOf: ['region'] },
    });
  });

  it('with a filter that leaves nobody are refused when they are built, with the filters at fault', async () => {
    const dataset = await aDataset(statistician);
    // Nobody of this file works abroad at present and is unemployed in the smallest of its provinces.
    const where = [
      { variable: 'workAbroad', in: ['3'] },
      { variable: 'region', in: ['97'] },
      { variable: 'education', in: ['7'] },
    ];
    const wish = { table: '12', purpose: 'Uji', dataset, dimensions: ['sex'], where };
    const made = await statistician.post('/table-requests', wish, 202);
    await harness.drain();
    expect(await statistician.get(`/table-requests/${made.result.id}`, 200)).toMatchObject({
      state: 'refused',
      problem: {
        code: 'table-population-empty',
        facts: { where: ['workAbroad', 'region', 'education'] },
      },
    });
  });

  it('can be filled in from the choices of the table, which are those of the round', async () => {
    const dataset = await aDataset(statistician);
    const choices = await receiver.get(`/tables/05/choices?dataset=${dataset}`, 200);
    expect(choices).toMatchObject({ table: '05', round: '2024-08', regionFloor: 'regency' });
    const levels = choices.dimensions[0].levels.map(({ level }: { level: string }) => level);
    expect(levels).toEqual(['province', 'regency']);
    expect((await receiver.get(`/tables/14/choices?dataset=${dataset}`, 422)).code).toBe(
      'table-dataset-mismatch',
    );
    const wish = {
      ...{ table: '05', purpose: 'Uji', dataset, dimensions: ['region'] },
      ...{ levels: { region: 'regency' }, where: [{ variable: 'region', in: ['97'] }] },
    };
    const asked = await receiver.post('/table-requests', wish, 202);
    expect(asked.result).toMatchObject({ levels: { region: 'regency' } });
    await harness.drain();
    const { release } = await statistician.get(`/table-requests/${asked.result.id}`, 200);
    const table = JSON.parse((await output(officer, release, 'table.json')).text);
    expect(table.dimensions[0]).toMatchObject({
      level: 'regency',
      classification: { codelist: 'regency-bps', version: '2024', system: 'bps' },
    });
    expect(table.share).toMatchObject({ within: [], scale: 100 });
    expect(table.shares).toHaveLength(table.cells.length);
    expect(table.footnotes.length).toBeGreaterThan(0);
  });

  it('are seen by the party that asked and by the producer, by nobody else', async () => {
    const dataset = await aDataset(statistician);
    const asked = await receiver.post('/table-requests', { ...CHOICES, dataset }, 202);
    const mine = await receiver.get(`/table-requests/${asked.result.id}`, 200);
    expect(mine).toMatchObject({ state: 'building', mine: true, release: null });
    expect((await statistician.get('/table-requests', 200))[0]).toMatchObject({
      mine: false,
      party: 'kp2mi',
    });
    const [stranger] = await person(harness, 'third', 'statistician');
    await stranger!.get(`/table-requests/${asked.result.id}`, 404);
    expect(await stranger!.get('/table-requests', 200)).toEqual([]);
    const [colleague] = await person(harness, 'bps', 'statistician');
    const own = await colleague!.post('/table-requests', { ...CHOICES, dataset }, 202);
    await receiver.get(`/table-requests/${own.result.id}`, 404);
  });

  it('say why a table could not be built; positions in the microdata to their producer only', async () => {
    const { result } = await statistician.post('/datasets', { dictionary }, 201);
    // Employed, yet without industry: not visible to the dictionary, but to the table.
    const lines = MICRODATA.split('\n');
    const employed = lines.findIndex((line) => line.split(',')[8] === '1');
    lines[employed] = lines[employed]!.split(',').with(9, '').join(',');
    expect((await sendMicrodata(statistician, result.id, lines.join('\n'))).status).toBe(200);
    const choices = { table: '05', purpose: 'Uji', dataset: result.id };
    const asked = await receiver.post('/table-requests', choices, 202);
    await harness.drain();
    const at = `/table-requests/${asked.result.id}`;
    expect(await statistician.get(at, 200)).toMatchObject({
      state: 'refused',
      release: null,
      problem: { code: 'table-dimension-missing', facts: { row: employed, variable: 'industry' } },
    });
    const { problem } = await receiver.get(at, 200);
    expect([problem.code, problem.facts]).toEqual(['table-dimension-missing', {}]);
    expect(await officer.get('/releases', 200)).toEqual([]);
  });
});

describe('reviews', () => {
  it('are not for the person who asked, whichever key they use', async () => {
    const [asker, sameOfficer] = (await person(harness, 'bps', 'statistician', 'privacy-officer')) as [
      Client,
      Client,
    ];
    const release = await aRelease(harness, asker, officer, await aDataset(statistician));
    const refused = await sameOfficer.post(`/releases/${release.id}/reviews`, approval(release), 409);
    expect(refused.code).toBe('release-same-person');
    await officer.post(`/releases/${release.id}/reviews`, approval(release), 200);
  });

  it('are for officers of the producer: others get 404 before and 403 after approval', async () => {
    const release = await aRelease(harness, receiver, officer, await aDataset(statistician));
    const [theirs] = (await person(harness, 'kp2mi', 'privacy-officer')) as [Client];
    const [stranger] = (await person(harness, 'third', 'privacy-officer')) as [Client];
    const reviews = `/releases/${release.id}/reviews`;
    expect((await theirs.post(reviews, approval(release), 404)).code).toBe('not-found');
    expect((await statistician.post(reviews, approval(release), 403)).code).toBe('role-not-allowed');
    await officer.post(reviews, approval(release), 200);
    expect((await theirs.post(reviews, approval(release), 403)).code).toBe('party-not-allowed');
    await stranger.post(reviews, approval(release), 404);
  });

  it('name the version and the content that were read', async () => {
    const release = await aRelease(harness, receiver, officer, await aDataset(statistician));
    const reviews = `/releases/${release.id}/reviews`;
    const stale = await officer.post(reviews, { ...approval(release), version: 7 }, 409);
    expect(stale).toMatchObject({ code: 'release-version-stale', facts: { current: 1 } });
    const other = { ...approval(release), contentSha256: '0'.repeat(64) };
    expect((await officer.post(reviews, other, 409)).code).toBe('release-content-differs');
    await officer.post(reviews, approval(release), 200);
    expect((await officer.post(reviews, approval(release), 409)).code).toBe('release-version-stale');
    const again = { ...approval(release), version: 2 };
    expect((await officer.post(reviews, again, 409)).code).toBe('release-step-not-allowed');
  });

  it('of two officers at once let one decide', async () => {
    const release = await aRelease(harness, receiver, officer, await aDataset(statistician));
    const [second] = (await person(harness, 'bps', 'privacy-officer')) as [Client];
    const send = (client: Client) =>
      client.send('POST', `/releases/${release.id}/reviews`, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(approval(release)),
      });
    const answers = await Promise.all([officer, second].map(send));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('refuse with a reason, after which nobody else ever sees the release', async () => {
    const release = await aRelease(harness, receiver, officer, await aDataset(statistician));
    const reviews = `/releases/${release.id}/reviews`;
    const refusal = { ...approval(release), decision: 'refuse' };
    expect((await officer.post(reviews, refusal, 422)).code).toBe('reason-missing');
    const refused = await officer.post(reviews, { ...refusal, reason: 'Terlalu rinci' }, 200);
    expect(refused.result).toMatchObject({ state: 'refused', reason: 'Terlalu rinci' });
    await receiver.get(`/releases/${release.id}`, 404);
    expect((await officer.post(reviews, { ...approval(release), version: 2 }, 409)).code).toBe(
      'release-step-not-allowed',
    );
  });

  it('approve a table built before another was approved only when it is asked for once more', async () => {
    const dataset = await aDataset(statistician);
    const wider = { ...CHOICES, where: [{ variable: 'region', in: ['11', '12', '13', '97'] }] };
    const [first, second] = [
      await aRelease(harness, receiver, officer, dataset),
      await aRelease(harness, receiver, officer, dataset, wider),
    ];
    await officer.post(`/releases/${first.id}/reviews`, approval(first), 200);
    const refused = await officer.post(`/releases/${second.id}/reviews`, approval(second), 409);
    expect(refused.code).toBe('release-ledger-not-audited');
    expect(refused.facts.releases).toContain(first.id);

    const again = await aRelease(harness, receiver, officer, dataset, wider);
    expect(again.audit).toMatchObject({ outcome: 'holds', with: expect.arrayContaining([first.id]) });
    const report = JSON.parse((await output(officer, again.id, 'report.json')).text);
    expect(report.earlier.releases).toContain(first.id);
    expect(report.earlier.sharedCells).toBeGreaterThan(0);
    await officer.post(`/releases/${again.id}/reviews`, approval(again), 200);
  });

  it('hide in a second table what the first one hid, so that no difference gives it away', async () => {
    const dataset = await aDataset(statistician);
    const hiddenIn = async (release: string) => {
      const { text } = await output(officer, release, 'public.csv');
      const rows = text.trim().split('\n').slice(1);
      return new Map(rows.map((row) => [row.split(',').slice(0, 3).join(), row.endsWith(',hidden')]));
    };
    const first = await aRelease(harness, receiver, officer, dataset);
    await officer.post(`/releases/${first.id}/reviews`, approval(first), 200);
    const wider = { ...CHOICES, where: [{ variable: 'region', in: ['11', '12', '13', '97'] }] };
    const second = await aRelease(harness, receiver, officer, dataset, wider);
    const [before, after] = [await hiddenIn(first.id), await hiddenIn(second.id)];
    const shared = [...before].filter(([codes]) => after.has(codes) && !codes.startsWith('Total'));
    expect(shared.filter(([, hidden]) => hidden).length).toBeGreaterThan(0);
    for (const [codes, hidden] of shared) if (hidden) expect(after.get(codes), codes).toBe(true);
  });

  it('know the same microdata under the name of another round', async () => {
    const dataset = await aDataset(statistician);
    const first = await aRelease(harness, receiver, officer, dataset);
    await officer.post(`/releases/${first.id}/reviews`, approval(first), 200);
    const renamed = { ...dictionary, round: '2024-09' };
    const { result } = await statistician.post('/datasets', { dictionary: renamed }, 201);
    expect((await sendMicrodata(statistician, result.id, MICRODATA)).status).toBe(200);
    const second = await aRelease(harness, receiver, officer, result.id);
    expect(second.audit.with).toContain(first.id);
  });
});

describe('withdrawals', () => {
  it('close the files to everybody but the producer’s officers, and leave the release in the ledger', async () => {
    const dataset = await aDataset(statistician);
    const release = await aRelease(harness, receiver, officer, dataset);
    await officer.post(`/releases/${release.id}/reviews`, approval(release), 200);
    const withdrawal = `/releases/${release.id}/withdrawal`;
    expect((await receiver.post(withdrawal, { version: 2, reason: 'x' }, 403)).code).toBe(
      'party-not-allowed',
    );
    expect((await statistician.post(withdrawal, { version: 1, reason: 'x' }, 409)).code).toBe(
      'release-version-stale',
    );
    expect((await statistician.post(withdrawal, { version: 2, reason: ' ' }, 422)).code).toBe(
      'reason-missing',
    );
    await statistician.post(withdrawal, { version: 2, reason: 'Salah penimbang' }, 200);
    expect(await receiver.get(`/releases/${release.id}`, 200)).toMatchObject({
      state: 'withdrawn',
      outputs: [],
    });
    expect((await output(receiver, release.id, 'table.csv')).status).toBe(404);
    expect((await output(officer, release.id, 'table.csv')).status).toBe(200);
    const wider = { ...CHOICES, where: [{ variable: 'region', in: ['11', '12', '13', '97'] }] };
    const other = await aRelease(harness, receiver, officer, dataset, wider);
    expect(other.audit.with).toContain(release.id);
  });
});

describe('the audit log', () => {
  it('holds every step in order, with no record data', async () => {
    const release = await aRelease(harness, receiver, officer, await aDataset(statistician));
    await officer.post(`/releases/${release.id}/reviews`, approval(release), 200);
    await output(officer, release.id, 'report.json');
    const { events } = await officer.get('/audit-log', 200);
    const actions = events.map(({ event }: { event: { action: string } }) => event.action);
    expect(actions.filter((action: string) => !/^(person|key)/.test(action))).toEqual([
      'dataset-registered',
      'dataset-completed',
      'table-requested',
      'table-built',
      'release-approved',
      'release-output-read',
    ]);
  });
});

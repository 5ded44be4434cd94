/** Island of the local encoder: asks for files, shows which column is which, and lets a worker do the work. */
import { DomainError, type Language } from '../../problems.ts';
import { element, find, tableOf } from './encoder/dom.ts';
import type { Encoded, FromWorker, ToWorker } from './encoder/messages.ts';
import { recogniseColumns } from './encoder/recognise.ts';
import { saveLink, shownRefusal, shownResult } from './encoder/results.ts';
import { linkageSchemas } from './encoder/schemas.ts';
import { submitted } from './encoder/submit.ts';
import { WORDS } from './encoder/words.ts';

const form = find<HTMLFormElement>('encoder');
const language: Language = form.dataset.language === 'en' ? 'en' : 'id';
const words = WORDS[language];
const numbers = new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB');
const [problems, result, status] = ['problems', 'result', 'status'].map((id) => find(id));
const [dataFile, schemaChoice] = [find<HTMLInputElement>('data-file'), find<HTMLSelectElement>('schema')];
let worker: Worker | null = null;

/** In the file that is opened from disk the worker's text lies in the page. */
function startWorker(): Worker {
  const inPage = document.getElementById('encoder-worker');
  if (inPage === null) return new Worker(form.dataset.worker!, { type: 'module' });
  const url = URL.createObjectURL(new Blob([inPage.textContent ?? ''], { type: 'text/javascript' }));
  // A module would be fetched by its address, which a page opened from disk may not; a plain script is not.
  return new Worker(url);
}

/** The last word of a worker upon one order. */
function asked(order: ToWorker, onProgress: (pass: 1 | 2, rows: number) => void): Promise<FromWorker> {
  worker?.terminate();
  const own = startWorker();
  worker = own;
  return new Promise((resolve) => {
    own.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'progress') return onProgress(data.pass, data.rows);
      own.terminate();
      return resolve(data);
    });
    own.addEventListener('error', () => resolve({ kind: 'failed' }));
    own.postMessage(order);
  });
}

function say(text: string, kind = ''): void {
  status!.className = kind;
  status!.textContent = text;
}

function clear(): void {
  problems!.replaceChildren();
  result!.replaceChildren();
  say('');
}

async function inspect(): Promise<void> {
  const [file] = dataFile.files ?? [];
  find('mapping').hidden = true;
  clear();
  if (!file) return;
  const answer = await asked({ kind: 'inspect', file }, () => undefined);
  if (answer.kind === 'header') showMapping(answer.header);
  else showFailure(answer);
}

function showMapping(header: readonly string[]): void {
  const schema = linkageSchemas().find(({ id }) => id === schemaChoice.value)!;
  const names = schema.columns.map(({ name }) => name);
  const guess = recogniseColumns(names, header);
  const rows = names.map((name, i) => {
    const id = `column-${i}`;
    const options = header.map(
      (text, at) => new Option(`${at + 1}. ${text}`, String(at), false, at === guess[i]),
    );
    const select = element(
      'select',
      { id, required: true },
      new Option(words.choose, '', false, guess[i] === -1),
      ...options,
    );
    return [element('label', { htmlFor: id }, name), select];
  });
  find('mapping-table').replaceChildren(tableOf([words.schemaColumn, words.fileColumn], rows));
  find('mapping').hidden = false;
}

function mappingChosen(): number[] | null {
  const selects = [...find('mapping-table').querySelectorAll('select')];
  if (selects.length === 0 || selects.some(({ value }) => value === '')) return null;
  return selects.map(({ value }) => Number(value));
}

async function encode(): Promise<void> {
  clear();
  const mapping = mappingChosen();
  if (mapping === null) return say(words.unmapped, 'error');
  const first = (id: string) => find<HTMLInputElement>(id).files![0]!;
  const file = first('data-file');
  busy(true);
  const answer = await asked(
    {
      kind: 'encode',
      file,
      keyFile: first('key-file'),
      identityFile: first('identity-file'),
      schema: schemaChoice.value,
      mapping,
      custodian: find<HTMLSelectElement>('custodian').value,
      recipient: find<HTMLInputElement>('recipient').value,
      trim: find<HTMLInputElement>('trim').checked,
      acceptLeakage: false,
    },
    (pass, rows) => say((pass === 1 ? words.checking : words.encoding)(numbers.format(rows))),
  );
  busy(false);
  if (answer.kind === 'done')
    showDone(answer, file.name.replace(/(?:\.csv)?(?:\.gz)?$|\.xlsx$|\.parquet$/i, ''));
  else showFailure(answer);
}

function showFailure(answer: FromWorker): void {
  if (answer.kind === 'refused') {
    say('');
    problems!.replaceChildren(shownRefusal(answer, language, words));
  } else say(words.failed, 'error');
}

function showDone(done: Encoded, name: string): void {
  say('');
  result!.replaceChildren(shownResult(done, name, language, words));
  if (form.dataset.submit === 'true') result!.append(submitPart(done, name));
}

function submitPart(done: Encoded, name: string): HTMLElement {
  const line = element('p', { role: 'status' });
  const button = element('button', { type: 'button' }, words.submit);
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      const receipt = await submitted(done, language, (sent, of) => {
        line.textContent = words.submitting(sent, of);
      });
      line.className = 'good';
      line.textContent = words.submitted;
      line.after(element('ul', {}, saveLink(words.receipt, receipt, `${name}.receipt.json`)));
    } catch (error) {
      button.disabled = false;
      line.textContent = words.resume;
      if (error instanceof DomainError) line.after(shownRefusal(error, language, words));
    }
  });
  return element('div', {}, element('p', {}, button), line);
}

function busy(now: boolean): void {
  find<HTMLButtonElement>('start').disabled = now;
  find('cancel').hidden = !now;
  find('progress').hidden = !now;
}

form.hidden = false;
dataFile.addEventListener('change', () => void inspect());
schemaChoice.addEventListener('change', () => void inspect());
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void encode();
});
find('cancel').addEventListener('click', () => {
  worker?.terminate();
  busy(false);
  say(words.cancelled);
});
form.addEventListener('dragover', (event) => event.preventDefault());
form.addEventListener('drop', (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer?.files ?? [];
  if (!file) return;
  const list = new DataTransfer();
  list.items.add(file);
  dataFile.files = list.files;
  void inspect();
});

/** Island of the join: hands the officer's files to the worker and gives the joined file back to save. */
import type { Language } from '../../problems.ts';
import { element, find } from './encoder/dom.ts';
import type { FromWorker, ToWorker } from './encoder/messages.ts';
import { saveLink, shownRefusal } from './encoder/results.ts';
import { WORDS } from './encoder/words.ts';

const form = find<HTMLFormElement>('join');
const language: Language = form.dataset.language === 'en' ? 'en' : 'id';
const words = WORDS[language];
const [status, problems] = [find('status'), find('problems')];

function asked(order: ToWorker): Promise<FromWorker> {
  const worker = new Worker(form.dataset.worker!, { type: 'module' });
  return new Promise<FromWorker>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => resolve(data));
    worker.addEventListener('error', () => resolve({ kind: 'failed' }));
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}

const fileOf = (id: string) => find<HTMLInputElement>(id).files?.[0] ?? null;

form.hidden = false;
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  problems.replaceChildren();
  status.textContent = words.joining;
  const file = fileOf('data')!;
  const answer = await asked({
    kind: 'join',
    file,
    schema: find<HTMLSelectElement>('schema').value,
    order: fileOf('order')!,
    result: fileOf('result')!,
    identity: fileOf('identity'),
  });
  status.textContent = '';
  if (answer.kind === 'joined')
    problems.append(
      element('p', { className: 'good' }, words.joined),
      element(
        'ul',
        {},
        saveLink(words.joinedFile, answer.file, `${file.name.replace(/\.[^.]*$/, '')}.padan.csv`),
      ),
    );
  else if (answer.kind === 'refused') problems.append(shownRefusal(answer, language, words));
  else problems.append(element('p', { className: 'error' }, words.failed));
});

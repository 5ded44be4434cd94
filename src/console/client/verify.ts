/** Island of the verifier: the same code as `padan verify`, run on files that do not leave the page. */
import { verify } from '../../disclosure/verify.ts';
import { DomainError } from '../../problems.ts';

const WORDS = {
  id: {
    holds: 'Sertifikat berlaku untuk berkas ini.',
    fails: 'Sertifikat TIDAK berlaku: ',
    json: 'Berkas sertifikat bukan JSON.',
    table: 'Berkas tabel bukan public.csv: perlu satu kolom tiap dimensi, lalu value dan status.',
    busy: 'Memeriksa…',
    which: 'Seret satu berkas .csv dan satu berkas .json.',
  },
  en: {
    holds: 'The certificate holds for this file.',
    fails: 'The certificate does NOT hold: ',
    json: 'The certificate file is not JSON.',
    table: 'The table file is no public.csv: it has a column for each dimension, then value and status.',
    busy: 'Verifying…',
    which: 'Drop one .csv file and one .json file.',
  },
} as const;

function checked(table: string, certificate: string, language: 'id' | 'en'): [holds: boolean, text: string] {
  const words = WORDS[language];
  let parsed: unknown;
  try {
    parsed = JSON.parse(certificate);
  } catch {
    return [false, words.json];
  }
  try {
    const verdict = verify(table, parsed);
    return verdict.holds ? [true, words.holds] : [false, words.fails + verdict.reason];
  } catch (error) {
    if (error instanceof DomainError) return [false, words.table];
    throw error;
  }
}

const form = document.querySelector<HTMLFormElement>('#verify');
if (form) {
  form.hidden = false;
  const language = form.dataset.language === 'en' ? 'en' : 'id';
  const shown = form.querySelector<HTMLElement>('#verdict')!;
  const [table, certificate] = ['#table', '#certificate'].map(
    (id) => form.querySelector<HTMLInputElement>(id)!,
  );
  const show = (holds: boolean, text: string) => {
    shown.className = holds ? 'good' : 'error';
    shown.textContent = text;
  };
  const run = async () => {
    shown.className = '';
    shown.textContent = WORDS[language].busy;
    const [tableText, certificateText] = await Promise.all(
      [table, certificate].map((input) => input!.files![0]!.text()),
    );
    show(...checked(tableText!, certificateText!, language));
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void run();
  });
  form.addEventListener('dragover', (event) => event.preventDefault());
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    const csv = files.find(({ name }) => name.endsWith('.csv'));
    const json = files.find(({ name }) => name.endsWith('.json'));
    if (!csv || !json) return show(false, WORDS[language].which);
    for (const [input, file] of [[table, csv] as const, [certificate, json] as const]) {
      const list = new DataTransfer();
      list.items.add(file);
      input!.files = list.files;
    }
    return void run();
  });
}

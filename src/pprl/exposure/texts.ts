/** What the exposure report says in words, in Indonesian and in English. */
interface Bilingual {
  readonly id: string;
  readonly en: string;
}

export type ReasonCode =
  | 'host-holds-key'
  | 'not-diffused'
  | 'leakage-high'
  | 'leakage-some'
  | 'leakage-not-declared'
  | 'attack-succeeds'
  | 'attack-gains'
  | 'attack-not-simulated'
  | 'exact-tokens-shared-key';

export const REASONS: Readonly<Record<ReasonCode, Bilingual>> = {
  'host-holds-key': {
    id: 'Penyelenggara pemadanan atau operatornya memegang kunci proyek: ia dapat mencoba setiap NIK dan setiap orang pada registernya, apa pun penyandiannya.',
    en: 'The host or its operator holds the project key: it can try every NIK and every person of its register, whatever the encoding.',
  },
  'not-diffused': {
    id: 'Filter tidak didifusi: siapa pun yang memiliki register orang yang sama dapat mengenali mereka tanpa kunci.',
    en: 'The filters are not diffused: whoever owns a register of the same people can name them without the key.',
  },
  'leakage-high': {
    id: 'Kebocoran yang dinyatakan pengirim (lambda {value}) melampaui {bound}: dari beberapa ratus orang yang dikenal, yang lain dapat dikenali.',
    en: 'The leakage that the sender declares (lambda {value}) is above {bound}: from some hundred known people others can be named.',
  },
  'leakage-some': {
    id: 'Kebocoran yang dinyatakan pengirim (lambda {value}) melampaui {bound}, batas yang dianjurkan.',
    en: 'The leakage that the sender declares (lambda {value}) is above {bound}, the limit that is advised.',
  },
  'leakage-not-declared': {
    id: 'Tidak ada manifes yang menyatakan kebocoran (lambda); layanan tidak dapat menghitungnya dari filter yang sudah didifusi.',
    en: 'No manifest declares the leakage (lambda); it cannot be computed from filters that were diffused.',
  },
  'attack-succeeds': {
    id: 'Serangan simulasi mengenali {share} orang lebih banyak daripada menebak, di atas {shareBound}.',
    en: 'A simulated attack names {share} of the people beyond guessing, more than {shareBound}.',
  },
  'attack-gains': {
    id: 'Serangan simulasi mengenali {share} orang lebih banyak daripada menebak, di atas {shareBound}.',
    en: 'A simulated attack names {share} of the people beyond guessing, more than {shareBound}.',
  },
  'attack-not-simulated': {
    id: 'Serangan tidak disimulasikan, karena skema tautan tidak diketahui atau tidak dapat ditiru dengan orang rekaan.',
    en: 'No attack was simulated, since the linkage schema is not known or made-up people cannot be made for it.',
  },
  'exact-tokens-shared-key': {
    id: 'Berkas memuat token eksak (seperti NIK) di bawah kunci bersama: siapa pun yang memegang berkas dan kunci dapat mencoba semua nomor.',
    en: 'The file holds exact tokens (such as of NIK) under a shared key: whoever holds both file and key can try all numbers.',
  },
};

export const NOTES = {
  frequencies: {
    id: 'Keterpaparan frekuensi bit, bukan keterpaparan orang: filter yang bitnya sama sering tetap dapat dikenali melalui graf kemiripan.',
    en: 'Exposure of bit frequencies, not of persons: filters whose bits are equally frequent can still be named by the graph of their similarities.',
  },
  lowerBounds: {
    id: 'Hasil serangan adalah batas bawah: serangan yang dikenal di sini, atas orang rekaan. Penyerang lain mungkin mengenali lebih banyak.',
    en: 'The figures of attacks are lower bounds: the attacks known here, on made-up people. Another attacker may name more.',
  },
  deploymentAssumed: {
    id: 'Tidak dikatakan siapa penyelenggaranya: laporan ini menganggap penyelenggara independen yang tidak memegang kunci.',
    en: 'Nobody said who the host is: this report takes it for an independent one that holds no key.',
  },
} as const satisfies Record<string, Bilingual>;

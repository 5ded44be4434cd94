import type { ProblemGroup } from './group.ts';
import { projectProblems } from './projects.ts';
import { runProblems } from './runs.ts';
import { submissionProblems } from './submissions.ts';

/** Refusals of the service: requests, keys, roles, storage, and the linkage resources. */
export const serviceProblems = {
  ...projectProblems,
  ...submissionProblems,
  ...runProblems,
  'request-invalid': {
    status: 400,
    exit: 3,
    id: {
      title: 'Permintaan tidak sah',
      meaning: 'Isi, parameter, atau tajuk permintaan tidak sesuai dengan uraian API; tidak ada yang diubah.',
      causes: ['Anggota JSON kurang, berlebih, atau salah jenis', 'Isi bukan JSON'],
      action: [
        'Lihat letaknya pada `facts.paths` dan alasannya pada `facts.reasons`',
        'Bandingkan dengan /openapi.json',
      ],
    },
    en: {
      title: 'Request is not valid',
      meaning: 'The body, a parameter or a header does not fit the API description; nothing was changed.',
      causes: ['A JSON member that is missing, unknown or of the wrong type', 'A body that is not JSON'],
      action: ['See where in `facts.paths` and why in `facts.reasons`', 'Compare with /openapi.json'],
    },
  },
  'key-refused': {
    status: 401,
    exit: 3,
    id: {
      title: 'Kunci API ditolak',
      meaning: 'Permintaan ini memerlukan kunci API yang berlaku.',
      causes: ['Tajuk Authorization tidak ada', 'Kunci salah salin atau sudah dicabut'],
      action: ['Kirim `Authorization: Bearer padan_...`', 'Minta kunci baru kepada operator bila perlu'],
    },
    en: {
      title: 'API key refused',
      meaning: 'This request needs an API key that is in force.',
      causes: ['No Authorization header', 'A key copied wrongly or revoked'],
      action: ['Send `Authorization: Bearer padan_...`', 'Ask the operator for a new key if need be'],
    },
  },
  'role-not-allowed': {
    status: 403,
    exit: 3,
    id: {
      title: 'Peran kunci ini tidak boleh melakukan tindakan ini',
      meaning: 'Tindakan ini disediakan untuk peran lain; hal ini tidak bergantung pada data mana pun.',
      causes: ['Kunci dari peran yang lain dipakai'],
      action: ['Lihat peran yang boleh pada `facts.roles`', 'Pakai kunci dengan peran itu'],
    },
    en: {
      title: 'Role of this key may not do this',
      meaning: 'The action is meant for other roles; this does not depend on any data.',
      causes: ['A key of another role was used'],
      action: ['See the roles that may in `facts.roles`', 'Use a key with that role'],
    },
  },
  'not-found': {
    status: 404,
    exit: 3,
    id: {
      title: 'Tidak ada, atau tidak boleh Anda lihat',
      meaning: 'Sumber daya ini tidak ada atau bukan untuk pihak Anda; keduanya sengaja dijawab sama.',
      causes: ['Pengenal salah salin', 'Sumber daya milik pihak lain'],
      action: ['Periksa pengenal dan alamat', 'Tanyakan kepada pihak yang membuatnya'],
    },
    en: {
      title: 'No such thing, or not for you to see',
      meaning: 'The resource does not exist or is not for your party; both are answered alike on purpose.',
      causes: ['An identifier copied wrongly', 'A resource of another party'],
      action: ['Check the identifier and the address', 'Ask the party that made it'],
    },
  },
  'method-not-allowed': {
    status: 405,
    exit: 3,
    id: {
      title: 'Metode ini tidak ada pada alamat ini',
      meaning: 'Alamatnya dikenal, tetapi tidak untuk metode HTTP ini.',
      causes: ['Metode keliru'],
      action: ['Lihat metode yang ada pada /openapi.json'],
    },
    en: {
      title: 'Address has no such method',
      meaning: 'The address is known, but not for this HTTP method.',
      causes: ['The wrong method'],
      action: ['See the methods in /openapi.json'],
    },
  },
  'body-too-large': {
    status: 413,
    exit: 3,
    id: {
      title: 'Isi permintaan terlalu besar',
      meaning: 'Isi melebihi batas alamat ini dan tidak disimpan.',
      causes: ['Berkas tidak dibagi menjadi potongan', 'Potongan lebih besar daripada yang disepakati'],
      action: ['Lihat batas dalam byte pada `facts.limit`', 'Bagi berkas menjadi potongan lebih kecil'],
    },
    en: {
      title: 'Request body is too large',
      meaning: 'The body is over the limit of this address and was not stored.',
      causes: ['A file that was not cut into chunks', 'A chunk larger than was agreed'],
      action: ['See the limit in bytes in `facts.limit`', 'Cut the file into smaller chunks'],
    },
  },
  'media-type-not-supported': {
    status: 415,
    exit: 3,
    id: {
      title: 'Jenis isi tidak didukung',
      meaning: 'Tajuk Content-Type tidak sesuai dengan yang diterima alamat ini.',
      causes: ['Content-Type tidak ada atau keliru'],
      action: ['Kirim jenis yang tertulis pada `facts.expected`'],
    },
    en: {
      title: 'Media type is not supported',
      meaning: 'The Content-Type header is not what this address takes.',
      causes: ['No Content-Type, or a wrong one'],
      action: ['Send the type in `facts.expected`'],
    },
  },
  'idempotency-key-reused': {
    status: 409,
    exit: 3,
    id: {
      title: 'Idempotency-Key sudah dipakai untuk permintaan lain',
      meaning: 'Kunci ini pernah datang dengan isi yang berbeda; permintaan baru tidak dijalankan.',
      causes: ['Satu kunci dipakai untuk dua permintaan'],
      action: ['Buat kunci baru untuk permintaan baru'],
    },
    en: {
      title: 'Idempotency-Key was used for another request',
      meaning: 'This key came with other content before; the new request was not carried out.',
      causes: ['One key for two requests'],
      action: ['Make a new key for a new request'],
    },
  },
  'party-unknown': {
    status: 422,
    exit: 3,
    id: {
      title: 'Pihak tidak dikenal dalam perjanjian',
      meaning: 'Pengenal pihak bukan salah satu pihak perjanjian.',
      causes: ['Salah ketik'],
      action: ['Pakai salah satu pengenal pada `facts.parties`'],
    },
    en: {
      title: 'Party is not known to the agreement',
      meaning: 'The identifier is not one of the parties of the agreement.',
      causes: ['A misspelling'],
      action: ['Use one of the identifiers in `facts.parties`'],
    },
  },
  'data-erased': {
    status: 410,
    exit: 3,
    id: {
      title: 'Data sudah dihapus',
      meaning:
        'Data ini dihapus ketika pekerjaannya ditutup; yang tersisa hanya catatan bahwa penghapusan terjadi.',
      causes: ['Proyek atau kumpulan data sudah ditutup'],
      action: ['Lihat catatan audit', 'Kirim data lagi ke proyek baru bila memang perlu'],
    },
    en: {
      title: 'Data were erased',
      meaning: 'These data were erased when the work was closed; only the record that it happened is left.',
      causes: ['The project or dataset was closed'],
      action: ['See the audit log', 'Send the data to a new project if they are needed'],
    },
  },
  'service-busy': {
    status: 503,
    exit: 75,
    id: {
      title: 'Layanan sedang sibuk',
      meaning: 'Banyak perubahan terjadi bersamaan; permintaan ini tidak dijalankan.',
      causes: ['Permintaan lain mendahului berkali-kali'],
      action: ['Kirim lagi permintaan yang sama'],
    },
    en: {
      title: 'Service is busy',
      meaning: 'Many changes happened at once; this request was not carried out.',
      causes: ['Other requests were faster several times in a row'],
      action: ['Send the same request again'],
    },
  },
  'stored-bytes-damaged': {
    status: 500,
    exit: 3,
    id: {
      title: 'Data tersimpan rusak',
      meaning: 'Data tersimpan tidak lolos pemeriksaan keasliannya; tidak ada bagian rusak yang diserahkan.',
      causes: ['Berkas penyimpanan diubah, terpotong, atau tertukar', 'Kunci penyimpanan diganti'],
      action: ['Periksa penyimpanan dan PADAN_STORAGE_KEY', 'Pulihkan dari cadangan atau kirim ulang'],
    },
    en: {
      title: 'Stored data are damaged',
      meaning: 'Stored data did not pass the check of their authenticity; no damaged part was given out.',
      causes: ['A stored file was changed, cut short or exchanged', 'The storage key was replaced'],
      action: ['Check the storage and PADAN_STORAGE_KEY', 'Restore a backup or send the data again'],
    },
  },
  'internal-error': {
    status: 500,
    exit: 3,
    id: {
      title: 'Kesalahan di dalam layanan',
      meaning: 'Layanan menemui kesalahannya sendiri; permintaan ini tidak selesai.',
      causes: ['Cacat pada Padan', 'Penyimpanan atau basis data tidak dapat dicapai'],
      action: ['Kirim lagi nanti', 'Sampaikan nomor permintaan (`instance`) kepada operator'],
    },
    en: {
      title: 'Fault inside the service',
      meaning: 'The service met a fault of its own; this request was not finished.',
      causes: ['A defect of Padan', 'Storage or database out of reach'],
      action: ['Try again later', 'Give the operator the request number (`instance`)'],
    },
  },
} as const satisfies ProblemGroup;

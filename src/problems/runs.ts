import type { ProblemGroup } from './group.ts';

/** Refusals about matching runs and the row-for-row hand-back. */
export const runProblems = {
  'run-submission-unfit': {
    status: 422,
    exit: 3,
    id: {
      title: 'Pengiriman tidak cocok untuk pemadanan ini',
      meaning:
        'Yang pertama harus milik pihak peminta, yang kedua milik pemegang register, keduanya dalam proyek ini.',
      causes: ['Urutan tertukar', 'Pengiriman dari proyek lain'],
      action: ['Lihat posisi pada `facts.position`', 'Tukar atau ganti pengenal pengiriman'],
    },
    en: {
      title: 'Submission does not fit this run',
      meaning: "The first must be the requester's, the second the register holder's, both of this project.",
      causes: ['The order is exchanged', 'A submission of another project'],
      action: ['See the position in `facts.position`', 'Exchange or replace the identifiers'],
    },
  },
  'run-threshold-missing': {
    status: 422,
    exit: 3,
    id: {
      title: 'Ambang kemiripan tidak disebut',
      meaning: 'Skema ini tidak menetapkan ambang, maka permintaan harus menyebutnya.',
      causes: ['Skema clkhash tanpa aturan keputusan'],
      action: ['Sebut `threshold` antara 0 dan 1, atau `auto` agar dicari dari sebaran skor'],
    },
    en: {
      title: 'Threshold is missing',
      meaning: 'This schema sets no threshold, so the request must name one.',
      causes: ['A clkhash schema, which has no decision rule'],
      action: ['Give `threshold` between 0 and 1, or `auto` to have it found from the scores'],
    },
  },
  'run-not-ready': {
    status: 409,
    exit: 75,
    id: {
      title: 'Pemadanan belum selesai',
      meaning: 'Hasil atau permintaan ini belum ada.',
      causes: ['Pembandingan masih berjalan', 'Penanda dari pemegang register belum masuk'],
      action: ['Lihat keadaan pemadanan dan coba lagi nanti'],
    },
    en: {
      title: 'Run is not ready',
      meaning: 'This result or request is not there yet.',
      causes: ['Comparison is still under way', 'The flags of the register holder are not in'],
      action: ['See the state of the run and try again later'],
    },
  },
  'run-step-not-allowed': {
    status: 409,
    exit: 3,
    id: {
      title: 'Langkah ini tidak berlaku pada keadaan pemadanan',
      meaning: 'Pemadanan sudah selesai, dibatalkan, atau gagal.',
      causes: ['Langkah diulang dengan isi lain', 'Pemadanan sudah dibatalkan'],
      action: ['Lihat keadaan pemadanan', 'Mulai pemadanan baru bila perlu'],
    },
    en: {
      title: 'Step is not open in the state of the run',
      meaning: 'The run is finished, cancelled or failed.',
      causes: ['A step repeated with other content', 'The run was cancelled'],
      action: ['See the state of the run', 'Start a new run if need be'],
    },
  },
  'flags-not-those-requested': {
    status: 422,
    exit: 3,
    id: {
      title: 'Penanda bukan untuk tautan yang diminta',
      meaning:
        'Berkas penanda harus memuat tepat semua pengenal tautan pada permintaan, masing-masing sekali.',
      causes: ['Berkas untuk pemadanan lain', 'Baris kurang atau berlebih'],
      action: ['Buat ulang berkas penanda dari permintaan pemadanan ini'],
    },
    en: {
      title: 'Flags are not for the links requested',
      meaning: 'The file must hold exactly the link ids of the request, each once.',
      causes: ['A file for another run', 'Lines missing or left over'],
      action: ['Make the flags file again from the request of this run'],
    },
  },
} as const satisfies ProblemGroup;

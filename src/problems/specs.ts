import type { ProblemGroup } from './group.ts';

/** Refusals of spec files: linkage schemas, table specs, policies, the agreement. */
export const specProblems = {
  'spec-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas spesifikasi tidak sah',
      meaning: 'Berkas spesifikasi tidak sesuai dengan skemanya; tidak ada bagian yang dipakai.',
      causes: ['Nama kolom atau nilai salah ketik', 'Berkas dibuat untuk versi skema yang lain'],
      action: ['Lihat letak (path) dan alasan pada pesan', 'Perbaiki berkas lalu ulangi'],
    },
    en: {
      title: 'Spec file is not valid',
      meaning: 'The spec file does not fit its schema; no part of it was used.',
      causes: ['A misspelt member or value', 'A file written for another version of the schema'],
      action: ['See the path and the reason in the message', 'Mend the file and try again'],
    },
  },
} as const satisfies ProblemGroup;

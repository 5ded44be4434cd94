import type { ProblemGroup } from './group.ts';

/** Refusals to write a released table as a file. */
export const outputProblems = {
  'table-not-released': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tabel belum dilindungi',
      meaning:
        'Berkas ini tabel internal; tabel internal tidak boleh dijadikan keluaran dalam bentuk apa pun.',
      causes: ['Hasil padan tabulate diberikan, bukan tabel publik'],
      action: ['Lindungi tabel dengan padan protect --public-table, lalu berikan hasilnya'],
    },
    en: {
      title: 'Table is not protected',
      meaning: 'This file is an internal table; an internal table can be written as no output at all.',
      causes: ['The result of padan tabulate was given, not the public table'],
      action: ['Protect the table with padan protect --public-table and give what that writes'],
    },
  },
  'format-not-for-table': {
    status: 422,
    exit: 3,
    id: {
      title: 'Bentuk ini tidak cocok untuk tabel',
      meaning: 'Tabel tidak memiliki dimensi yang diperlukan untuk gambar ini.',
      causes: [
        'Peta memerlukan provinsi menurut kode BPS',
        'Piramida memerlukan jenis kelamin dan umur',
        'Garis memerlukan dimensi yang berurutan, seperti umur atau tahun',
      ],
      action: ['Pilih bentuk lain, atau minta tabel dengan dimensi tersebut'],
    },
    en: {
      title: 'Format does not fit the table',
      meaning: 'The table has no dimensions for this picture.',
      causes: [
        'A map needs provinces by BPS codes',
        'A pyramid needs sex and age',
        'A line needs a dimension with an order, such as age or year',
      ],
      action: ['Choose another format, or ask for the table with these dimensions'],
    },
  },
} as const satisfies ProblemGroup;

import type { ProblemGroup } from './group.ts';

/** Damage a spreadsheet does to numbers, told by column with counts. */
export const spreadsheetProblems = {
  'spreadsheet-damage': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kolom nomor rusak oleh lembar sebar',
      meaning:
        'Terlalu banyak sel dalam kolom nomor menunjukkan kerusakan yang sama; angka terakhirnya hilang dan tidak dapat dipulihkan dari berkas ini.',
      causes: ['NIK atau nomor KK dibuka sebagai angka, padahal lembar sebar hanya menyimpan 15 angka'],
      action: [
        'Lihat kolom dan hitungannya pada pesan',
        'Ekspor ulang dari sistem sumber, dan impor kolom nomor sebagai teks',
      ],
    },
    en: {
      title: 'Columns of numbers were damaged by a spreadsheet',
      meaning:
        'Too many cells of a column of numbers show the same damage; their last digits are lost and cannot be restored from this file.',
      causes: ['NIK or family card opened as a number, of which a spreadsheet keeps 15 digits'],
      action: [
        'See the columns and counts in the message',
        'Export again from the source system, and import columns of numbers as text',
      ],
    },
  },
  'numbers-in-scientific-notation': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nomor ditulis sebagai bilangan',
      meaning: 'Sel berisi notasi ilmiah (E+15) atau desimal nol, bukan angka-angka nomor itu.',
      causes: ['Kolom diformat sebagai angka di lembar sebar', 'Program menyimpan nomor sebagai pecahan'],
      action: ['Ekspor ulang dengan kolom itu sebagai teks'],
    },
    en: {
      title: 'Numbers are written in scientific notation',
      meaning: 'Cells hold E+15 or a decimal part of zero in place of the digits of the number.',
      causes: [
        'A column formatted as a number in a spreadsheet',
        'A program that keeps numbers as fractions',
      ],
      action: ['Export again with that column as text'],
    },
  },
  'numbers-ending-in-zero': {
    status: 422,
    exit: 3,
    id: {
      title: 'Terlalu banyak nomor berakhir dengan 0',
      meaning: 'Sekitar satu dari sepuluh nomor utuh berakhir dengan 0; di kolom ini jauh lebih banyak.',
      causes: ['Angka keenam belas dipotong menjadi 0 oleh lembar sebar'],
      action: [
        'Bandingkan beberapa nomor dengan sistem sumber',
        'Ekspor ulang dengan kolom itu sebagai teks',
      ],
    },
    en: {
      title: 'Too many numbers end in 0',
      meaning: 'Of sound numbers about one in ten ends in 0; in this column far more do.',
      causes: ['A sixteenth digit that a spreadsheet cut to 0'],
      action: ['Compare some numbers with the source system', 'Export again with that column as text'],
    },
  },
  'numbers-ending-in-zeros': {
    status: 422,
    exit: 3,
    id: {
      title: 'Terlalu banyak nomor berakhir dengan 000',
      meaning: 'Sekitar satu dari seribu nomor utuh berakhir dengan 000; di kolom ini jauh lebih banyak.',
      causes: ['Nomor dibulatkan oleh program yang menyimpannya sebagai bilangan'],
      action: [
        'Bandingkan beberapa nomor dengan sistem sumber',
        'Ekspor ulang dengan kolom itu sebagai teks',
      ],
    },
    en: {
      title: 'Too many numbers end in 000',
      meaning: 'Of sound numbers about one in a thousand ends in 000; in this column far more do.',
      causes: ['Numbers rounded by a program that kept them as such'],
      action: ['Compare some numbers with the source system', 'Export again with that column as text'],
    },
  },
  'leading-zeros-lost': {
    status: 422,
    exit: 3,
    id: {
      title: 'Angka 0 di depan nomor telepon hilang',
      meaning: 'Banyak nomor diawali 8, tanpa 0 atau +62 di depannya.',
      causes: ['Nomor telepon dibuka sebagai angka di lembar sebar'],
      action: ['Ekspor ulang dengan kolom itu sebagai teks'],
    },
    en: {
      title: 'Leading zeros of telephone numbers are lost',
      meaning: 'Many numbers begin with 8, without 0 or +62 before it.',
      causes: ['Telephone numbers opened as numbers in a spreadsheet'],
      action: ['Export again with that column as text'],
    },
  },
} as const satisfies ProblemGroup;

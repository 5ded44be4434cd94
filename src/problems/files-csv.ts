import type { ProblemGroup } from './group.ts';

/** Refusals of CSV files. */
export const csvProblems = {
  'csv-empty': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas CSV kosong',
      meaning: 'Berkas tidak memuat baris judul; tidak ada yang dibaca.',
      causes: ['Ekspor gagal atau terpotong', 'Berkas yang salah dipilih'],
      action: ['Ekspor ulang berkas lalu ulangi'],
    },
    en: {
      title: 'CSV file is empty',
      meaning: 'The file has no header line; nothing was read.',
      causes: ['The export failed or was cut', 'The wrong file was chosen'],
      action: ['Export the file again and try again'],
    },
  },
  'csv-no-rows': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas CSV hanya memuat baris judul',
      meaning: 'Tidak ada satu pun baris data di bawah baris judul.',
      causes: ['Penyaring ekspor tidak menghasilkan data'],
      action: ['Periksa penyaring ekspor lalu ulangi'],
    },
    en: {
      title: 'CSV file holds a header line only',
      meaning: 'There is no data row below the header line.',
      causes: ['The filter of the export selected nothing'],
      action: ['Check the filter of the export and try again'],
    },
  },
  'csv-not-utf8': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas CSV bukan UTF-8',
      meaning:
        'Pada baris dan kolom yang disebut terdapat bita yang bukan UTF-8 (baris 0 adalah baris judul).',
      causes: ['Berkas disimpan sebagai Latin-1 (Windows-1252) atau UTF-16'],
      action: ['Simpan berkas sebagai "CSV UTF-8"', 'Ulangi'],
    },
    en: {
      title: 'CSV file is not UTF-8',
      meaning: 'At the row and column named there are bytes that are not UTF-8 (row 0 is the header line).',
      causes: ['The file was saved as Latin-1 (Windows-1252) or UTF-16'],
      action: ['Save the file as "CSV UTF-8"', 'Try again'],
    },
  },
  'csv-column-count': {
    status: 422,
    exit: 3,
    id: {
      title: 'Jumlah kolom baris berbeda dari baris judul',
      meaning: 'Baris yang disebut memiliki jumlah sel yang lain dari baris judul.',
      causes: ['Koma di dalam sel tanpa tanda kutip', 'Baris kosong di tengah atau di akhir berkas'],
      action: ['Perbaiki baris itu pada sumbernya lalu ekspor ulang'],
    },
    en: {
      title: 'Row has another number of columns than the header',
      meaning: 'The row named has another number of cells than the header line.',
      causes: ['A comma inside a cell without quotes', 'An empty line within or at the end of the file'],
      action: ['Mend that row at its source and export again'],
    },
  },
  'csv-quote-unclosed': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tanda kutip tidak ditutup',
      meaning: 'Sel yang disebut dibuka dengan tanda kutip yang tidak pernah ditutup.',
      causes: ['Berkas terpotong', 'Tanda kutip di dalam sel tidak digandakan'],
      action: ['Gandakan tanda kutip di dalam sel (RFC 4180)', 'Ekspor ulang'],
    },
    en: {
      title: 'Quote is not closed',
      meaning: 'The cell named begins with a quote that is never closed.',
      causes: ['The file was cut', 'A quote inside the cell is not doubled'],
      action: ['Double quotes inside cells (RFC 4180)', 'Export again'],
    },
  },
  'csv-quote-misplaced': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tanda kutip di tempat yang salah',
      meaning:
        'Pada sel yang disebut, tanda kutip berada di tengah sel tanpa kutip, atau ada teks setelah kutip penutup.',
      causes: ['Tanda kutip di dalam sel tidak digandakan'],
      action: ['Apit sel dengan tanda kutip dan gandakan kutip di dalamnya (RFC 4180)'],
    },
    en: {
      title: 'Quote is out of place',
      meaning:
        'In the cell named a quote stands inside a cell that is not quoted, or text follows the closing quote.',
      causes: ['A quote inside the cell is not doubled'],
      action: ['Put the cell in quotes and double those inside (RFC 4180)'],
    },
  },
  'csv-line-ending': {
    status: 422,
    exit: 3,
    id: {
      title: 'Akhir baris tidak dikenal',
      meaning: 'Setelah sel yang disebut ada CR tanpa LF; akhir baris harus LF atau CRLF.',
      causes: ['Berkas disimpan dalam format Mac lama', 'CR di dalam sel tanpa tanda kutip'],
      action: ['Simpan berkas dengan akhir baris LF atau CRLF'],
    },
    en: {
      title: 'Line ending is not known',
      meaning: 'Behind the cell named stands a CR without LF; lines end in LF or CRLF.',
      causes: ['The file was saved in the old Mac format', 'A CR inside a cell without quotes'],
      action: ['Save the file with LF or CRLF line endings'],
    },
  },
  'csv-record-too-long': {
    status: 422,
    exit: 3,
    id: {
      title: 'Baris CSV melebihi 1 MiB',
      meaning: 'Satu baris lebih panjang daripada batas 1 MiB.',
      causes: ['Tanda kutip tidak ditutup sehingga baris-baris berikutnya ikut terbaca'],
      action: ['Periksa tanda kutip pada baris yang disebut'],
    },
    en: {
      title: 'CSV record is longer than 1 MiB',
      meaning: 'One record is longer than the limit of 1 MiB.',
      causes: ['A quote that is not closed, so that the following lines belong to it'],
      action: ['Check the quotes of the row named'],
    },
  },
} as const satisfies ProblemGroup;

import { csvProblems } from './files-csv.ts';
import { encodedFileProblems } from './files-encoded.ts';
import { exchangeProblems } from './files-exchange.ts';
import { keyProblems } from './files-keys.ts';
import type { ProblemGroup } from './group.ts';

/** Refusals of bytes in and out: files, CSV, encoded files, hand-over files, keys. */
export const filesProblems = {
  'file-not-found': {
    status: 404,
    exit: 3,
    id: {
      title: 'Berkas tidak ditemukan',
      meaning: 'Salah satu berkas masukan tidak ada.',
      causes: ['Salah ketik nama berkas', 'Folder kerja yang lain'],
      action: ['Periksa nama dan folder berkas'],
    },
    en: {
      title: 'File is not found',
      meaning: 'One of the input files does not exist.',
      causes: ['A misspelt file name', 'Another working folder'],
      action: ['Check the name and the folder of the file'],
    },
  },
  'file-not-readable': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas tidak dapat dibaca',
      meaning: 'Berkas masukan ada tetapi tidak dapat dibaca.',
      causes: ['Tidak ada izin baca', 'Yang disebut adalah folder'],
      action: ['Periksa izin dan nama berkas'],
    },
    en: {
      title: 'File cannot be read',
      meaning: 'The input file is there but cannot be read.',
      causes: ['No permission to read', 'A folder was named'],
      action: ['Check the permissions and the name of the file'],
    },
  },
  'file-not-unpacked': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas .gz tidak dapat diurai',
      meaning: 'Berkas masukan berakhiran .gz tetapi bukan gzip yang utuh.',
      causes: ['Berkas terpotong', 'Berkas hanya diganti namanya'],
      action: ['Buat ulang berkas .gz'],
    },
    en: {
      title: '.gz file cannot be unpacked',
      meaning: 'The input file ends in .gz but is not a whole gzip file.',
      causes: ['The file was cut', 'The file was merely renamed'],
      action: ['Make the .gz file again'],
    },
  },
  'file-not-writable': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas hasil tidak dapat ditulis',
      meaning: 'Berkas hasil tidak dapat dibuat di folder itu; tidak ada yang ditulis.',
      causes: ['Folder tidak ada', 'Tidak ada izin tulis', 'Disk penuh'],
      action: ['Periksa folder, izin, dan ruang disk'],
    },
    en: {
      title: 'Output file cannot be written',
      meaning: 'The output file cannot be made in that folder; nothing was written.',
      causes: ['The folder does not exist', 'No permission to write', 'The disk is full'],
      action: ['Check the folder, the permissions and the space left'],
    },
  },
  'file-is-input': {
    status: 422,
    exit: 2,
    id: {
      title: 'Hasil akan menimpa masukan',
      meaning:
        'Berkas hasil yang disebut adalah berkas yang sedang dibaca; berkas itu dibiarkan seperti semula.',
      causes: ['Nama yang sama dipakai untuk masukan dan hasil', 'Tautan menunjuk ke berkas masukan'],
      action: ['Pilih nama lain untuk berkas hasil'],
    },
    en: {
      title: 'Output would overwrite an input',
      meaning: 'The output file named is one of the files being read; it is left as it was.',
      causes: ['One name is used for input and output', 'A link points to the input file'],
      action: ['Choose another name for the output file'],
    },
  },
  'file-exists': {
    status: 409,
    exit: 3,
    id: {
      title: 'Berkas sudah ada',
      meaning: 'Berkas rahasia tidak ditimpa.',
      causes: ['Kunci atau identitas sudah dibuat sebelumnya'],
      action: ['Pilih nama lain, atau musnahkan kunci lama dengan `padan keys destroy`'],
    },
    en: {
      title: 'File exists already',
      meaning: 'A secret file is not overwritten.',
      causes: ['The key or identity was made before'],
      action: ['Choose another name, or destroy the old key with `padan keys destroy`'],
    },
  },
  'header-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Baris judul berbeda dari skema',
      meaning:
        'Kolom pada posisi yang disebut bukan kolom yang dinyatakan skema di sana. Isi baris judul tidak ditampilkan karena mungkin data orang.',
      causes: ['Urutan kolom lain', 'Berkas tidak memiliki baris judul', 'Skema untuk berkas lain'],
      action: ['Samakan nama dan urutan kolom dengan skema', 'Pastikan baris pertama adalah baris judul'],
    },
    en: {
      title: 'Header line differs from the schema',
      meaning:
        "The column at the position named is not the one that the schema has there. The header found is not shown, since it may be a person's data.",
      causes: ['Another order of columns', 'The file has no header line', 'The schema is for another file'],
      action: ['Name and order the columns as the schema does', 'See that the first line is a header line'],
    },
  },
  'rows-refused': {
    status: 422,
    exit: 3,
    id: {
      title: 'Baris masukan ditolak',
      meaning:
        'Sejumlah sel tidak sesuai skema; tidak ada yang ditulis. Baris dan kolom yang bermasalah disebutkan (paling banyak 100).',
      causes: ['Kesalahan isian pada sumber data', 'Skema lebih ketat daripada data'],
      action: ['Perbaiki sel yang disebut pada sumbernya', 'Ekspor ulang lalu ulangi'],
    },
    en: {
      title: 'Input rows are refused',
      meaning:
        'Some cells do not fit the schema; nothing was written. The rows and columns concerned are named (100 at most).',
      causes: ['Mistakes in the source data', 'The schema is stricter than the data'],
      action: ['Mend the cells named at their source', 'Export again and try again'],
    },
  },
  'too-many-rows': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas memuat terlalu banyak baris',
      meaning: 'Jumlah baris melebihi batas format.',
      causes: ['Berkas gabungan'],
      action: ['Bagi berkas lalu sandikan masing-masing'],
    },
    en: {
      title: 'File holds too many rows',
      meaning: 'The number of rows is above the limit of the format.',
      causes: ['Several files were joined'],
      action: ['Split the file and encode each part'],
    },
  },
  'input-changed': {
    status: 409,
    exit: 3,
    id: {
      title: 'Masukan berubah saat dibaca',
      meaning: 'Berkas masukan lain pada pembacaan kedua; tidak ada yang ditulis.',
      causes: ['Berkas sedang ditulis program lain'],
      action: ['Tunggu sampai berkas selesai ditulis lalu ulangi'],
    },
    en: {
      title: 'Input changed while it was read',
      meaning: 'The input file was another at the second reading; nothing was written.',
      causes: ['Another program is writing the file'],
      action: ['Wait until the file is complete and try again'],
    },
  },
  ...csvProblems,
  ...encodedFileProblems,
  ...exchangeProblems,
  ...keyProblems,
} as const satisfies ProblemGroup;

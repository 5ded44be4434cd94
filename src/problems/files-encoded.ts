import type { ProblemGroup } from './group.ts';

/** Refusals of encoded files: each is a reason to refuse the file whole. */
export const encodedFileProblems = {
  'encoded-not-arrow': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas bukan berkas tersandi Padan',
      meaning: 'Berkas tidak dimulai seperti aliran Arrow IPC.',
      causes: ['Berkas yang salah dipilih', 'Berkas mentah alih-alih berkas tersandi'],
      action: ['Kirim berkas hasil `padan encode`'],
    },
    en: {
      title: 'File is not an encoded file of Padan',
      meaning: 'The file does not begin as an Arrow IPC stream does.',
      causes: ['The wrong file was chosen', 'A raw file instead of an encoded one'],
      action: ['Send the file that `padan encode` wrote'],
    },
  },
  'encoded-truncated': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas tersandi terpotong',
      meaning: 'Berkas berakhir sebelum tanda akhirnya.',
      causes: ['Pengiriman terputus'],
      action: ['Bandingkan SHA-256 dengan manifes', 'Kirim ulang berkas'],
    },
    en: {
      title: 'Encoded file is cut off',
      meaning: 'The file ends before its end mark.',
      causes: ['The transfer broke off'],
      action: ['Compare the SHA-256 with the manifest', 'Send the file again'],
    },
  },
  'encoded-trailing-bytes': {
    status: 422,
    exit: 3,
    id: {
      title: 'Ada bita setelah akhir berkas tersandi',
      meaning: 'Setelah tanda akhir masih ada bita; seluruh berkas ditolak.',
      causes: ['Dua berkas tergabung', 'Sesuatu ditambahkan pada berkas'],
      action: ['Sandikan ulang lalu kirim berkas apa adanya'],
    },
    en: {
      title: 'Bytes follow the end of the encoded file',
      meaning: 'Behind the end mark there are more bytes; the whole file is refused.',
      causes: ['Two files were joined', 'Something was added to the file'],
      action: ['Encode again and send the file as it is'],
    },
  },
  'encoded-damaged': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas tersandi rusak',
      meaning: 'Susunan berkas tidak sah; seluruh berkas ditolak.',
      causes: ['Berkas berubah dalam pengiriman', 'Berkas dibuat oleh program lain'],
      action: ['Bandingkan SHA-256 dengan manifes', 'Sandikan ulang dengan `padan encode`'],
    },
    en: {
      title: 'Encoded file is damaged',
      meaning: 'The structure of the file is not valid; the whole file is refused.',
      causes: ['The file changed on its way', 'The file was made by another program'],
      action: ['Compare the SHA-256 with the manifest', 'Encode again with `padan encode`'],
    },
  },
  'encoded-format': {
    status: 422,
    exit: 3,
    id: {
      title: 'Versi berkas tersandi tidak dikenal',
      meaning: 'Berkas tidak menyatakan format padan-encoded/1.',
      causes: ['Berkas Arrow lain', 'Berkas dari versi Padan yang lain'],
      action: ['Sandikan dengan versi Padan yang disepakati'],
    },
    en: {
      title: 'Version of the encoded file is not known',
      meaning: 'The file does not say that its format is padan-encoded/1.',
      causes: ['Some other Arrow file', 'A file of another version of Padan'],
      action: ['Encode with the version of Padan that was agreed'],
    },
  },
  'encoded-metadata': {
    status: 422,
    exit: 3,
    id: {
      title: 'Metadata berkas tersandi tidak sah',
      meaning: 'Anggota yang disebut tidak ada, tidak sah, berulang, atau tidak dikenal.',
      causes: [
        'Berkas diubah setelah disandikan',
        'Nama proyek atau kustodian memuat aksara atau deret angka yang tidak diizinkan',
      ],
      action: ['Sandikan ulang dengan `padan encode`'],
    },
    en: {
      title: 'Metadata of the encoded file is not valid',
      meaning: 'The member named is missing, not valid, repeated, or not known.',
      causes: [
        'The file was changed after it was encoded',
        'The name of the project or custodian holds characters or a run of digits that are not allowed',
      ],
      action: ['Encode again with `padan encode`'],
    },
  },
  'encoded-custom-metadata': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas tersandi memuat metadata tambahan',
      meaning: 'Kolom atau pesan membawa metadata yang tidak dikenal; seluruh berkas ditolak.',
      causes: ['Berkas ditulis ulang oleh program lain'],
      action: ['Kirim berkas hasil `padan encode` apa adanya'],
    },
    en: {
      title: 'Encoded file carries further metadata',
      meaning: 'A column or a message carries metadata that nobody knows; the whole file is refused.',
      causes: ['The file was written again by another program'],
      action: ['Send the file that `padan encode` wrote, as it is'],
    },
  },
  'encoded-column': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kolom berkas tersandi tidak dikenal',
      meaning:
        'Kolom pada posisi yang disebut bukan kolom yang dinyatakan skema, atau jenis dan panjangnya lain.',
      causes: ['Kolom ditambahkan, dihapus, atau diubah', 'Kolom teks tersisa di berkas'],
      action: ['Sandikan ulang dengan `padan encode` tanpa mengubah hasilnya'],
    },
    en: {
      title: 'Column of the encoded file is not known',
      meaning:
        'The column at the position named is not one that the schema declares, or has another type or length.',
      causes: ['A column was added, removed or changed', 'A text column was left in the file'],
      action: ['Encode again with `padan encode` and leave the result as it is'],
    },
  },
  'encoded-row-count': {
    status: 422,
    exit: 3,
    id: {
      title: 'Jumlah baris berkas tersandi tidak cocok',
      meaning: 'Jumlah baris yang dinyatakan lain dari yang ditemukan.',
      causes: ['Baris hilang atau ditambahkan'],
      action: ['Sandikan ulang lalu kirim ulang'],
    },
    en: {
      title: 'Number of rows of the encoded file does not fit',
      meaning: 'The number of rows declared is not the number found.',
      causes: ['Rows were lost or added'],
      action: ['Encode again and send again'],
    },
  },
  'encoded-loose-bytes': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas tersandi memuat bita yang bukan milik kolom mana pun',
      meaning: 'Di antara kolom terdapat bita yang tidak dinyatakan; seluruh berkas ditolak.',
      causes: ['Berkas diubah atau ditulis program lain'],
      action: ['Sandikan ulang dengan `padan encode`'],
    },
    en: {
      title: 'Encoded file holds bytes that belong to no column',
      meaning: 'Between the columns there are bytes that nothing declares; the whole file is refused.',
      causes: ['The file was changed or written by another program'],
      action: ['Encode again with `padan encode`'],
    },
  },
  'encoded-printable': {
    status: 422,
    exit: 3,
    id: {
      title: 'Sel berkas tersandi dapat dibaca',
      meaning:
        'Sel pada baris dan kolom yang disebut seluruhnya aksara tercetak; seluruh berkas ditolak dan tidak disimpan.',
      causes: ['Data mentah masuk ke berkas tersandi'],
      action: [
        'Hentikan pengiriman dan laporkan kepada petugas privasi',
        'Sandikan ulang dengan `padan encode`',
      ],
    },
    en: {
      title: 'Cell of the encoded file can be read',
      meaning:
        'The cell at the row and column named is printable throughout; the whole file is refused and not kept.',
      causes: ['Raw data came into the encoded file'],
      action: ['Stop sending and tell the privacy officer', 'Encode again with `padan encode`'],
    },
  },
  'encoded-digits': {
    status: 422,
    exit: 3,
    id: {
      title: 'Sel berkas tersandi memuat deret angka',
      meaning:
        'Sel pada baris dan kolom yang disebut memuat deret angka sepanjang nomor identitas; seluruh berkas ditolak dan tidak disimpan.',
      causes: ['NIK, nomor KK, atau paspor masuk ke berkas tersandi'],
      action: [
        'Hentikan pengiriman dan laporkan kepada petugas privasi',
        'Sandikan ulang dengan `padan encode`',
      ],
    },
    en: {
      title: 'Cell of the encoded file holds a run of digits',
      meaning:
        'The cell at the row and column named holds digits as long as an identity number; the whole file is refused and not kept.',
      causes: ['A NIK, a family card or passport number came into the encoded file'],
      action: ['Stop sending and tell the privacy officer', 'Encode again with `padan encode`'],
    },
  },
  'encoded-filler': {
    status: 422,
    exit: 3,
    id: {
      title: 'Sel berkas tersandi berisi bita pengisi',
      meaning:
        'Sel pada baris dan kolom yang disebut tidak terlihat seperti sandi: sebagian besar isinya bita yang sama; seluruh berkas ditolak.',
      causes: ['Nilai pendek ditulis ke kolom sandi lalu diisi nol'],
      action: ['Sandikan ulang dengan `padan encode`'],
    },
    en: {
      title: 'Cell of the encoded file holds filler',
      meaning:
        'The cell at the row and column named does not look encoded: much of it is one repeated byte; the whole file is refused.',
      causes: ['A short value was written into an encoded column and padded'],
      action: ['Encode again with `padan encode`'],
    },
  },
} as const satisfies ProblemGroup;

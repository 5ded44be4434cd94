import type { ProblemGroup } from './group.ts';

/** Addenda and written agreements of the parties, and receipts of what was due. */
export const agreementRecordProblems = {
  'addendum-not-applicable': {
    status: 422,
    exit: 3,
    id: {
      title: 'Dokumen tidak dapat diterapkan pada perjanjian',
      meaning:
        'Dokumen menyangkut perjanjian lain, belum ditandatangani semua pihak, atau memuat perubahan yang tidak dikenal atau tidak sah.',
      causes: [
        'Parameter atau pasal salah tulis',
        'Nilai tidak sah untuk parameter tersebut',
        'Kesepakatan tertulis dipakai untuk hal yang memerlukan adendum (Pasal 13)',
      ],
      action: ['Lihat alasan dan nomor perubahan pada pesan', 'Perbaiki dokumen lalu catat kembali'],
    },
    en: {
      title: 'The document cannot be applied to the agreement',
      meaning:
        'It is of another agreement, lacks the signature of a party, or holds a change that is unknown or not valid.',
      causes: [
        'A parameter or its clause is misspelt',
        'The value is not one the parameter can have',
        'A written agreement is used where an addendum is needed (Pasal 13)',
      ],
      action: ['See the reason and the number of the change', 'Mend the document and record it again'],
    },
  },
  'addendum-number-taken': {
    status: 409,
    exit: 3,
    id: {
      title: 'Nomor dokumen sudah tercatat',
      meaning: 'Setiap adendum atau kesepakatan tertulis mempunyai nomor sendiri.',
      causes: ['Dokumen sudah dicatat oleh pihak lain', 'Nomor salah tulis'],
      action: ['Periksa daftar dokumen', 'Setujui dokumen yang sudah tercatat bila isinya sama'],
    },
    en: {
      title: 'A document of this number is on record',
      meaning: 'Every addendum or written agreement has a number of its own.',
      causes: ['The other party recorded it already', 'The number is misspelt'],
      action: ['Look at the list of documents', 'Agree to the one on record if it says the same'],
    },
  },
  'addendum-draft': {
    status: 422,
    exit: 3,
    id: {
      title: 'Dokumen masih berupa rancangan',
      meaning: 'Rancangan tidak mengubah apa pun; yang dicatat adalah dokumen yang sudah ditandatangani.',
      causes: ['Berkas usulan dikirim tanpa nomor dan tanggal'],
      action: ['Tandatangani dokumen', 'Isi status, nomor, tanggal tanda tangan dan tanggal berlaku'],
    },
    en: {
      title: 'The document is a draft',
      meaning: 'A draft changes nothing; what is recorded is a document that has been signed.',
      causes: ['The proposal was sent without number and days'],
      action: ['Have it signed', 'Fill in status, number, day of signing and day of effect'],
    },
  },
  'addendum-differs': {
    status: 409,
    exit: 3,
    id: {
      title: 'Dokumen yang tercatat bukan dokumen yang disetujui',
      meaning: 'SHA-256 yang dikirim bukan SHA-256 dokumen yang tercatat.',
      causes: ['Naskah yang dibaca berbeda dari yang dicatat pihak lain'],
      action: ['Baca dokumen yang tercatat', 'Setujui hanya bila isinya sama dengan yang ditandatangani'],
    },
    en: {
      title: 'The document on record is not the one agreed to',
      meaning: 'The SHA-256 sent is not that of the document on record.',
      causes: ['The text that was read differs from what the other party recorded'],
      action: ['Read the document on record', 'Agree only if it says what was signed'],
    },
  },
  'delivery-unknown': {
    status: 422,
    exit: 3,
    id: {
      title: 'Penyampaian ini tidak ada dalam kalender perjanjian',
      meaning: 'Perjanjian tidak meminta penyampaian dengan pengenal itu sampai enam bulan ke depan.',
      causes: ['Pengenal salah tulis', 'Periode lain belum disepakati secara tertulis'],
      action: ['Ambil pengenal dari kalender', 'Catat kesepakatan tentang periode lain lebih dahulu'],
    },
    en: {
      title: 'This delivery is not in the calendar of the agreement',
      meaning: 'The agreement asks for no delivery of that id until six months from now.',
      causes: ['The id is misspelt', 'Another period has not been agreed on in writing'],
      action: ['Take the id from the calendar', 'Record what was agreed on other periods first'],
    },
  },
  'receipt-exists': {
    status: 409,
    exit: 3,
    id: {
      title: 'Penerimaan ini sudah tercatat',
      meaning: 'Satu penyampaian diterima satu kali; catatan tidak ditimpa.',
      causes: ['Rekan kerja sudah mencatatnya'],
      action: ['Lihat status perjanjian'],
    },
    en: {
      title: 'This receipt is on record',
      meaning: 'One delivery is received once; the record is not overwritten.',
      causes: ['A colleague recorded it'],
      action: ['See the status of the agreement'],
    },
  },
} as const satisfies ProblemGroup;

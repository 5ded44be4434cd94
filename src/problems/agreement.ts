import type { ProblemGroup } from './group.ts';

/** Refusals that come from the agreement: its term, its requests, its hand-overs and its releases. */
export const agreementProblems = {
  'agreement-not-in-force': {
    status: 409,
    exit: 3,
    id: {
      title: 'Perjanjian tidak berlaku pada tanggal ini',
      meaning:
        'Tanggal kegiatan berada di luar jangka waktu perjanjian (Pasal 7), sehingga tidak ada dasarnya.',
      causes: ['Perjanjian sudah berakhir dan belum diperpanjang', 'Jam komputer salah'],
      action: ['Periksa jangka waktu dan adendum di specs/agreement', 'Catat perpanjangan lalu ulangi'],
    },
    en: {
      title: 'The agreement is not in force on this date',
      meaning: 'The date lies outside the term of the agreement (Pasal 7), so there is no basis for the act.',
      causes: ['The agreement has ended and was not extended', 'The clock of the computer is wrong'],
      action: ['Look at the term and the addenda in specs/agreement', 'Record the extension and try again'],
    },
  },
  'run-request-incomplete': {
    status: 422,
    exit: 3,
    id: {
      title: 'Permintaan pemadanan belum lengkap',
      meaning:
        'Pemadanan hanya dijalankan atas surat resmi, dengan tujuan dan penilaian dampak (DPIA) yang disebutkan.',
      causes: ['Nomor surat, tujuan atau rujukan DPIA kosong', 'Tidak ada tambahan keterangan yang diminta'],
      action: ['Lengkapi bagian yang disebut pada pesan', 'Kirim ulang permintaan'],
    },
    en: {
      title: 'The matching request is not complete',
      meaning:
        'A run starts only from an official letter, with a purpose and an impact assessment (DPIA) named.',
      causes: ['Letter number, purpose or DPIA reference is empty', 'No flag was asked for'],
      action: ['Fill in the members named in the message', 'Send the request again'],
    },
  },
  'not-a-party': {
    status: 422,
    exit: 3,
    id: {
      title: 'Lembaga ini bukan pihak dalam perjanjian',
      meaning: 'Yang meminta, menyerahkan atau menerima harus salah satu pihak dalam perjanjian.',
      causes: ['Kode lembaga salah ketik', 'Penerima adalah pihak lain (Pasal 5 ayat 2)'],
      action: [
        'Pakai kode pihak dari specs/agreement',
        'Untuk pihak lain, catat persetujuan tertulis dahulu',
      ],
    },
    en: {
      title: 'This body is not a party to the agreement',
      meaning: 'Who asks, gives or receives must be a party to the agreement.',
      causes: ['The party id is misspelt', 'The receiver is a third party (Pasal 5 (2))'],
      action: ['Use a party id of specs/agreement', 'For a third party, record the written consent first'],
    },
  },
  'consent-missing': {
    status: 409,
    exit: 3,
    id: {
      title: 'Belum ada persetujuan tertulis untuk penerima ini',
      meaning:
        'Pasal 5 ayat (2): data tidak diungkapkan kepada pihak lain tanpa persetujuan tertulis; belum ada catatan yang mencakupnya.',
      causes: [
        'Persetujuan belum dicatat',
        'Persetujuan untuk penerima atau data lain',
        'Persetujuan sudah berakhir',
      ],
      action: ['Catat persetujuan: siapa, nomor surat, tanggal, penerima, data', 'Ulangi penyerahan'],
    },
    en: {
      title: 'There is no written consent for this receiver',
      meaning:
        'Pasal 5 (2): nothing is disclosed to a third party without written consent, and no consent on record covers this hand-over.',
      causes: [
        'The consent was not recorded',
        'It names another receiver or other data',
        'It has run out or was withdrawn',
      ],
      action: ['Record the consent: who gave it, letter, date, receiver, data', 'Repeat the hand-over'],
    },
  },
  'record-counts-differ': {
    status: 409,
    exit: 3,
    id: {
      title: 'Jumlah record keluar tidak sama dengan jumlah record masuk',
      meaning: 'Lampiran 3: jumlah record hasil pemadanan sama dengan jumlah record yang diterima.',
      causes: [
        'Baris kosong, ganda atau tidak padan telah dibuang',
        'Hasil dari kiriman lain dipakai',
        'Berkas terpotong',
      ],
      action: ['Gabungkan hasil kembali dengan padan join pada berkas asli', 'Ulangi berita acara'],
    },
    en: {
      title: 'Records out are not as many as records in',
      meaning: 'Lampiran 3: the matched result holds exactly as many records as were received.',
      causes: [
        'Empty, duplicate or unmatched rows were dropped',
        'The result is of another submission',
        'The file is cut off',
      ],
      action: ['Join the result to the original file with padan join', 'Make the minutes again'],
    },
  },
  'bast-incomplete': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berita acara serah terima belum lengkap atau tidak sah',
      meaning: 'Isian yang disebut pada pesan kosong atau tidak berbentuk semestinya.',
      causes: ['Nomor, tanggal atau jabatan kosong', 'SHA-256 bukan 64 angka heksadesimal huruf kecil'],
      action: ['Perbaiki isian yang disebut', 'Buat ulang berita acara'],
    },
    en: {
      title: 'The hand-over minutes are not complete or not valid',
      meaning: 'The members named in the message are empty or not of the right form.',
      causes: ['Number, date or office is empty', 'A SHA-256 is not 64 lower-case hexadecimal digits'],
      action: ['Mend the members named', 'Make the minutes again'],
    },
  },
  'bast-number-taken': {
    status: 409,
    exit: 3,
    id: {
      title: 'Nomor berita acara sudah dipakai',
      meaning:
        'Setiap berita acara serah terima memiliki nomor sendiri; nomor ini sudah ada pada berita acara lain.',
      causes: ['Nomor salah ketik', 'Dua petugas memakai nomor yang sama'],
      action: ['Pakai nomor lain, atau kosongkan agar diberi nomor oleh sistem'],
    },
    en: {
      title: 'This number of minutes is taken',
      meaning: 'Each hand-over has minutes of its own number; this one stands on other minutes already.',
      causes: ['The number is misspelt', 'Two officers used one number'],
      action: ['Use another number, or leave it out so that the service numbers the minutes'],
    },
  },
  'hand-over-exists': {
    status: 409,
    exit: 3,
    id: {
      title: 'Serah terima ini sudah tercatat',
      meaning: 'Hal yang sama sudah diserahkan kepada penerima yang sama, dengan berita acara.',
      causes: ['Permintaan dikirim dua kali'],
      action: ['Lihat daftar serah terima dan pakai berita acara yang ada'],
    },
    en: {
      title: 'This hand-over is on record already',
      meaning: 'The same thing was handed to the same receiver before, under minutes.',
      causes: ['The request was sent twice'],
      action: ['Look at the list of hand-overs and use the minutes there'],
    },
  },
  'consent-not-yours': {
    status: 403,
    exit: 3,
    id: {
      title: 'Persetujuan hanya dicatat dan dicabut oleh pihak yang memberikannya',
      meaning: 'Orang yang mencatat harus berasal dari salah satu pihak dalam perjanjian.',
      causes: ['Kunci milik unit pemadanan atau operator dipakai', 'Persetujuan diberikan pihak lain'],
      action: ['Minta petugas pihak yang bersangkutan mencatatnya'],
    },
    en: {
      title: 'A consent is recorded and withdrawn by the party that gives it only',
      meaning: 'Who records it must belong to a party of the agreement.',
      causes: ['A key of the linkage unit or of the operator was used', 'The other party gave the consent'],
      action: ['Ask an officer of that party to record it'],
    },
  },
  'calendar-span-too-long': {
    status: 422,
    exit: 2,
    id: {
      title: 'Rentang kalender tidak sah',
      meaning: 'Rentang harus berurutan dan paling lama sepuluh tahun.',
      causes: ['Tanggal awal dan akhir tertukar'],
      action: ['Pilih rentang yang lebih pendek'],
    },
    en: {
      title: 'The span of the calendar is not valid',
      meaning: 'The span must run forwards and last ten years at most.',
      causes: ['First and last day are swapped'],
      action: ['Choose a shorter span'],
    },
  },
  'date-not-valid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tanggal tidak sah',
      meaning: 'Tanggal harus berbentuk YYYY-MM-DD dan ada di kalender.',
      causes: ['Hari dan bulan tertukar', '29 Februari pada tahun biasa'],
      action: ['Tulis tanggal sebagai YYYY-MM-DD'],
    },
    en: {
      title: 'The date is not valid',
      meaning: 'A date is written YYYY-MM-DD and must exist in the calendar.',
      causes: ['Day and month are swapped', '29 February of a common year'],
      action: ['Write the date as YYYY-MM-DD'],
    },
  },
  'release-step-not-allowed': {
    status: 409,
    exit: 3,
    id: {
      title: 'Langkah ini tidak dapat dilakukan pada keadaan rilis sekarang',
      meaning: 'Rilis berjalan dari konsep, diperiksa, disetujui, lalu diserahkan; langkah lain ditolak.',
      causes: ['Orang lain sudah mengubah keadaan rilis', 'Pemeriksaan atau persetujuan belum ada'],
      action: ['Muat ulang rilis dan lihat keadaannya', 'Lakukan langkah yang semestinya'],
    },
    en: {
      title: 'This step cannot be taken from the present state of the release',
      meaning: 'A release goes from draft to checked, approved and handed over; other steps are refused.',
      causes: ['Somebody else has moved the release on', 'The check or the approval is missing'],
      action: ['Load the release again and look at its state', 'Take the step that comes next'],
    },
  },
  'release-same-person': {
    status: 409,
    exit: 3,
    id: {
      title: 'Peminta rilis tidak boleh menyetujuinya',
      meaning: 'Persetujuan harus dari orang lain daripada yang meminta rilis.',
      causes: ['Satu orang memegang dua peran', 'Kunci API milik peminta dipakai'],
      action: ['Minta petugas privasi lain untuk menilai rilis ini'],
    },
    en: {
      title: 'Who asks for a release does not approve it',
      meaning: 'The approval must come from another person than the one who asked.',
      causes: ['One person holds both roles', 'An API key of the person who asked was used'],
      action: ['Ask another privacy officer to judge this release'],
    },
  },
  'release-not-a-person': {
    status: 403,
    exit: 3,
    id: {
      title: 'Langkah ini harus dilakukan oleh orang, bukan oleh program',
      meaning: 'Permintaan, persetujuan, penolakan, penyerahan dan penarikan dicatat atas nama orang.',
      causes: ['Kunci layanan tanpa pemilik dipakai'],
      action: ['Masuk sebagai orang lalu ulangi'],
    },
    en: {
      title: 'This step must be taken by a person, not by a program',
      meaning: 'Asking, approving, refusing, handing over and withdrawing are recorded to a person.',
      causes: ['A service key that belongs to nobody was used'],
      action: ['Sign in as a person and try again'],
    },
  },
  'release-audit-does-not-hold': {
    status: 409,
    exit: 1,
    id: {
      title: 'Rilis tidak dapat disetujui karena audit penyusup tidak terpenuhi',
      meaning: 'Audit menunjukkan bahwa sel rahasia masih dapat dipersempit, atau audit belum selesai.',
      causes: ['Perlindungan sekunder belum cukup', 'Rilis terdahulu menambah keterangan'],
      action: ['Lihat laporan audit', 'Lindungi ulang tabel lalu periksa lagi'],
    },
    en: {
      title: 'The release cannot be approved because the intruder audit does not hold',
      meaning: 'The audit shows that a protected cell can still be narrowed, or it did not finish.',
      causes: ['Secondary suppression is not enough', 'An earlier release adds to what is known'],
      action: ['Read the audit report', 'Protect the tables again and check again'],
    },
  },
  'release-content-differs': {
    status: 409,
    exit: 3,
    id: {
      title: 'Isi rilis bukan yang dilihat oleh penilai',
      meaning: 'Sidik SHA-256 yang dikirim bersama langkah ini bukan sidik isi rilis sekarang.',
      causes: ['Tabel dilindungi ulang sesudah laporan dibaca'],
      action: ['Muat ulang rilis', 'Baca laporan yang baru, lalu putuskan'],
    },
    en: {
      title: 'The release does not hold what the reviewer saw',
      meaning: 'The SHA-256 sent with this step is not that of the present content of the release.',
      causes: ['The tables were protected again after the report was read'],
      action: ['Load the release again', 'Read the new report and then decide'],
    },
  },
  'reason-missing': {
    status: 422,
    exit: 2,
    id: {
      title: 'Alasan belum diisi',
      meaning: 'Penolakan dan penarikan harus disertai alasan yang dicatat.',
      causes: ['Alasan kosong'],
      action: ['Tulis alasan dalam satu kalimat lalu ulangi'],
    },
    en: {
      title: 'No reason was given',
      meaning: 'A refusal or a withdrawal is recorded with its reason.',
      causes: ['The reason is empty'],
      action: ['Give the reason in one sentence and try again'],
    },
  },
} as const satisfies ProblemGroup;

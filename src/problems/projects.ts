import type { ProblemGroup } from './group.ts';

/** Refusals about matching projects and their parties. */
export const projectProblems = {
  'party-not-allowed': {
    status: 403,
    exit: 3,
    id: {
      title: 'Langkah ini milik pihak lain proyek',
      meaning: 'Proyek ini boleh Anda lihat, tetapi langkah ini dilakukan oleh pihak yang lain.',
      causes: ['Kunci pihak yang lain dipakai', 'Langkah dilakukan atas nama pihak lain'],
      action: ['Minta pihak yang berwenang melakukannya'],
    },
    en: {
      title: 'Step belongs to the other party of the project',
      meaning: 'You may see this project, but this step is taken by the other party.',
      causes: ['A key of the other party was used', 'The step was tried on behalf of the other party'],
      action: ['Ask the party whose step it is'],
    },
  },
  'agreement-unknown': {
    status: 422,
    exit: 3,
    id: {
      title: 'Perjanjian tidak dikenal',
      meaning: 'Layanan ini tidak mengenal perjanjian dengan pengenal itu.',
      causes: ['Salah ketik'],
      action: ['Pakai pengenal pada `facts.known`'],
    },
    en: {
      title: 'Agreement is not known',
      meaning: 'This service knows no agreement by that identifier.',
      causes: ['A misspelling'],
      action: ['Use the identifier in `facts.known`'],
    },
  },
  'project-parties': {
    status: 422,
    exit: 3,
    id: {
      title: 'Proyek memerlukan dua pihak yang berbeda',
      meaning: 'Pihak peminta dan pemegang register sama.',
      causes: ['Satu pihak ditulis dua kali'],
      action: ['Sebut pihak peminta dan pihak pemegang register'],
    },
    en: {
      title: 'Project needs two different parties',
      meaning: 'Requester and register holder are the same.',
      causes: ['One party was named twice'],
      action: ['Name the requester and the register holder'],
    },
  },
  'project-exists': {
    status: 409,
    exit: 3,
    id: {
      title: 'Pengenal proyek sudah dipakai',
      meaning:
        'Ada proyek lain dengan pengenal ini; kunci proyek terikat pada pengenalnya, maka tidak dipakai ulang.',
      causes: ['Proyek sudah dibuat sebelumnya'],
      action: ['Pakai proyek yang ada atau pilih pengenal lain'],
    },
    en: {
      title: 'Project identifier is taken',
      meaning:
        'There is another project by this identifier; the project key is bound to it, so it is not used twice.',
      causes: ['The project was made before'],
      action: ['Use the existing project or choose another identifier'],
    },
  },
  'project-closed': {
    status: 409,
    exit: 3,
    id: {
      title: 'Proyek sudah ditutup',
      meaning: 'Proyek ini sudah ditutup dan datanya dihapus; tidak ada yang dapat ditambahkan.',
      causes: ['Proyek ditutup oleh salah satu pihak atau operator'],
      action: ['Buat proyek baru dengan kunci baru'],
    },
    en: {
      title: 'Project is closed',
      meaning: 'This project was closed and its data erased; nothing can be added.',
      causes: ['One of the parties or the operator closed it'],
      action: ['Make a new project with a new key'],
    },
  },
  'identity-not-valid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Identitas publik tidak sah',
      meaning: 'Kunci publik atau penerima age tidak berbentuk seperti yang ditulis `padan keys identity`.',
      causes: ['Salah salin', 'Kunci rahasia dikirim, bukan kunci publik'],
      action: ['Salin `publicKey` dan `recipient` dari berkas identitas'],
    },
    en: {
      title: 'Public identity is not valid',
      meaning: 'The public key or the age recipient does not look as `padan keys identity` writes it.',
      causes: ['Copied wrongly', 'A secret was sent instead of the public half'],
      action: ['Copy `publicKey` and `recipient` of the identity file'],
    },
  },
  'identity-fixed': {
    status: 409,
    exit: 3,
    id: {
      title: 'Identitas tidak dapat diganti lagi',
      meaning: 'Pihak ini sudah mengirim berkas yang ditandatangani dengan identitas yang terdaftar.',
      causes: ['Identitas diganti setelah pengiriman'],
      action: ['Pakai identitas yang terdaftar, atau buat proyek baru'],
    },
    en: {
      title: 'Identity cannot be replaced any more',
      meaning: 'This party has submitted a file signed with the registered identity.',
      causes: ['An identity changed after a submission'],
      action: ['Use the registered identity, or make a new project'],
    },
  },
  'custodian-not-registered': {
    status: 409,
    exit: 3,
    id: {
      title: 'Identitas pihak belum terdaftar',
      meaning: 'Pihak ini belum mendaftarkan identitas publiknya pada proyek.',
      causes: ['Langkah pendaftaran terlewat'],
      action: ['Daftarkan identitas publik lalu ulangi'],
    },
    en: {
      title: 'Identity of the party is not registered',
      meaning: 'This party has not registered its public identity with the project.',
      causes: ['The registration was skipped'],
      action: ['Register the public identity and try again'],
    },
  },
  'fingerprint-not-confirmed': {
    status: 409,
    exit: 3,
    id: {
      title: 'Sidik kunci belum dikonfirmasi kedua pihak',
      meaning: 'Berkas baru diterima setelah kedua pihak mengonfirmasi sidik kunci proyek yang sama.',
      causes: ['Salah satu pihak belum mengonfirmasi'],
      action: ['Bandingkan sidik kunci di luar sistem', 'Konfirmasikan oleh masing-masing pihak'],
    },
    en: {
      title: 'Key fingerprint is not confirmed by both parties',
      meaning: 'Files are taken only when both parties have confirmed one fingerprint of the project key.',
      causes: ['One party has not confirmed yet'],
      action: ['Compare the fingerprints off-channel', 'Let each party confirm it'],
    },
  },
  'fingerprint-differs': {
    status: 409,
    exit: 3,
    id: {
      title: 'Sidik kunci kedua pihak berbeda',
      meaning: 'Kedua pihak memegang kunci yang berbeda; pemadanan akan salah, maka proyek dihentikan.',
      causes: ['Salah satu pihak membuka kunci yang keliru', 'Kunci dibuat dua kali'],
      action: ['Tukar ulang kunci proyek', 'Konfirmasikan sidik yang benar'],
    },
    en: {
      title: 'Key fingerprints of the parties differ',
      meaning: 'The parties hold different keys; matching would be wrong, so the project is stopped.',
      causes: ['One party opened the wrong key', 'The key was drawn twice'],
      action: ['Exchange the project key again', 'Confirm the right fingerprint'],
    },
  },
  'fingerprint-fixed': {
    status: 409,
    exit: 3,
    id: {
      title: 'Sidik kunci sudah dikonfirmasi',
      meaning: 'Kedua pihak sudah mengonfirmasi sidik yang sama; kunci lain memerlukan proyek lain.',
      causes: ['Kunci diganti di tengah proyek'],
      action: ['Buat proyek baru untuk kunci baru'],
    },
    en: {
      title: 'Key fingerprint is confirmed already',
      meaning: 'Both parties have confirmed one fingerprint; another key needs another project.',
      causes: ['The key was changed within a project'],
      action: ['Make a new project for a new key'],
    },
  },
} as const satisfies ProblemGroup;

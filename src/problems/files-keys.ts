import type { ProblemGroup } from './group.ts';

/** Refusals of keys, identities and sealed content. */
export const keyProblems = {
  'recipient-invalid': {
    status: 422,
    exit: 2,
    id: {
      title: 'Penerima age tidak sah',
      meaning: 'Penerima harus kunci publik age X25519 (age1...).',
      causes: ['Salah salin', 'Kunci rahasia diberikan alih-alih kunci publik'],
      action: ['Minta penerima mengirim ulang kunci publiknya'],
    },
    en: {
      title: 'age recipient is not valid',
      meaning: 'A recipient is an X25519 public key of age (age1...).',
      causes: ['A copying mistake', 'A secret key was given instead of the public one'],
      action: ['Ask the receiver to send the public key again'],
    },
  },
  'recipient-needed': {
    status: 422,
    exit: 2,
    id: {
      title: 'Penerima muatan tidak sesuai skema',
      meaning:
        'Skema dengan kolom muatan memerlukan --recipient; skema tanpa kolom muatan tidak menerimanya.',
      causes: ['--recipient terlupa', 'Skema yang salah'],
      action: ['Berikan --recipient tepat ketika skema memiliki kolom muatan'],
    },
    en: {
      title: 'Recipient of the payload does not fit the schema',
      meaning: 'A schema with payload columns needs --recipient; a schema without takes none.',
      causes: ['--recipient was forgotten', 'The wrong schema'],
      action: ['Give --recipient exactly where the schema has payload columns'],
    },
  },
  'envelope-not-opened': {
    status: 422,
    exit: 3,
    id: {
      title: 'Amplop tidak dapat dibuka',
      meaning: 'Amplop age rusak atau disegel untuk identitas lain.',
      causes: ['Identitas yang salah', 'Berkas berubah'],
      action: ['Pakai identitas yang kunci publiknya dipakai pengirim'],
    },
    en: {
      title: 'Envelope cannot be opened',
      meaning: 'The age envelope is damaged or was sealed to another identity.',
      causes: ['The wrong identity', 'The file changed'],
      action: ['Use the identity whose public key the sender used'],
    },
  },
  'sealed-row-not-opened': {
    status: 422,
    exit: 3,
    id: {
      title: 'Baris tersegel tidak dapat dibuka',
      meaning: 'Baris yang disebut rusak, berpindah tempat, atau milik berkas lain.',
      causes: ['Berkas diubah setelah disegel', 'Baris hilang dalam perjalanan'],
      action: ['Minta berkas asli'],
    },
    en: {
      title: 'Sealed row cannot be opened',
      meaning: 'The row named is damaged, was moved, or belongs to another file.',
      causes: ['The file was changed after it was sealed', 'Rows were lost on the way'],
      action: ['Ask for the original file'],
    },
  },
  'sealed-row-too-long': {
    status: 422,
    exit: 3,
    id: {
      title: 'Muatan baris terlalu panjang',
      meaning: 'Isi satu baris melebihi panjang yang dapat disegel.',
      causes: ['Kolom muatan berisi teks yang sangat panjang'],
      action: ['Persingkat kolom muatan'],
    },
    en: {
      title: 'Payload of a row is too long',
      meaning: 'The content of a row is longer than can be sealed.',
      causes: ['A payload column holds very long text'],
      action: ['Shorten the payload columns'],
    },
  },
  'nothing-sealed': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas tidak memuat muatan tersegel',
      meaning: 'Berkas tersandi tidak memiliki kolom muatan; tidak ada yang dibuka.',
      causes: ['Skema tanpa kolom muatan'],
      action: ['Periksa berkas yang dipilih'],
    },
    en: {
      title: 'File holds no sealed payload',
      meaning: 'The encoded file has no payload column; there is nothing to open.',
      causes: ['A schema without payload columns'],
      action: ['Check which file was chosen'],
    },
  },
  'identity-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas identitas tidak sah',
      meaning:
        'Berkas bukan identitas padan-identity/1, atau kunci publik di dalamnya bukan pasangan kunci rahasianya.',
      causes: ['Berkas yang salah dipilih', 'Berkas diubah'],
      action: ['Pakai berkas dari `padan keys identity`'],
    },
    en: {
      title: 'Identity file is not valid',
      meaning: 'The file is not a padan-identity/1, or its public keys are not those of its secret keys.',
      causes: ['The wrong file was chosen', 'The file was changed'],
      action: ['Use the file of `padan keys identity`'],
    },
  },
  'identity-needed': {
    status: 422,
    exit: 2,
    id: {
      title: 'Identitas diperlukan',
      meaning: 'Hasil memuat bendera tersegel yang hanya dapat dibuka dengan identitas penerima.',
      causes: ['--identity terlupa'],
      action: ['Ulangi dengan --identity'],
    },
    en: {
      title: 'Identity is needed',
      meaning: 'The result holds sealed flags that only the identity of the receiver opens.',
      causes: ['--identity was forgotten'],
      action: ['Try again with --identity'],
    },
  },
  'key-project-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kunci milik proyek lain',
      meaning: 'Kunci proyek dibuat untuk proyek lain daripada yang disebut.',
      causes: ['Berkas kunci yang salah', '--project salah ketik'],
      action: ['Pakai kunci proyek yang disebut'],
    },
    en: {
      title: 'Key belongs to another project',
      meaning: 'The project key was made for another project than the one named.',
      causes: ['The wrong key file', 'A misspelt --project'],
      action: ['Use the key of the project named'],
    },
  },
  'sealed-key-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kunci tersegel tidak sah',
      meaning: 'Berkas bukan kunci tersegel padan-sealed-key/1.',
      causes: ['Berkas yang salah dipilih', 'Berkas diubah'],
      action: ['Minta kunci tersegel asli dari pengirimnya'],
    },
    en: {
      title: 'Sealed key is not valid',
      meaning: 'The file is not a padan-sealed-key/1.',
      causes: ['The wrong file was chosen', 'The file was changed'],
      action: ['Ask the sender for the original sealed key'],
    },
  },
  'sealed-key-signature': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kunci tersegel bukan dari pengirim yang disebut',
      meaning:
        'Tanda tangan tidak sah, atau penandatangan bukan kunci publik pada --from; kunci tidak dibuka.',
      causes: ['Kunci publik yang salah pada --from', 'Seseorang mengganti kunci dalam perjalanan'],
      action: [
        'Bandingkan kunci publik pengirim lewat jalur lain (telepon, tatap muka)',
        'Minta kunci tersegel yang baru',
      ],
    },
    en: {
      title: 'Sealed key is not from the sender named',
      meaning:
        'The signature does not hold, or its signer is not the public key of --from; the key was not opened.',
      causes: ['The wrong public key in --from', 'Somebody exchanged the key on its way'],
      action: [
        "Compare the sender's public key by another way (telephone, in person)",
        'Ask for a new sealed key',
      ],
    },
  },
} as const satisfies ProblemGroup;

import type { ProblemGroup } from './group.ts';

/** Refusals of the files that pass between the agencies and the linkage unit. */
export const exchangeProblems = {
  'json-not-canonical': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai tidak dapat ditulis sebagai JSON kanonik',
      meaning:
        'Dokumen memuat angka tak hingga, teks Unicode yang tidak sah, atau bersarang lebih dari 100 tingkat.',
      causes: ['Berkas spesifikasi rusak'],
      action: ['Perbaiki dokumen lalu ulangi'],
    },
    en: {
      title: 'Value cannot be written as canonical JSON',
      meaning:
        'The document holds a number that is not finite or text that is not valid Unicode, or is nested over 100 deep.',
      causes: ['A damaged spec file'],
      action: ['Mend the document and try again'],
    },
  },
  'json-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas bukan JSON yang sah',
      meaning: 'Berkas tidak dapat dibaca sebagai JSON UTF-8.',
      causes: ['Berkas yang salah dipilih', 'Berkas terpotong'],
      action: ['Periksa berkas lalu ulangi'],
    },
    en: {
      title: 'File is not valid JSON',
      meaning: 'The file cannot be read as JSON in UTF-8.',
      causes: ['The wrong file was chosen', 'The file was cut'],
      action: ['Check the file and try again'],
    },
  },
  'exchange-file-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas pertukaran tidak sah',
      meaning: 'Baris yang disebut tidak sesuai dengan format yang disebut.',
      causes: ['Berkas yang salah dipilih', 'Berkas diubah atau terpotong'],
      action: ['Minta berkas asli dari pengirimnya'],
    },
    en: {
      title: 'Exchange file is not valid',
      meaning: 'The line named does not fit the format named.',
      causes: ['The wrong file was chosen', 'The file was changed or cut'],
      action: ['Ask the sender for the original file'],
    },
  },
  'order-not-a-permutation': {
    status: 422,
    exit: 3,
    id: {
      title: 'Peta urutan tidak sah',
      meaning: 'Peta urutan menyebut satu baris dua kali atau melewatkan baris.',
      causes: ['Peta urutan diubah'],
      action: ['Pakai peta urutan yang ditulis `padan encode`'],
    },
    en: {
      title: 'Order map is not valid',
      meaning: 'The order map names a row twice or leaves one out.',
      causes: ['The order map was changed'],
      action: ['Use the order map that `padan encode` wrote'],
    },
  },
  'manifest-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Manifes tidak sah',
      meaning: 'Anggota yang disebut tidak ada atau tidak sah, atau ada anggota yang tidak dikenal.',
      causes: ['Manifes diubah', 'Manifes dari versi lain'],
      action: ['Kirim manifes yang ditulis `padan encode`'],
    },
    en: {
      title: 'Manifest is not valid',
      meaning: 'The member named is missing or not valid, or there is a member nobody knows.',
      causes: ['The manifest was changed', 'A manifest of another version'],
      action: ['Send the manifest that `padan encode` wrote'],
    },
  },
  'manifest-signature': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tanda tangan manifes tidak sah',
      meaning: 'Tanda tangan tidak cocok dengan isi manifes dan kunci penandatangannya.',
      causes: ['Manifes diubah setelah ditandatangani'],
      action: ['Sandikan ulang dan kirim manifes yang baru'],
    },
    en: {
      title: 'Signature of the manifest does not hold',
      meaning: 'The signature does not fit the manifest and the key of its signer.',
      causes: ['The manifest was changed after it was signed'],
      action: ['Encode again and send the new manifest'],
    },
  },
  'manifest-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Manifes dan berkas tersandi berbeda',
      meaning: 'Anggota yang disebut mengatakan hal lain daripada berkasnya.',
      causes: ['Manifes milik berkas lain', 'Berkas berubah dalam pengiriman'],
      action: ['Kirim berkas dan manifes dari satu kali `padan encode`'],
    },
    en: {
      title: 'Manifest and encoded file differ',
      meaning: 'The member named says something else than the file does.',
      causes: ['The manifest belongs to another file', 'The file changed on its way'],
      action: ['Send the file and the manifest of one run of `padan encode`'],
    },
  },
  'clkhash-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas CLK tidak sah',
      meaning:
        'Berkas bukan JSON clkhash {"clks": [...]}, atau filter pada posisi yang disebut bukan base64 atau panjangnya lain.',
      causes: ['Berkas yang salah dipilih', 'Berkas terpotong', 'Dua skema tercampur'],
      action: ['Sandikan ulang dengan satu skema'],
    },
    en: {
      title: 'CLK file is not valid',
      meaning:
        'The file is not clkhash JSON {"clks": [...]}, or the filter at the position named is not base64 or has another length.',
      causes: ['The wrong file was chosen', 'The file was cut', 'Two schemas were mixed'],
      action: ['Encode again with one schema'],
    },
  },
  'raw-filters-length': {
    status: 422,
    exit: 3,
    id: {
      title: 'Panjang berkas filter mentah tidak cocok',
      meaning: 'Ukuran berkas bukan kelipatan panjang filter, atau panjang filter bukan kelipatan 8 bit.',
      causes: ['--bits salah', 'Berkas terpotong'],
      action: ['Periksa --bits dan ukuran berkas'],
    },
    en: {
      title: 'Length of the raw filter file does not fit',
      meaning:
        'The size of the file is not a multiple of the filter length, or that is not a multiple of 8 bits.',
      causes: ['--bits is wrong', 'The file was cut'],
      action: ['Check --bits and the size of the file'],
    },
  },
  'files-not-linkable': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas tidak dapat dipadankan bersama',
      meaning: 'Berkas berasal dari proyek, kunci, skema, atau format yang berbeda.',
      causes: ['Sidik kunci atau skema berbeda', 'Berkas tersandi dicampur dengan CLK mentah'],
      action: ['Sandikan kedua berkas dengan skema dan kunci proyek yang sama'],
    },
    en: {
      title: 'Files cannot be linked with each other',
      meaning: 'The files come from different projects, keys, schemas or formats.',
      causes: ['Key fingerprints or schemas differ', 'An encoded file is mixed with bare CLKs'],
      action: ['Encode both files with the same schema and project key'],
    },
  },
  'join-input-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'CSV bukan berkas yang disandikan',
      meaning: 'SHA-256 CSV lain dari yang tercatat pada peta urutan; tidak ada yang ditulis.',
      causes: ['CSV diubah atau diekspor ulang setelah disandikan', 'Peta urutan milik berkas lain'],
      action: ['Pakai CSV yang persis sama dengan yang disandikan'],
    },
    en: {
      title: 'CSV is not the file that was encoded',
      meaning: 'The SHA-256 of the CSV is not the one in the order map; nothing was written.',
      causes: [
        'The CSV was changed or exported again after it was encoded',
        'The order map belongs to another file',
      ],
      action: ['Use the very CSV that was encoded'],
    },
  },
  'join-result-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Hasil bukan untuk berkas ini',
      meaning: 'Hasil dibuat untuk berkas tersandi yang lain, atau jumlah barisnya lain.',
      causes: ['Hasil dari proses lain', 'Peta urutan milik berkas lain'],
      action: ['Pakai hasil dan peta urutan dari satu berkas tersandi'],
    },
    en: {
      title: 'Result is not for this file',
      meaning: 'The result was made for another encoded file, or has another number of rows.',
      causes: ['The result of another run', 'The order map belongs to another file'],
      action: ['Use the result and the order map of one encoded file'],
    },
  },
  'join-column-taken': {
    status: 422,
    exit: 3,
    id: {
      title: 'CSV sudah memiliki kolom hasil',
      meaning: 'Kolom pada posisi yang disebut bernama sama dengan kolom yang akan ditambahkan.',
      causes: [
        'CSV adalah hasil `padan join` sebelumnya',
        'Bendera pada surat bernama sama dengan kolom masukan',
      ],
      action: ['Pakai CSV yang persis sama dengan yang disandikan'],
    },
    en: {
      title: 'CSV has a result column already',
      meaning: 'The column at the position named has the name of a column to be added.',
      causes: [
        'The CSV is the result of an earlier `padan join`',
        'A flag of the letter has the name of an input column',
      ],
      action: ['Use the very CSV that was encoded'],
    },
  },
  'flags-not-in-letter': {
    status: 422,
    exit: 3,
    id: {
      title: 'Bendera tidak disebut dalam surat',
      meaning:
        'Bendera yang disegel bukan bendera yang disebut dalam surat, atau urutannya lain; tidak ada yang dibuka.',
      causes: ['Pemegang register mengirim kolom lain'],
      action: ['Hubungi pemegang register'],
    },
    en: {
      title: 'Flags are not those of the letter',
      meaning:
        'The flags that were sealed are not the flags that the letter names, or in another order; nothing was opened.',
      causes: ['The register holder sent other columns'],
      action: ['Ask the register holder'],
    },
  },
  'flag-column-missing': {
    status: 422,
    exit: 3,
    id: {
      title: 'Register tidak memiliki kolom bendera',
      meaning: 'Bendera yang disebut dalam surat bukan kolom register.',
      causes: ['Nama kolom pada surat salah ketik', 'Register adalah ekspor lain'],
      action: ['Perbaiki surat atau register, lalu ulangi'],
    },
    en: {
      title: 'Register has no column for a flag',
      meaning: 'A flag that the letter names is not a column of the register.',
      causes: ['A misspelt column in the letter', 'The register is another export'],
      action: ['Mend the letter or the register and try again'],
    },
  },
  'flags-file-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas bendera tidak sejajar dengan register',
      meaning:
        'Pada baris yang disebut, kolom bersama berbeda dari register, jumlah baris lain, atau tidak ada kolom bersama.',
      causes: ['Urutan baris berubah', 'Ekspor dari waktu yang lain'],
      action: ['Ekspor bendera bersama kolom identitas dalam urutan yang sama dengan register'],
    },
    en: {
      title: 'Flags file does not stand beside the register',
      meaning:
        'At the row named a column of both files differs, or the number of rows does, or no column is in both.',
      causes: ['The order of the rows changed', 'The export of another day'],
      action: ['Export the flags with an identifying column, in the order of the register'],
    },
  },
  'request-recipient-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Permintaan menyebut penerima lain daripada yang diberikan instansi peminta',
      meaning: 'Tanda yang disegel untuk penerima lain dapat dibaca penerima itu, bukan instansi peminta.',
      causes: [
        'Penerima salah ketik atau milik proyek lain',
        'Instansi peminta mengganti identitasnya',
        'Unit pencocokan atau seseorang di jalan mengganti penerimanya',
      ],
      action: [
        'Tanyakan penerima langsung kepada instansi peminta, di luar layanan',
        'Jika tetap berbeda, jangan menjawab dan laporkan kepada petugas privasi',
      ],
    },
    en: {
      title: 'The request names another recipient than the requesting agency gave',
      meaning: 'Flags sealed to another recipient can be read by that one, and not by the requesting agency.',
      causes: [
        'The recipient was mistyped or is that of another project',
        'The requesting agency replaced its identity',
        'The linkage unit, or somebody on the way, put another recipient in its place',
      ],
      action: [
        'Ask the requesting agency itself for its recipient, outside the service',
        'If they still differ, do not answer, and tell the privacy officer',
      ],
    },
  },
  'request-row-unknown': {
    status: 422,
    exit: 3,
    id: {
      title: 'Permintaan menyebut baris yang tidak ada',
      meaning: 'Permintaan menyebut baris di luar berkas tersandi register.',
      causes: ['Permintaan untuk berkas tersandi lain'],
      action: ['Pakai peta urutan dari berkas tersandi yang diserahkan'],
    },
    en: {
      title: 'Request names a row that is not there',
      meaning: 'The request names a row outside the encoded file of the register.',
      causes: ['The request is for another encoded file'],
      action: ['Use the order map of the encoded file that was submitted'],
    },
  },
} as const satisfies ProblemGroup;

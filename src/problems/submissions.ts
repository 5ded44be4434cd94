import type { ProblemGroup } from './group.ts';

/** Refusals about files on their way in. */
export const submissionProblems = {
  'manifest-not-for-project': {
    status: 422,
    exit: 3,
    id: {
      title: 'Manifes bukan untuk proyek ini',
      meaning: 'Manifes atau berkas menyebut sesuatu yang berbeda dari proyek; berkas tidak diterima.',
      causes: ['Berkas disandikan dengan skema atau kunci lain', 'Berkas untuk proyek atau pihak lain'],
      action: [
        'Lihat anggota yang berbeda pada `facts.member`',
        'Sandikan ulang dengan skema dan kunci proyek ini',
      ],
    },
    en: {
      title: 'Manifest is not for this project',
      meaning: 'The manifest or the file says something else than the project; the file is not taken.',
      causes: ['Encoded with another schema or key', 'A file of another project or party'],
      action: [
        'See the member that differs in `facts.member`',
        'Encode again with schema and key of this project',
      ],
    },
  },
  'manifest-signer': {
    status: 422,
    exit: 3,
    id: {
      title: 'Penanda tangan manifes bukan identitas terdaftar',
      meaning: 'Tanda tangan sah, tetapi bukan dari identitas yang didaftarkan pihak ini pada proyek.',
      causes: ['Identitas lain dipakai saat menyandikan'],
      action: ['Sandikan ulang dengan identitas terdaftar'],
    },
    en: {
      title: 'Signer of the manifest is not the registered identity',
      meaning:
        'The signature holds, but it is not by the identity that this party registered with the project.',
      causes: ['Another identity was used to encode'],
      action: ['Encode again with the registered identity'],
    },
  },
  'too-many-chunks': {
    status: 422,
    exit: 3,
    id: {
      title: 'Potongan terlalu banyak',
      meaning: 'Ukuran potongan terlalu kecil untuk berkas ini.',
      causes: ['chunkBytes terlalu kecil'],
      action: ['Pakai potongan lebih besar, paling besar 50 MB'],
    },
    en: {
      title: 'Too many chunks',
      meaning: 'The chunk size is too small for this file.',
      causes: ['chunkBytes is too small'],
      action: ['Use larger chunks, of 50 MB at most'],
    },
  },
  'submission-too-large': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas terlalu besar untuk layanan ini',
      meaning:
        'Layanan ini memuat seluruh sandi dua berkas saat memutuskan; berkas ini melewati batasnya. Tidak ada yang dikirim.',
      causes: [
        'Layanan berjalan di edge, yang memorinya terbatas',
        'Berkas berisi beberapa semester sekaligus',
      ],
      action: [
        'Pakai layanan pada satu mesin (docs/how-to/operator.md)',
        'Atau bagi berkas, misalnya per provinsi',
      ],
    },
    en: {
      title: 'File is too large for this service',
      meaning:
        'This service holds the filters of both files when it decides; this file is beyond its limit. Nothing was sent.',
      causes: [
        'The service runs at the edge, where memory is limited',
        'The file holds several semesters at once',
      ],
      action: [
        'Use a service on one machine (docs/how-to/operator.md)',
        'Or split the file, by province for example',
      ],
    },
  },
  'submission-not-receiving': {
    status: 409,
    exit: 3,
    id: {
      title: 'Pengiriman tidak menerima potongan lagi',
      meaning: 'Pengiriman ini sudah dinyatakan lengkap.',
      causes: ['Potongan dikirim setelah selesai'],
      action: ['Lihat keadaan pengiriman', 'Mulai pengiriman baru bila perlu'],
    },
    en: {
      title: 'Submission takes no more chunks',
      meaning: 'This submission was said to be complete.',
      causes: ['A chunk was sent after completion'],
      action: ['See the state of the submission', 'Begin a new one if need be'],
    },
  },
  'submission-incomplete': {
    status: 409,
    exit: 3,
    id: {
      title: 'Masih ada potongan yang belum diterima',
      meaning: 'Pengiriman belum dapat diperiksa karena belum lengkap.',
      causes: ['Pengiriman terputus'],
      action: ['Lihat potongan yang sudah ada', 'Kirim potongan yang kurang lalu nyatakan lengkap'],
    },
    en: {
      title: 'Chunks are missing',
      meaning: 'The submission cannot be checked because it is not complete.',
      causes: ['The upload was interrupted'],
      action: ['See which chunks are there', 'Send the missing ones, then complete'],
    },
  },
  'submission-not-accepted': {
    status: 409,
    exit: 75,
    id: {
      title: 'Pengiriman belum atau tidak diterima',
      meaning: 'Langkah ini memerlukan berkas yang sudah lolos pemeriksaan.',
      causes: ['Pemeriksaan belum selesai', 'Berkas ditolak'],
      action: ['Lihat keadaan pengiriman dan masalahnya'],
    },
    en: {
      title: 'Submission is not accepted',
      meaning: 'This step needs a file that has passed its check.',
      causes: ['The check is not over', 'The file was refused'],
      action: ['See the state of the submission and its problem'],
    },
  },
  'chunk-out-of-range': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nomor potongan di luar berkas',
      meaning: 'Berkas tidak mempunyai potongan dengan nomor ini; nomor dimulai dari 0.',
      causes: ['Salah hitung nomor'],
      action: ['Lihat jumlah potongan pada `facts.chunks`'],
    },
    en: {
      title: 'Chunk number is beyond the file',
      meaning: 'The file has no chunk of this number; numbers begin at 0.',
      causes: ['Numbers counted wrongly'],
      action: ['See the count in `facts.chunks`'],
    },
  },
  'chunk-length-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Panjang potongan tidak sesuai',
      meaning: 'Setiap potongan sepanjang chunkBytes, kecuali yang terakhir; tidak ada yang disimpan.',
      causes: ['Koneksi terputus', 'Berkas dipotong dengan ukuran lain'],
      action: ['Kirim potongan sepanjang `facts.expected` byte'],
    },
    en: {
      title: 'Length of the chunk is not right',
      meaning: 'Every chunk has chunkBytes bytes but the last; nothing was stored.',
      causes: ['The connection broke', 'The file was cut in another size'],
      action: ['Send a chunk of `facts.expected` bytes'],
    },
  },
  'chunk-digest-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Isi potongan tidak sesuai Content-Digest',
      meaning: 'SHA-256 isi berbeda dari yang dinyatakan; tidak ada yang disimpan.',
      causes: ['Data rusak di perjalanan', 'Digest potongan lain yang dikirim'],
      action: ['Hitung ulang SHA-256 dan kirim lagi'],
    },
    en: {
      title: 'Chunk is not what Content-Digest says',
      meaning: 'The SHA-256 of the bytes is not the one declared; nothing was stored.',
      causes: ['Bytes damaged on their way', 'The digest of another chunk'],
      action: ['Compute the SHA-256 again and send again'],
    },
  },
  'chunk-differs': {
    status: 409,
    exit: 3,
    id: {
      title: 'Potongan ini sudah tersimpan dengan isi lain',
      meaning: 'Isi potongan yang sudah diterima tidak diganti.',
      causes: ['Berkas berubah di tengah pengiriman', 'Nomor potongan tertukar'],
      action: ['Pastikan berkasnya sama', 'Mulai pengiriman baru bila berkas memang berubah'],
    },
    en: {
      title: 'Chunk is stored with other content',
      meaning: 'What was received is not replaced.',
      causes: ['The file changed during the upload', 'Chunk numbers were exchanged'],
      action: ['Make sure that it is the same file', 'Begin a new submission if the file did change'],
    },
  },
} as const satisfies ProblemGroup;

import type { ProblemGroup } from './group.ts';

/** Refusals of the command line when it speaks to a service. */
export const clientProblems = {
  'service-not-reached': {
    status: 503,
    exit: 75,
    id: {
      title: 'Layanan tidak dapat dihubungi',
      meaning: 'Tidak ada jawaban dari layanan; yang sudah diterima layanan tetap tersimpan.',
      causes: ['Alamat salah', 'Layanan sedang mati', 'Jaringan terputus'],
      action: [
        'Periksa alamat pada --server',
        'Ulangi perintah yang sama: pengiriman dilanjutkan, bukan diulang',
      ],
    },
    en: {
      title: 'Service cannot be reached',
      meaning: 'The service gave no answer; what it had received is kept.',
      causes: ['A wrong address', 'The service is down', 'The network is broken'],
      action: [
        'Check the address in --server',
        'Run the same command again: it resumes and does not start over',
      ],
    },
  },
  'service-answer-not-understood': {
    status: 502,
    exit: 75,
    id: {
      title: 'Jawaban layanan tidak dimengerti',
      meaning: 'Yang menjawab di alamat itu bukan layanan Padan, atau versinya lain.',
      causes: ['Alamat milik layanan lain', 'Proksi di antara keduanya menjawab sendiri'],
      action: ['Buka alamat itu ditambah /openapi.json di peramban', 'Tanyakan kepada pengelola layanan'],
    },
    en: {
      title: 'Answer of the service is not understood',
      meaning: 'What answers at that address is not a Padan service, or is of another version.',
      causes: ['The address of another service', 'A proxy in between that answers by itself'],
      action: ['Open that address followed by /openapi.json in a browser', 'Ask the operator of the service'],
    },
  },
  'submission-refused': {
    status: 422,
    exit: 3,
    id: {
      title: 'Layanan menolak berkas yang dikirim',
      meaning: 'Berkas diterima utuh tetapi ditolak pada pemeriksaan; tidak ada bagiannya yang dipakai.',
      causes: ['Berkas bukan yang diterangkan manifest', 'Ada isi yang menyerupai pengenal mentah'],
      action: [
        'Baca alasan pada pesan',
        'Sandikan ulang dengan padan encode, lalu kirim sebagai kiriman baru',
      ],
    },
    en: {
      title: 'Service refused the file that was sent',
      meaning: 'The file arrived whole but was refused when it was checked; no part of it is used.',
      causes: [
        'The file is not the one its manifest describes',
        'Something in it looks like a raw identifier',
      ],
      action: [
        'Read the reason in the message',
        'Encode again with padan encode and send it as a new submission',
      ],
    },
  },
} as const satisfies ProblemGroup;

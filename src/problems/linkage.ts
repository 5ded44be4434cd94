import type { ProblemGroup } from './group.ts';

/** Refusals of comparing encodings and deciding links. Facts are counts, positions and token names of the schema. */
export const linkageProblems = {
  'clk-column-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kolom filter harus tepat sebesar baris kali panjang filter',
      meaning: 'Jumlah bita kolom filter tidak cocok dengan jumlah baris dan panjang filter yang dinyatakan.',
      causes: ['Berkas terpotong saat dikirim', 'Nilai --bits tidak sesuai dengan berkas mentah'],
      action: ['Bandingkan ukuran berkas dengan baris kali panjang filter', 'Kirim ulang berkas yang utuh'],
    },
    en: {
      title: 'A filter column must hold exactly rows times filter length',
      meaning: 'The bytes of the filter column do not fit the stated number of rows and filter length.',
      causes: ['The file was cut off on its way', 'The value of --bits does not fit the raw file'],
      action: ['Compare the size of the file with rows times filter length', 'Send the whole file again'],
    },
  },
  'attack-schema-not-covered': {
    status: 422,
    exit: 3,
    id: {
      title: 'Laboratorium tidak dapat membuat orang rekaan untuk skema ini',
      meaning:
        'Untuk kolom yang disebut tidak dapat dibuat nilai yang diterima skema, sehingga serangan tidak dapat dicoba.',
      causes: [
        'Skema clkhash meminta pola teks (regular expression)',
        'Panjang, huruf, atau rentang yang sempit',
      ],
      action: ['Coba skema yang sama tanpa pola pada kolom itu; panjang filter dan bobotnya tetap sama'],
    },
    en: {
      title: 'The laboratory cannot make up people for this schema',
      meaning:
        'For the columns named no value can be made that the schema takes, so that no attack can be tried.',
      causes: ['A clkhash schema asks for a pattern (regular expression)', 'Narrow lengths, cases or ranges'],
      action: [
        'Try the same schema without the pattern on that column; filter length and weights stay the same',
      ],
    },
  },
  'blocking-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kedua berkas harus membawa token blok yang sama',
      meaning:
        'Token blok menentukan baris mana yang dibandingkan. Kedua berkas tidak memuat putaran blok yang sama, sehingga tidak dapat dipertemukan.',
      causes: [
        'Kedua instansi memakai skema penautan yang berbeda',
        'Salah satu berkas dibuat dengan versi lama',
      ],
      action: [
        'Samakan skema penautan',
        'Buat ulang berkas tersandi',
        'Atau bandingkan semua pasangan dengan --exhaustive',
      ],
    },
    en: {
      title: 'Both files must carry the same blocking tokens',
      meaning:
        'Blocking tokens say which rows are compared. The two files do not hold the same blocking passes, so that their rows cannot be brought together.',
      causes: ['The agencies used different linkage schemas', 'One file was made by an older version'],
      action: [
        'Agree on one linkage schema',
        'Encode the files again',
        'Or compare every pair with --exhaustive',
      ],
    },
  },
  'link-state-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas --resume harus milik penautan yang sama',
      meaning:
        'Berkas itu bukan milik penautan ini: berkas masukan, ambang, ukuran kemiripan, atau rencananya lain, sehingga bagian yang sudah selesai tidak dapat dipakai.',
      causes: ['Berkas masukan dibuat ulang', 'Ambang atau pilihan lain diubah', 'Salah berkas disebut'],
      action: ['Sebut berkas lain dengan --resume', 'Atau hapus berkas itu dan mulai dari awal'],
    },
    en: {
      title: 'The file of --resume must be of the same linkage',
      meaning:
        'The file is not of this linkage: input files, threshold, metric or plan are others, so that the parts that are done are of no use.',
      causes: [
        'An input file was made again',
        'The threshold or another option was changed',
        'The wrong file was named',
      ],
      action: ['Name another file with --resume', 'Or remove that file and begin anew'],
    },
  },
  'clk-lengths-differ': {
    status: 422,
    exit: 3,
    id: {
      title: 'Filter kedua berkas harus sama panjang',
      meaning:
        'Filter yang panjangnya berbeda berasal dari skema penautan yang berbeda dan tidak dibandingkan.',
      causes: ['Kedua instansi memakai skema atau versi skema yang berbeda'],
      action: ['Samakan skema penautan kedua instansi', 'Buat ulang berkas tersandi'],
    },
    en: {
      title: 'Filters of both files must have one length',
      meaning: 'Filters of different lengths come from different linkage schemas and are not compared.',
      causes: ['The agencies used different linkage schemas or versions of one'],
      action: ['Agree on one linkage schema', 'Encode the files again'],
    },
  },
  'threshold-invalid': {
    status: 422,
    exit: 2,
    id: {
      title: 'Ambang harus berupa angka dari 0 sampai 1',
      meaning: 'Kemiripan adalah rasio dari 0 sampai 1, demikian pula setiap ambangnya.',
      causes: ['Ambang ditulis sebagai persen', 'Koma dipakai sebagai tanda desimal'],
      action: ['Tulis ambang seperti 0.8'],
    },
    en: {
      title: 'A threshold must be a number from 0 to 1',
      meaning: 'Similarity is a ratio from 0 to 1, and so is every threshold on it.',
      causes: ['The threshold was written as a percentage', 'A comma was used as the decimal mark'],
      action: ['Write the threshold like 0.8'],
    },
  },
  'threshold-not-found': {
    status: 422,
    exit: 3,
    id: {
      title: 'Ambang tidak dapat ditentukan dari data',
      meaning:
        'Ambang otomatis dicari dari sebaran skor. Berkas ini terlalu kecil, terlalu sedikit padanannya, atau tidak ada ambang yang mencapai presisi yang diminta.',
      causes: [
        'Kurang dari 50 baris pada berkas yang lebih kecil, atau kurang dari 20 padanan yang diharapkan',
        'Skor padanan dan bukan padanan bercampur',
        'Presisi yang diminta terlalu tinggi untuk data ini',
      ],
      action: ['Tulis ambang sebagai angka, misalnya ambang dari skema', 'Minta presisi yang lebih rendah'],
    },
    en: {
      title: 'A threshold cannot be found from the data',
      meaning:
        'An automatic threshold is found from how the scores are distributed. These files are too small, have too few matches, or no threshold reaches the precision asked for.',
      causes: [
        'Fewer than 50 rows in the smaller file, or fewer than 20 expected matches',
        'Scores of matches and of others overlap',
        'The precision asked for is too high for these data',
      ],
      action: ['Give the threshold as a number, such as the one in the schema', 'Ask for a lower precision'],
    },
  },
  'top-invalid': {
    status: 422,
    exit: 2,
    id: {
      title: 'Banyaknya pasangan terbaik per baris harus bilangan bulat mulai dari 1',
      meaning:
        'Dari setiap baris disimpan paling banyak sekian pasangan; nol atau pecahan tidak berarti apa pun.',
      causes: ['Nilai --top nol, negatif atau pecahan'],
      action: ['Tulis bilangan bulat mulai dari 1', 'Tanpa --top semua pasangan disimpan'],
    },
    en: {
      title: 'The number of best pairs for a row must be a whole number from 1',
      meaning: 'Of each row at most this many pairs are kept; zero or a fraction of a pair means nothing.',
      causes: ['The value of --top is zero, negative or a fraction'],
      action: ['Write a whole number from 1', 'Without --top all pairs are kept'],
    },
  },
  'too-many-candidates': {
    status: 422,
    exit: 3,
    id: {
      title: 'Pasangan calon melebihi batas pada ambang ini',
      meaning: 'Ambang terlalu rendah untuk berkas ini: pasangan yang bukan orang yang sama ikut lolos.',
      causes: ['Ambang terlalu rendah', 'Banyak baris kosong atau seragam pada salah satu berkas'],
      action: ['Naikkan ambang', 'Periksa apakah satu kolom terisi nilai yang sama di semua baris'],
    },
    en: {
      title: 'Candidate pairs exceed the limit at this threshold',
      meaning: 'The threshold is too low for these files: pairs that are not one person pass it as well.',
      causes: ['The threshold is too low', 'Many rows of a file are blank or alike'],
      action: ['Raise the threshold', 'See whether a column holds one value in every row'],
    },
  },
  'exact-columns-differ': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kolom token pasti kedua berkas harus sama nama dan urutannya',
      meaning: 'Token pasti dibandingkan menurut nama; berkas dengan susunan lain berasal dari skema lain.',
      causes: ['Kedua instansi memakai skema atau versi skema yang berbeda'],
      action: ['Samakan skema penautan kedua instansi', 'Buat ulang berkas tersandi'],
    },
    en: {
      title: 'Exact token columns of both files must agree in name and order',
      meaning: 'Exact tokens are compared by name; files with other columns come from other schemas.',
      causes: ['The agencies used different linkage schemas or versions of one'],
      action: ['Agree on one linkage schema', 'Encode the files again'],
    },
  },
  'exact-column-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kolom token pasti harus memuat 32 bita per baris',
      meaning: 'Ukuran kolom token pasti atau penanda isinya tidak cocok dengan jumlah baris.',
      causes: ['Berkas terpotong saat dikirim'],
      action: ['Kirim ulang berkas yang utuh'],
    },
    en: {
      title: 'An exact token column must hold 32 bytes for each row',
      meaning: 'The size of the exact token column or of its presence flags does not fit the number of rows.',
      causes: ['The file was cut off on its way'],
      action: ['Send the whole file again'],
    },
  },
  'pairs-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas pasangan antara tidak dapat dibaca',
      meaning: 'Hasil antara pembandingan rusak, terpotong atau menunjuk baris yang tidak ada.',
      causes: ['Penyimpanan antara rusak', 'Berkas dibuat oleh versi lain'],
      action: ['Ulangi pembandingan bagian itu'],
    },
    en: {
      title: 'Stored candidate pairs cannot be read',
      meaning:
        'An intermediate result of the comparison is damaged, cut off or names a row that does not exist.',
      causes: ['Damaged intermediate storage', 'A file written by another version'],
      action: ['Run the comparison of that part again'],
    },
  },
  'links-file-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas tautan tidak sesuai dengan padan-links/1',
      meaning: 'Berkas hasil penautan tidak memenuhi bentuk padan-links/1; tidak ada bagian yang dipakai.',
      causes: ['Berkas bukan keluaran padan link', 'Berkas diubah setelah dibuat'],
      action: ['Lihat letak pada pesan', 'Jalankan ulang padan link'],
    },
    en: {
      title: 'The links file does not fit padan-links/1',
      meaning: 'The linkage result is not in the form padan-links/1; no part of it was used.',
      causes: ['The file is not an output of padan link', 'The file was changed after it was made'],
      action: ['See the position in the message', 'Run padan link again'],
    },
  },
  'link-cancelled': {
    status: 409,
    exit: 75,
    id: {
      title: 'Penautan dihentikan sebelum selesai',
      meaning: 'Penautan dihentikan atas permintaan; tidak ada hasil yang ditulis.',
      causes: ['Pengguna menghentikan pekerjaan'],
      action: ['Jalankan lagi bila hasilnya masih diperlukan'],
    },
    en: {
      title: 'Linkage was stopped before its end',
      meaning: 'Linkage was stopped on request; no result was written.',
      causes: ['The user stopped the job'],
      action: ['Run it again if the result is still wanted'],
    },
  },
} as const satisfies ProblemGroup;

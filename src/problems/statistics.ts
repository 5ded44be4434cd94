import type { ProblemGroup } from './group.ts';

/** Refusals of microdata, dictionaries, table requests and estimates. */
export const statisticsProblems = {
  'codelist-unknown': {
    status: 422,
    exit: 3,
    id: {
      title: 'Daftar kode tidak dikenal',
      meaning: 'Berkas menunjuk daftar kode yang tidak ada.',
      causes: ['Nama daftar kode salah ketik'],
      action: ['Pilih salah satu daftar kode yang disebut pada pesan'],
    },
    en: {
      title: 'Code list is not known',
      meaning: 'A file refers to a code list that is not there.',
      causes: ['A misspelt name of a code list'],
      action: ['Choose one of the code lists named in the message'],
    },
  },
  'hierarchy-unknown': {
    status: 422,
    exit: 3,
    id: {
      title: 'Hierarki tidak dikenal',
      meaning: 'Spesifikasi tabel menunjuk hierarki yang tidak ada.',
      causes: ['Nama hierarki salah ketik'],
      action: ['Pilih salah satu hierarki yang disebut pada pesan'],
    },
    en: {
      title: 'Hierarchy is not known',
      meaning: 'A table spec refers to a hierarchy that is not there.',
      causes: ['A misspelt name of a hierarchy'],
      action: ['Choose one of the hierarchies named in the message'],
    },
  },
  'table-unknown': {
    status: 404,
    exit: 2,
    id: {
      title: 'Tabel tidak dikenal',
      meaning: 'Tidak ada spesifikasi tabel dengan nomor itu.',
      causes: ['Nomor butir Lampiran 2 salah', 'Tabel belum dibuat spesifikasinya'],
      action: ['Pilih salah satu nomor tabel yang disebut pada pesan'],
    },
    en: {
      title: 'Table is not known',
      meaning: 'There is no table spec of that number.',
      causes: ['A wrong item number of Lampiran 2', 'The table has no spec yet'],
      action: ['Choose one of the table numbers named in the message'],
    },
  },
  'dictionary-unknown': {
    status: 422,
    exit: 2,
    id: {
      title: 'Kamus data tidak dikenal',
      meaning: 'Tidak ada kamus data dengan nama itu.',
      causes: ['Nama kamus data salah ketik'],
      action: ['Pilih salah satu kamus data yang disebut pada pesan'],
    },
    en: {
      title: 'Dictionary is not known',
      meaning: 'There is no dictionary of that name.',
      causes: ['A misspelt name of a dictionary'],
      action: ['Choose one of the dictionaries named in the message'],
    },
  },
  'dictionary-codelist-version': {
    status: 422,
    exit: 3,
    id: {
      title: 'Versi daftar kode pada kamus data berbeda',
      meaning:
        'Kamus data menyebut versi daftar kode yang lain daripada yang ada, sehingga arti kode tidak pasti.',
      causes: ['Kamus data dibuat untuk edisi klasifikasi yang lain'],
      action: ['Samakan versi pada kamus data dengan daftar kode yang dipakai'],
    },
    en: {
      title: 'Code list version of the dictionary differs',
      meaning:
        'The dictionary names another version of the code list than the one at hand, so that the codes may mean something else.',
      causes: ['The dictionary was written for another edition of the classification'],
      action: ['Make the version in the dictionary that of the code list in use'],
    },
  },
  'microdata-columns': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kolom mikrodata tidak sesuai kamus data',
      meaning: 'Kepala kolom harus memuat tepat semua variabel kamus data, masing-masing sekali.',
      causes: ['Kolom kurang, berlebih, atau berulang', 'Berkas memuat pengenal yang tidak boleh ikut'],
      action: [
        'Tambahkan kolom yang disebut kurang',
        'Buang kolom pada posisi yang disebut, atau catat dalam kamus data',
      ],
    },
    en: {
      title: 'Columns of the microdata differ from the dictionary',
      meaning: 'The header must hold exactly the variables of the dictionary, each once.',
      causes: [
        'Columns are missing, extra or repeated',
        'The file carries an identifier that must not come along',
      ],
      action: [
        'Add the columns named as missing',
        'Remove the columns at the positions named, or describe them in the dictionary',
      ],
    },
  },
  'microdata-code-unknown': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kode di luar daftar kode',
      meaning:
        'Sel pada baris dan kolom yang disebut bukan kode dari daftar kode variabelnya, bukan pula kode hilang yang disebut kamus data.',
      causes: [
        'Edisi klasifikasi atau sistem kode wilayah yang lain',
        'Spasi atau angka nol di depan hilang',
      ],
      action: ['Periksa baris dan kolom yang disebut', 'Perbaiki data, atau lengkapi kamus data'],
    },
    en: {
      title: 'Code is not in the code list',
      meaning:
        "The cell at the row and column named is no code of its variable's list, nor a missing code that the dictionary names.",
      causes: [
        'Another edition of the classification or another region code system',
        'Spaces, or a leading zero that was lost',
      ],
      action: ['Look at the row and column named', 'Mend the data, or complete the dictionary'],
    },
  },
  'microdata-cell-empty': {
    status: 422,
    exit: 3,
    id: {
      title: 'Sel kosong',
      meaning:
        'Sel pada baris dan kolom yang disebut kosong, sedangkan kamus data tidak menyebut sel kosong sebagai kode hilang.',
      causes: ['Jawaban tidak terisi', 'Pertanyaan yang dilewati tanpa kode'],
      action: ['Periksa baris dan kolom yang disebut', 'Perbaiki data, atau lengkapi kamus data'],
    },
    en: {
      title: 'Cell is empty',
      meaning:
        'The cell at the row and column named is empty, and the dictionary does not name the empty cell as a missing code.',
      causes: ['An answer was not filled in', 'A skipped question without a code'],
      action: ['Look at the row and column named', 'Mend the data, or complete the dictionary'],
    },
  },
  'microdata-number-malformed': {
    status: 422,
    exit: 3,
    id: {
      title: 'Angka tidak dapat dibaca',
      meaning: 'Sel pada baris dan kolom yang disebut bukan angka desimal dengan titik.',
      causes: ['Koma sebagai tanda desimal', 'Pemisah ribuan atau teks'],
      action: ['Periksa baris dan kolom yang disebut', 'Perbaiki data, atau lengkapi kamus data'],
    },
    en: {
      title: 'Number cannot be read',
      meaning: 'The cell at the row and column named is no decimal number with a point.',
      causes: ['A decimal comma', 'Thousands separators, or text'],
      action: ['Look at the row and column named', 'Mend the data, or complete the dictionary'],
    },
  },
  'microdata-number-range': {
    status: 422,
    exit: 3,
    id: {
      title: 'Angka di luar batas kamus data',
      meaning:
        'Angka pada baris dan kolom yang disebut lebih kecil, lebih besar, atau lebih halus daripada yang dibolehkan kamus data.',
      causes: ['Satuan yang lain', 'Kode hilang yang tidak disebut kamus data'],
      action: ['Periksa baris dan kolom yang disebut', 'Perbaiki data, atau lengkapi kamus data'],
    },
    en: {
      title: "Number is outside the dictionary's limits",
      meaning:
        'The number at the row and column named is smaller, larger or finer than the dictionary allows.',
      causes: ['Another unit', 'A missing code that the dictionary does not name'],
      action: ['Look at the row and column named', 'Mend the data, or complete the dictionary'],
    },
  },
  'microdata-weight-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Penimbang tidak sah',
      meaning: 'Penimbang pada baris yang disebut hilang, negatif, atau bukan angka.',
      causes: ['Penimbang belum dihitung untuk semua responden'],
      action: ['Lengkapi penimbang pada baris yang disebut'],
    },
    en: {
      title: 'Weight is not valid',
      meaning: 'The weight in the row named is missing, negative or no number.',
      causes: ['Weights were not computed for all respondents'],
      action: ['Complete the weight in the row named'],
    },
  },
  'design-lonely-psu': {
    status: 422,
    exit: 3,
    id: {
      title: 'Ada strata dengan satu unit sampel saja',
      meaning:
        'Galat baku tidak dapat dihitung pada strata yang hanya memiliki satu unit penarikan sampel, dan desain meminta penolakan.',
      causes: ['Strata tidak digabung', 'Unit sampel hilang dari berkas'],
      action: ['Gabungkan strata, atau pilih cara lain untuk `lonelyPsu`'],
    },
    en: {
      title: 'A stratum has one sampling unit only',
      meaning:
        'No standard error can be computed in a stratum with a single primary sampling unit, and the design asks for a refusal.',
      causes: ['Strata were not collapsed', 'Sampling units are missing from the file'],
      action: ['Collapse the strata, or choose another way for `lonelyPsu`'],
    },
  },
  'design-fpc-varies': {
    status: 422,
    exit: 3,
    id: {
      title: 'Koreksi populasi terbatas berbeda dalam satu strata',
      meaning: 'Nilai koreksi populasi terbatas harus sama pada semua baris satu strata.',
      causes: ['Kolom yang salah dipakai'],
      action: ['Periksa kolom koreksi pada baris yang disebut'],
    },
    en: {
      title: 'Finite population correction differs within a stratum',
      meaning: 'The finite population correction must be the same in all rows of a stratum.',
      causes: ['The wrong column was named'],
      action: ['Look at the correction column in the row named'],
    },
  },
  'design-fpc-below-sample': {
    status: 422,
    exit: 3,
    id: {
      title: 'Populasi strata lebih kecil daripada sampelnya',
      meaning:
        'Banyaknya unit dalam strata lebih kecil daripada unit yang terpilih, atau bukan bilangan positif.',
      causes: ['Kolom yang salah dipakai'],
      action: ['Perbaiki banyaknya unit penarikan sampel per strata'],
    },
    en: {
      title: 'Stratum holds fewer units than were sampled',
      meaning: 'The number of units in the stratum is below the number sampled, or not positive.',
      causes: ['The wrong column was named'],
      action: ['Mend the number of sampling units per stratum'],
    },
  },
  'table-dataset-mismatch': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tabel tidak dapat dibuat dari himpunan data ini',
      meaning: 'Spesifikasi tabel memakai seri survei yang lain daripada himpunan data.',
      causes: ['Himpunan data salah dipilih'],
      action: ['Pilih himpunan data dari seri yang disebut'],
    },
    en: {
      title: 'Table cannot be made from this dataset',
      meaning: 'The table spec is for another survey series than the dataset.',
      causes: ['The wrong dataset was chosen'],
      action: ['Choose a dataset of the series named'],
    },
  },
  'table-dimension-unknown': {
    status: 422,
    exit: 2,
    id: {
      title: 'Dimensi tidak ada pada tabel',
      meaning: 'Permintaan menyebut dimensi yang tidak dimiliki tabel, atau menyebutnya dua kali.',
      causes: ['Nama dimensi salah ketik'],
      action: ['Pilih dari dimensi yang disebut pada pesan'],
    },
    en: {
      title: 'Dimension is not one of the table',
      meaning: 'The request names a dimension that the table does not have, or names one twice.',
      causes: ['A misspelt dimension'],
      action: ['Choose from the dimensions named in the message'],
    },
  },
  'table-dimension-required': {
    status: 422,
    exit: 2,
    id: {
      title: 'Dimensi tidak boleh ditinggalkan',
      meaning: 'Butir perjanjian menyebut dimensi itu tanpa "dan/atau", atau tidak ada dimensi yang tersisa.',
      causes: ['Dimensi wajib tidak disebut dalam permintaan'],
      action: ['Sertakan dimensi yang disebut pada pesan'],
    },
    en: {
      title: 'Dimension may not be left out',
      meaning: 'The agreement names that dimension without "dan/atau", or no dimension is left.',
      causes: ['A required dimension is not in the request'],
      action: ['Include the dimensions named in the message'],
    },
  },
  'table-filter-unknown': {
    status: 422,
    exit: 2,
    id: {
      title: 'Tabel tidak dapat disaring menurut variabel itu',
      meaning:
        'Permintaan menyaring menurut variabel yang tidak dibolehkan tabel, atau dua kali menurut variabel yang sama.',
      causes: ['Nama variabel salah ketik'],
      action: ['Pilih dari variabel yang disebut pada pesan'],
    },
    en: {
      title: 'Table cannot be restricted by that variable',
      meaning: 'The request restricts by a variable the table does not allow, or twice by the same one.',
      causes: ['A misspelt variable'],
      action: ['Choose from the variables named in the message'],
    },
  },
  'table-filter-code': {
    status: 422,
    exit: 2,
    id: {
      title: 'Kode penyaring tidak dikenal',
      meaning:
        'Permintaan menyaring dengan kode yang tidak ada dalam daftar kode, atau menyebutnya dua kali.',
      causes: ['Sistem kode wilayah yang lain', 'Kode salah ketik'],
      action: ['Pilih dari kode yang disebut pada pesan'],
    },
    en: {
      title: 'Code of the restriction is not known',
      meaning: 'The request restricts to a code that the code list does not hold, or names one twice.',
      causes: ['Another region code system', 'A misspelt code'],
      action: ['Choose from the codes named in the message'],
    },
  },
  'table-variable-unfit': {
    status: 422,
    exit: 3,
    id: {
      title: 'Variabel himpunan data tidak cocok untuk tabel',
      meaning:
        'Tabel memerlukan variabel yang tidak ada pada kamus data, atau yang memakai daftar kode lain.',
      causes: [
        'Kamus data tidak memuat variabel itu',
        'Kode wilayah atau klasifikasi dari sistem atau edisi lain',
      ],
      action: ['Lengkapi kamus data, atau pakai himpunan data lain'],
    },
    en: {
      title: 'Variable of the dataset does not fit the table',
      meaning: 'The table needs a variable that the dictionary does not have, or has with another code list.',
      causes: [
        'The dictionary lacks the variable',
        'Region codes or a classification of another system or edition',
      ],
      action: ['Complete the dictionary, or use another dataset'],
    },
  },
  'table-region-too-fine': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tingkat wilayah terlalu rinci untuk putaran survei ini',
      meaning: 'Putaran survei ini hanya boleh disajikan sampai tingkat wilayah yang disebut.',
      causes: ['Putaran selain Agustus hanya sampai provinsi'],
      action: ['Minta tabel pada tingkat wilayah yang disebut'],
    },
    en: {
      title: 'Region level is too fine for this survey round',
      meaning: 'This survey round may be published down to the region level named, no further.',
      causes: ['Rounds other than August stop at the province'],
      action: ['Ask for the table at the level named'],
    },
  },
  'table-dimension-missing': {
    status: 422,
    exit: 3,
    id: {
      title: 'Dimensi tidak terisi pada responden yang dihitung',
      meaning:
        'Responden pada baris yang disebut termasuk populasi tabel, tetapi variabel dimensinya berkode tidak berlaku.',
      causes: [
        'Pertanyaan dilewati padahal seharusnya ditanyakan',
        'Kamus data memberi arti yang salah pada kode hilang',
      ],
      action: ['Periksa baris yang disebut', 'Perbaiki data atau arti kode hilang'],
    },
    en: {
      title: 'Dimension is empty for a respondent that counts',
      meaning:
        'The respondent in the row named is in the population of the table, but the dimension has a not-applicable code there.',
      causes: [
        'A question was skipped that should have been asked',
        'The dictionary gives the missing code a wrong meaning',
      ],
      action: ['Look at the row named', 'Mend the data or the meaning of the missing code'],
    },
  },
  'estimate-variable-unknown': {
    status: 422,
    exit: 3,
    id: {
      title: 'Variabel tidak ada pada data',
      meaning:
        'Spesifikasi menyebut variabel yang tidak ada pada kepala kolom, atau yang ada lebih dari sekali.',
      causes: ['Nama variabel salah ketik'],
      action: ['Samakan nama variabel pada spesifikasi dengan kepala kolom'],
    },
    en: {
      title: 'Variable is not in the data',
      meaning: 'The spec names a variable that the header does not hold, or holds more than once.',
      causes: ['A misspelt variable'],
      action: ['Make the names in the spec those of the header'],
    },
  },
  'estimate-value-missing': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai hilang pada variabel yang dipakai',
      meaning:
        'Sel pada baris dan kolom yang disebut kosong, dan spesifikasi tidak menyebutnya sebagai kode hilang.',
      causes: ['Jawaban tidak terisi'],
      action: ['Lengkapi data, atau sebut kode hilang variabel itu dalam `missing`'],
    },
    en: {
      title: 'Value is missing in a variable used',
      meaning:
        'The cell at the row and column named is empty, and the spec does not name that as a missing code.',
      causes: ['An answer was not filled in'],
      action: ['Complete the data, or name the missing code of that variable in `missing`'],
    },
  },
  'estimate-code-reserved': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kode Total dipakai pada data',
      meaning: 'Total adalah kode jumlah dan tidak boleh menjadi kode kelompok.',
      causes: ['Berkas memuat baris jumlah'],
      action: ['Buang baris jumlah dari mikrodata'],
    },
    en: {
      title: 'Code Total occurs in the data',
      meaning: 'Total is the code of the margin and cannot be a group.',
      causes: ['The file holds rows of totals'],
      action: ['Remove the rows of totals from the microdata'],
    },
  },
  'estimate-too-many-cells': {
    status: 422,
    exit: 3,
    id: {
      title: 'Terlalu banyak kombinasi kelompok',
      meaning: 'Banyaknya kombinasi kode melebihi batas yang disebut.',
      causes: ['Variabel pengenal dipakai sebagai kelompok'],
      action: ['Pakai variabel kelompok dengan kode lebih sedikit'],
    },
    en: {
      title: 'Too many combinations of groups',
      meaning: 'The number of combinations of codes is above the limit named.',
      causes: ['An identifier was used as a group'],
      action: ['Use groups with fewer codes'],
    },
  },
  'dataset-producer-differs': {
    status: 403,
    exit: 3,
    id: {
      title: 'Himpunan data milik pihak lain',
      meaning: 'Kamus data menyebut produsen yang bukan pihak Anda.',
      causes: ['Kunci pihak lain dipakai', 'Produsen pada kamus data salah'],
      action: ['Pakai kunci statistisi pihak produsen, atau perbaiki kamus data'],
    },
    en: {
      title: 'Dataset belongs to another party',
      meaning: 'The dictionary names a producer that is not your party.',
      causes: ['A key of another party was used', 'The producer in the dictionary is wrong'],
      action: ['Use a key of a statistician of the producer, or mend the dictionary'],
    },
  },
  'dataset-complete': {
    status: 409,
    exit: 3,
    id: {
      title: 'Mikrodata sudah ada',
      meaning: 'Himpunan data adalah satu edisi dan tidak berubah setelah lengkap.',
      causes: ['Berkas dikirim dua kali', 'Revisi dikirim ke himpunan data yang lama'],
      action: ['Daftarkan revisi sebagai himpunan data baru'],
    },
    en: {
      title: 'Microdata are there already',
      meaning: 'A dataset is one vintage and does not change once it is complete.',
      causes: ['The file was sent twice', 'A revision was sent to the old dataset'],
      action: ['Register a revision as a new dataset'],
    },
  },
  'dataset-not-ready': {
    status: 409,
    exit: 75,
    id: {
      title: 'Mikrodata belum ada',
      meaning: 'Himpunan data sudah terdaftar, tetapi mikrodatanya belum dikirim.',
      causes: ['Pengiriman belum selesai'],
      action: ['Tunggu sampai produsen melengkapi himpunan data'],
    },
    en: {
      title: 'Microdata are not there yet',
      meaning: 'The dataset is registered, but its microdata have not been sent.',
      causes: ['The upload has not been made'],
      action: ['Wait until the producer has completed the dataset'],
    },
  },
  'release-version-stale': {
    status: 409,
    exit: 3,
    id: {
      title: 'Rilis sudah berubah sejak dibaca',
      meaning: 'Keputusan menyebut versi yang bukan versi rilis sekarang; tidak ada yang diubah.',
      causes: ['Orang lain lebih dahulu memutuskan'],
      action: ['Muat ulang rilis dan lihat keadaannya', 'Putuskan lagi dengan versi yang baru'],
    },
    en: {
      title: 'Release has changed since it was read',
      meaning: 'The decision names a version that is not the present one; nothing was changed.',
      causes: ['Somebody else decided first'],
      action: ['Load the release again and see its state', 'Decide again with the new version'],
    },
  },
  'release-ledger-not-audited': {
    status: 409,
    exit: 1,
    id: {
      title: 'Rilis belum diaudit bersama rilis terdahulu',
      meaning:
        'Tabel lain dari data yang sama sudah dibuka, dan bersama-sama keduanya dapat mengungkap lebih dari masing-masing.',
      causes: [
        'Rilis yang disebut disetujui setelah tabel ini dibuat, sehingga tabel ini tidak diaudit bersamanya',
      ],
      action: [
        'Minta tabel ini sekali lagi: ia dibuat dan diaudit bersama semua yang sudah terbit',
        'Tolak rilis ini',
      ],
    },
    en: {
      title: 'Release was not audited with earlier releases',
      meaning: 'Another table of the same data is out, and the two together may tell more than each alone.',
      causes: [
        'The release named was approved after this table was built, which was therefore not audited with it',
      ],
      action: [
        'Ask for this table once more: it is built and audited with all that is out',
        'Refuse this release',
      ],
    },
  },
} as const satisfies ProblemGroup;

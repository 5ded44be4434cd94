import type { ProblemGroup } from './group.ts';

/** Refusals and flags of records, code lists and crosswalks. A flag never refuses a row. */
export const recordProblems = {
  'region-system-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kode wilayah dari sistem yang lain',
      meaning: 'Kode menyebut sistem yang lain daripada sistem yang diminta.',
      causes: ['Kode Kemendagri (bertitik) diberikan sebagai kode BPS, atau sebaliknya'],
      action: ['Sebut sistem yang benar, atau hapus sebutan sistem pada salah satunya'],
    },
    en: {
      title: 'Region code is of another system',
      meaning: 'The code names another system than the one it was said to be of.',
      causes: ['A Kemendagri code (with dots) given as a BPS code, or the other way round'],
      action: ['Name the right system, or leave it out in one of the two places'],
    },
  },
  'region-code-unknown': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kode wilayah tidak ada dalam sistemnya',
      meaning: 'Sistem yang disebut tidak mempunyai provinsi atau kabupaten/kota dengan kode itu.',
      causes: ['Kode dari edisi lain', 'Kode kecamatan atau desa, yang belum mempunyai padanan'],
      action: ['Periksa kode dan edisinya'],
    },
    en: {
      title: 'Region code is not in its system',
      meaning: 'The system named has no province or regency of that code.',
      causes: ['A code of another edition', 'A code of a district or village, which have no crosswalk'],
      action: ['Check the code and its edition'],
    },
  },
  'code-not-in-list': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai tidak ada dalam daftar kode',
      meaning: 'Sel bukan kode, label, atau ejaan lain dari daftar kode kolomnya.',
      causes: ['Salah ketik', 'Kolom tertukar', 'Daftar kode sudah mempunyai edisi baru'],
      action: [
        'Periksa sel pada baris dan kolom yang disebut',
        'Pakai kode dari daftar yang disebut, atau perbarui spesifikasi daftar kode',
      ],
    },
    en: {
      title: 'Value is not in the code list',
      meaning: 'The cell is no code, label or other spelling of the code list of its column.',
      causes: ['A slip of the keyboard', 'Columns in the wrong order', 'A new edition of the list'],
      action: [
        'Check the cell at the row and column named',
        'Use a code of the list named, or bring the code list spec up to date',
      ],
    },
  },
  'code-of-other-version': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kode dari versi lain daftar kodenya',
      meaning:
        'Sel memuat kode dari versi atau pengelompokan lain. Kode yang sama dapat berarti lain di sana, jadi versi tidak pernah dicampur diam-diam.',
      causes: ['Ekspor memakai edisi klasifikasi yang lain'],
      action: ['Ubah kolom ke versi yang diharapkan, atau ubah versi pada spesifikasi rekaman'],
    },
    en: {
      title: 'Code is of another version of its list',
      meaning:
        'The cell holds a code of another version or grouping. The same code may mean something else there, so versions are never mixed silently.',
      causes: ['An export in another edition of the classification'],
      action: ['Turn the column into the version expected, or name the other version in the record spec'],
    },
  },
  'code-of-alternative-list': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kode dari daftar lain yang juga diterima',
      meaning: 'Kolom menerima daftar ini di samping daftar utamanya; penerima perlu mengetahuinya.',
      causes: ['Sistem asal memakai kelompok yang lebih kasar'],
      action: ['Tidak perlu tindakan bila disengaja'],
    },
    en: {
      title: 'Code is of another list that is taken too',
      meaning: 'The column takes this list besides its main one; whoever receives it should know.',
      causes: ['The system of origin uses coarser groups'],
      action: ['Nothing, where it is meant'],
    },
  },
  'code-no-longer-in-force': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kode wilayah tidak berlaku lagi',
      meaning: 'Kode berasal dari edisi lama; wilayahnya kini mempunyai kode lain.',
      causes: ['KTP terbit sebelum pemekaran wilayah'],
      action: ['Tidak perlu tindakan; kode penerusnya ada dalam spesifikasi crosswalk'],
    },
    en: {
      title: 'Region code is in force no longer',
      meaning: 'The code is of an earlier edition; its region has another code now.',
      causes: ['An identity card issued before the region was divided'],
      action: ['Nothing; the code that succeeds it is in the crosswalk specs'],
    },
  },
  'code-not-checked': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kode tidak dapat diperiksa',
      meaning: 'Kode menyebut sistem yang daftarnya tidak ada untuk kolom ini.',
      causes: ['Kode kecamatan BPS: daftarnya belum tersedia'],
      action: ['Pakai kode dari daftar kolom bila mungkin'],
    },
    en: {
      title: 'Code cannot be checked',
      meaning: 'The code names a system of which there is no list for this column.',
      causes: ['BPS codes of districts: no list of them is at hand'],
      action: ['Use a code of the list of the column where that is possible'],
    },
  },
  'cell-control-characters': {
    status: 422,
    exit: 3,
    id: {
      title: 'Sel memuat karakter kendali',
      meaning: 'Sel memuat karakter yang bukan teks, seperti NUL atau pindah baris.',
      causes: ['Ekspor rusak', 'Teks disalin dari aplikasi lain'],
      action: ['Hapus karakter itu dari sel pada baris dan kolom yang disebut'],
    },
    en: {
      title: 'Cell holds control characters',
      meaning: 'The cell holds characters that are no text, such as NUL or a line break.',
      causes: ['A damaged export', 'Text pasted from another application'],
      action: ['Remove them from the cell at the row and column named'],
    },
  },
  'cell-too-long': {
    status: 422,
    exit: 3,
    id: {
      title: 'Sel lebih panjang dari yang diperbolehkan',
      meaning: 'Sel lebih panjang dari batas kolomnya dalam spesifikasi rekaman.',
      causes: ['Kolom tertukar', 'Tanda kutip yang tidak ditutup menelan sel berikutnya'],
      action: ['Periksa sel pada baris dan kolom yang disebut'],
    },
    en: {
      title: 'Cell is longer than allowed',
      meaning: 'The cell is longer than its column may be by the record spec.',
      causes: ['Columns in the wrong order', 'An open quote that swallowed the next cells'],
      action: ['Check the cell at the row and column named'],
    },
  },
  'cell-absent': {
    status: 422,
    exit: 3,
    id: {
      title: 'Sel kosong',
      meaning: 'Kolom yang lazimnya terisi kosong pada baris ini.',
      causes: ['Nilai tidak tercatat'],
      action: ['Lengkapi bila tersedia'],
    },
    en: {
      title: 'Cell is empty',
      meaning: 'A column that is filled in as a rule is empty in this row.',
      causes: ['A value that was not recorded'],
      action: ['Add it where it is known'],
    },
  },
  'row-empty': {
    status: 422,
    exit: 3,
    id: {
      title: 'Baris kosong',
      meaning: 'Semua sel baris ini kosong. Baris tetap dihitung dan dikembalikan sebagai baris.',
      causes: ['Baris sisa dari lembar sebar'],
      action: ['Hapus baris sebelum dikirim bila memang tidak ada isinya'],
    },
    en: {
      title: 'Row is empty',
      meaning: 'All cells of the row are empty. It stays a row, is counted and comes back as one.',
      causes: ['Rows left over in a spreadsheet'],
      action: ['Delete the row before sending where nothing belongs there'],
    },
  },
  'number-not-recognised': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai bukan angka',
      meaning: 'Angka ditulis dengan titik desimal, paling banyak dua desimal, tanpa pemisah ribuan.',
      causes: ['Pemisah ribuan', 'Koma desimal', 'Simbol mata uang di depan angka'],
      action: ['Ubah sel menjadi angka polos'],
    },
    en: {
      title: 'Value is not a number',
      meaning: 'Numbers have a decimal point, at most two decimals and no thousands separators.',
      causes: ['Thousands separators', 'A decimal comma', 'A currency symbol before the number'],
      action: ['Turn the cell into a plain number'],
    },
  },
  'time-not-recognised': {
    status: 422,
    exit: 3,
    id: {
      title: 'Waktu tidak dikenal',
      meaning: 'Waktu ditulis sebagai yyyy-mm-ddThh:mm:ss dengan zona (+07:00 atau Z); tanggalnya harus ada.',
      causes: ['Zona waktu hilang', 'Nomor seri tanggal dari lembar sebar'],
      action: ['Ubah sel menjadi bentuk itu, misalnya dengan +07:00 untuk WIB'],
    },
    en: {
      title: 'Time is not recognised',
      meaning: 'Times are written yyyy-mm-ddThh:mm:ss with a zone (+07:00 or Z), on a day that exists.',
      causes: ['A missing time zone', 'A serial number of a spreadsheet'],
      action: ['Turn the cell into that form, with +07:00 for western Indonesia'],
    },
  },
  'time-without-zone': {
    status: 422,
    exit: 3,
    id: {
      title: 'Waktu tanpa zona',
      meaning: 'Waktu tidak menyebut zonanya; WIB, WITA dan WIT berbeda sampai dua jam.',
      causes: ['Ekspor basis data tanpa zona waktu'],
      action: ['Tambahkan zona, misalnya +07:00 untuk WIB'],
    },
    en: {
      title: 'Time has no zone',
      meaning: 'The time does not say its zone; the zones of Indonesia differ by up to two hours.',
      causes: ['A database export without time zone'],
      action: ['Add the zone, +07:00 for western Indonesia'],
    },
  },
  'nik-age-unusual': {
    status: 422,
    exit: 3,
    id: {
      title: 'Umur menurut NIK tidak lazim',
      meaning:
        'Tanggal lahir dalam NIK, pada abad mana pun, tidak memberi umur yang lazim bagi pekerja migran. NIK tetap dipakai.',
      causes: ['Salah ketik pada tanggal atau tahun dalam NIK', 'NIK anggota keluarga lain'],
      action: ['Bandingkan dengan dokumen; jangan ubah NIK yang memang demikian'],
    },
    en: {
      title: 'Age by the NIK is unusual',
      meaning:
        'The birth date in the NIK gives, in no century, an age that is usual for a migrant worker. The NIK is used all the same.',
      causes: ['A slip in the date or year within the NIK', 'The NIK of another member of the family'],
      action: ['Compare it with a document; do not change a NIK that really is so'],
    },
  },
  'phone-unusual': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nomor telepon tidak lazim',
      meaning: 'Nomor bukan +negara dan angka, bukan pula nomor dalam negeri yang diawali 0.',
      causes: ['Beberapa nomor dalam satu sel', 'Angka 0 di depan hilang'],
      action: ['Periksa bila banyak baris seperti ini'],
    },
    en: {
      title: 'Telephone number is unusual',
      meaning: 'The number is neither + country and digits nor a national number that begins with 0.',
      causes: ['Several numbers in one cell', 'A leading 0 that was lost'],
      action: ['Look into it where many rows are like this'],
    },
  },
  'email-unusual': {
    status: 422,
    exit: 3,
    id: {
      title: 'Alamat email tidak lazim',
      meaning: 'Sel bukan satu alamat email dengan satu @ dan nama domain.',
      causes: ['Beberapa alamat dalam satu sel', 'Teks pengganti seperti tidak ada'],
      action: ['Periksa bila banyak baris seperti ini'],
    },
    en: {
      title: 'E-mail address is unusual',
      meaning: 'The cell is not one address with one @ and a domain.',
      causes: ['Several addresses in one cell', 'Text that stands for none'],
      action: ['Look into it where many rows are like this'],
    },
  },
  'value-repeated': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai yang seharusnya tunggal berulang',
      meaning: 'Nilai kolom ini sudah ada pada baris sebelumnya dalam berkas yang sama.',
      causes: ['Baris dikirim dua kali', 'Sistem memberi satu nomor kepada dua catatan'],
      action: ['Periksa bila banyak baris seperti ini'],
    },
    en: {
      title: 'Value that should be unique occurs again',
      meaning: 'The value of this column stands in an earlier row of the same file.',
      causes: ['A row sent twice', 'One number given to two records'],
      action: ['Look into it where many rows are like this'],
    },
  },
  'date-not-after': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tanggal tidak sesudah tanggal pasangannya',
      meaning: 'Tanggal ini seharusnya sesudah tanggal lain pada baris yang sama.',
      causes: ['Kedua tanggal tertukar', 'Salah ketik tahun'],
      action: ['Periksa bila banyak baris seperti ini'],
    },
    en: {
      title: 'Date is not after the one it follows',
      meaning: 'This date should be later than another one of the same row.',
      causes: ['The two dates swapped', 'A slip in the year'],
      action: ['Look into it where many rows are like this'],
    },
  },
  'age-below': {
    status: 422,
    exit: 3,
    id: {
      title: 'Umur di bawah batas',
      meaning: 'Umur pada tanggal yang disebut spesifikasi rekaman di bawah batas.',
      causes: ['Tanggal lahir salah', 'Penempatan di bawah umur'],
      action: ['Periksa baris seperti ini di sumbernya'],
    },
    en: {
      title: 'Age is below the limit',
      meaning: 'The age on the day that the record spec names is below the limit.',
      causes: ['A wrong birth date', 'A placement under age'],
      action: ['Check such rows at their source'],
    },
  },
  'cell-expected': {
    status: 422,
    exit: 3,
    id: {
      title: 'Sel kosong padahal seharusnya terisi pada baris seperti ini',
      meaning: 'Nilai kolom lain pada baris ini membuat sel ini seharusnya terisi.',
      causes: ['Nilai tidak tercatat', 'Nilai kolom lain salah'],
      action: ['Periksa kedua kolom'],
    },
    en: {
      title: 'Cell is empty where the row calls for it',
      meaning: 'By the value of another column of the row, this cell should be filled in.',
      causes: ['A value that was not recorded', 'A wrong value in the other column'],
      action: ['Check both columns'],
    },
  },
  'region-outside-region': {
    status: 422,
    exit: 3,
    id: {
      title: 'Wilayah tidak berada di wilayah atasnya',
      meaning: 'Kode wilayah ini bukan bagian dari wilayah yang lebih luas pada baris yang sama.',
      causes: ['Salah satu kolom belum dimutakhirkan setelah pindah'],
      action: ['Periksa bila banyak baris seperti ini'],
    },
    en: {
      title: 'Region does not lie in the wider one',
      meaning: 'The code is no part of the wider region that the same row names.',
      causes: ['One of the columns was not brought up to date after a move'],
      action: ['Look into it where many rows are like this'],
    },
  },
  'region-digits-unknown': {
    status: 422,
    exit: 3,
    id: {
      title: 'Angka wilayah dalam NIK atau nomor KK tidak dikenal',
      meaning:
        'Enam angka pertama bukan kecamatan dalam daftar berlaku maupun daftar lama. Nomor tetap dipakai.',
      causes: ['Nomor dari edisi kode yang lebih tua atau lebih baru', 'Salah ketik'],
      action: ['Periksa bila banyak baris seperti ini'],
    },
    en: {
      title: 'Region digits of the NIK or family card are not known',
      meaning:
        'The first six digits are no district in force, nor one of the historical lists. The number is used all the same.',
      causes: ['A number of an older or newer edition of the codes', 'A slip of the keyboard'],
      action: ['Look into it where many rows are like this'],
    },
  },
  'record-columns-differ': {
    status: 422,
    exit: 3,
    id: {
      title: 'Skema pemadanan dan jenis rekaman tidak cocok',
      meaning:
        'Kolom skema pemadanan harus sama dengan isian jenis rekaman, dalam urutannya, dan pengenal tidak boleh menjadi muatan.',
      causes: ['Skema dan jenis rekaman dari versi yang berbeda'],
      action: ['Samakan kolom keduanya mulai dari posisi yang disebut'],
    },
    en: {
      title: 'Linkage schema and record type do not fit',
      meaning:
        'The columns of the linkage schema are the fields of the record type, in their order, and no identifier is payload.',
      causes: ['Schema and record type of different versions'],
      action: ['Make the two agree from the position named on'],
    },
  },
  'record-list-version': {
    status: 422,
    exit: 3,
    id: {
      title: 'Versi daftar kode pada jenis rekaman berbeda',
      meaning: 'Jenis rekaman menyebut versi daftar kode yang lain daripada yang ada.',
      causes: ['Jenis rekaman ditulis untuk edisi yang lain'],
      action: ['Samakan versi, atau sediakan daftar kode versi yang disebut'],
    },
    en: {
      title: 'Code list version of the record type differs',
      meaning: 'The record type names another version of a code list than the one at hand.',
      causes: ['A record type written for another edition'],
      action: ['Make the versions agree, or provide the list of the version named'],
    },
  },
} as const satisfies ProblemGroup;

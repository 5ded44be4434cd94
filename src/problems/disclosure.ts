import type { ProblemGroup } from './group.ts';

/** Refusals of disclosure control: what cannot be protected, audited or certified as it was given. */
export const disclosureProblems = {
  'disclosure-groups-cross': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kelompok dua tabel saling memotong',
      meaning:
        'Sebuah kelompok tabel ini dan sebuah kelompok tabel yang sudah terbit memuat sebagian kode yang sama, dan apa yang ada di antaranya tidak dihitung oleh tabel mana pun. Selisihnya tidak dapat diperiksa, sehingga tabel tidak dilindungi.',
      causes: [
        'Kelompok umur yang bergeser satu tahun',
        'Pengelompokan wilayah atau lapangan usaha yang lain',
      ],
      action: [
        'Pakai pengelompokan yang sama dengan tabel yang sudah terbit',
        'Sertakan tabel yang menghitung irisannya, yang tidak diterbitkan',
      ],
    },
    en: {
      title: 'Groups of two tables cross each other',
      meaning:
        'A group of this table and a group of a table that is out share some of their codes, and no table counts what lies between them. Their difference cannot be audited, so the table is not protected.',
      causes: ['Age bands shifted by a year', 'Another grouping of regions or industries'],
      action: [
        'Use the grouping of the table that is out',
        'Give a table that counts what the two share, which is not published',
      ],
    },
  },
  'disclosure-range-too-wide': {
    status: 422,
    exit: 3,
    id: {
      title: 'Rentang populasi tidak dapat dibandingkan',
      meaning:
        'Populasi tabel dibatasi oleh bilangan di luar 0 sampai 150 atau bukan bilangan bulat, sehingga tidak dapat dibandingkan dengan tabel lain dari data yang sama.',
      causes: ['Syarat populasi pada variabel yang bukan umur'],
      action: ['Nyatakan populasi dengan daftar kode'],
    },
    en: {
      title: 'A range of a population cannot be compared',
      meaning:
        'The population of the table is restricted by numbers outside 0 to 150, or not whole, so that it cannot be compared with other tables of the same data.',
      causes: ['A condition on a variable that is not an age'],
      action: ['State the population by a list of codes'],
    },
  },
  'disclosure-mean-not-protected': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tabel rata-rata tidak dapat dilindungi dengan cara ini',
      meaning:
        'Rata-rata dilindungi bersama jumlah dan banyaknya penjawab, dengan aturan untuk besaran; layanan dan perlindungan beberapa tabel sekaligus belum melakukannya.',
      causes: [
        'Rilis tabel rata-rata diminta dari layanan, atau bersama tabel lain',
        'Kebijakan yang diberikan tidak memuat aturan untuk besaran ("magnitudes")',
      ],
      action: [
        'Pakai "padan protect --table" untuk tabel itu sendiri, dengan kebijakan yang memuat "magnitudes"',
        'Minta tabel jumlah orang sebagai gantinya, misalnya menurut kelompok jam kerja',
      ],
    },
    en: {
      title: 'A table of means cannot be protected this way',
      meaning:
        'A mean is protected together with the sum and the number of those who answered, by rules for magnitudes; the service, and the protection of several tables together, do not do so yet.',
      causes: [
        'A table of means was to be released by the service, or together with other tables',
        'The policy given has no rules for magnitudes ("magnitudes")',
      ],
      action: [
        'Use "padan protect --table" for that table alone, with a policy that has "magnitudes"',
        'Ask for a table of persons instead, for example by classes of hours worked',
      ],
    },
  },
  'disclosure-not-a-magnitude': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai bukan besaran',
      meaning:
        'Kolom besaran harus berisi bilangan dengan titik desimal; nilai negatif hanya bila spesifikasi mengizinkannya.',
      causes: ['Pemisah ribuan', 'Koma desimal', 'Nilai kosong', 'Nilai negatif tanpa "negative": true'],
      action: ['Lihat baris dan kolom pada pesan', 'Tulis bilangan tanpa pemisah ribuan'],
    },
    en: {
      title: 'Value is not a magnitude',
      meaning:
        'A column of magnitudes must hold numbers with a decimal point; negative ones only where the spec allows them.',
      causes: [
        'Thousands separators',
        'A decimal comma',
        'An empty value',
        'A negative value without "negative": true',
      ],
      action: ['See the row and column in the message', 'Write numbers without separators'],
    },
  },
  'disclosure-too-precise': {
    status: 422,
    exit: 3,
    id: {
      title: 'Jumlah besaran melebihi ketelitian hitungan',
      meaning:
        'Jumlah dalam satuan desimal terakhirnya melampaui bilangan bulat yang dapat dihitung tepat; tabel tidak akan aditif.',
      causes: ['Nilai sangat besar dengan banyak angka desimal'],
      action: ['Nyatakan decimals yang lebih kecil', 'Nyatakan nilai dalam ribuan atau jutaan'],
    },
    en: {
      title: 'Sum of magnitudes is beyond exact arithmetic',
      meaning:
        'In units of its last decimal place the sum exceeds the whole numbers that are computed exactly; the table would not add up.',
      causes: ['Very large values with many decimal places'],
      action: ['State fewer decimals', 'State values in thousands or millions'],
    },
  },
  'disclosure-forced-unsafe': {
    status: 422,
    exit: 3,
    id: {
      title: 'Sel yang wajib ditampilkan tidak aman',
      meaning:
        'Sel yang ditandai wajib ditampilkan dinyatakan tidak aman oleh suatu aturan; aturan tidak dikalahkan oleh tanda.',
      causes: ['Tanda pada sel kecil atau didominasi', 'Persetujuan kontributor yang belum dinyatakan'],
      action: ['Lihat kode sel pada pesan', 'Hapus tandanya, atau nyatakan persetujuan dengan waiver'],
    },
    en: {
      title: 'Cell that must be shown is unsafe',
      meaning: 'A rule calls a cell unsafe that is flagged to be shown; a flag does not overrule a rule.',
      causes: ['A flag on a small or dominated cell', 'Consent of a contributor that was not stated'],
      action: [
        'See the codes of the cell in the message',
        'Take the flag back, or state the consent as a waiver',
      ],
    },
  },
  'disclosure-cell-unknown': {
    status: 422,
    exit: 3,
    id: {
      title: 'Sel yang disebut spesifikasi tidak ada pada tabelnya',
      meaning:
        'Suatu entri `cells` menyebut kode yang tidak muncul pada dimensi tabel itu, sehingga tidak ada sel yang dapat ditandai.',
      causes: ['Salah ketik pada kode', 'Kode yang tidak ada pada data, atau disaring keluar oleh `where`'],
      action: ['Lihat nomor entri, tabel dan dimensi pada pesan', 'Pakai kode yang ada, atau hapus entrinya'],
    },
    en: {
      title: 'A cell named by the spec is not in its table',
      meaning:
        'An entry of `cells` names a code that does not occur in that dimension of the table, so that there is no cell to mark.',
      causes: ['A mistyped code', 'A code that the data do not hold, or that `where` filters out'],
      action: [
        'See the entry, table and dimension in the message',
        'Use a code that is there, or remove the entry',
      ],
    },
  },
  'disclosure-preference-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Dua preferensi berbeda untuk satu sel',
      meaning:
        'Spesifikasi menyebut dua faktor berlainan untuk sel yang sama; sel dari dua tabel yang berarti sama adalah satu sel.',
      causes: [
        'Dua entri `cells` untuk sel yang dimiliki bersama oleh dua tabel',
        'Daftar kode yang saling tumpang',
      ],
      action: ['Lihat sel dan kedua faktor pada pesan', 'Sisakan satu faktor'],
    },
    en: {
      title: 'Two different preferences for one cell',
      meaning:
        'The spec names two different factors for the same cell; cells of two tables that mean the same are one cell.',
      causes: ['Two entries of `cells` for a cell that two tables share', 'Lists of codes that overlap'],
      action: ['See the cell and both factors in the message', 'Keep one factor'],
    },
  },
  'disclosure-forced-conflict': {
    status: 422,
    exit: 3,
    id: {
      title: 'Sel yang wajib ditampilkan menghalangi perlindungan',
      meaning:
        'Selama sel yang disebut di `shown` ditampilkan, sel tidak aman di `unsafe` dapat dihitung atau dipersempit; tidak ada pola lain yang melindunginya.',
      causes: [
        'Terlalu banyak sel bertanda wajib ditampilkan di sekitar sel kecil',
        'Nilai yang sudah diterbitkan di tempat lain',
      ],
      action: ['Lepaskan tanda dari sel di pesan', 'Gabungkan kategori agar sel kecil tidak ada'],
    },
    en: {
      title: 'Cells that must be shown leave no protection',
      meaning:
        'While the cells under `shown` are shown, the unsafe cell under `unsafe` can be computed or narrowed; no other pattern protects it.',
      causes: ['Too many cells flagged to be shown around a small cell', 'Values that are public already'],
      action: [
        'Take the flag from the cells in the message',
        'Merge categories so that there is no small cell',
      ],
    },
  },
  'disclosure-hierarchy': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kode dimensi bukan pohon di bawah Total',
      meaning:
        'Kode suatu dimensi harus membentuk satu pohon, Total paling atas, tiap kode satu kali, anak langsung di bawah induknya.',
      causes: ['Kode tertulis dua kali', 'Induk ditulis setelah anaknya', 'Kode cabang lain menyela'],
      action: ['Lihat posisi kode pada pesan', 'Perbaiki urutan atau induknya'],
    },
    en: {
      title: 'Codes of a dimension are not a tree under Total',
      meaning:
        'The codes of a dimension must form one tree with Total on top, each code once, children directly below their parent.',
      causes: [
        'A code written twice',
        'A parent written after its child',
        'Codes of another branch in between',
      ],
      action: ['See the position of the code in the message', 'Mend its order or its parent'],
    },
  },
  'disclosure-too-many-cells': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tabel mempunyai terlalu banyak sel',
      meaning: 'Hasil kali jumlah kode semua dimensi melampaui batas sel satu tabel.',
      causes: ['Terlalu banyak dimensi', 'Kolom pengenal dipakai sebagai dimensi'],
      action: ['Kurangi dimensi atau pakai tingkat yang lebih kasar'],
    },
    en: {
      title: 'Table has too many cells',
      meaning: 'The product of the numbers of codes of all dimensions exceeds the limit of one table.',
      causes: ['Too many dimensions', 'An identifier used as a dimension'],
      action: ['Use fewer dimensions or coarser levels'],
    },
  },
  'disclosure-column-missing': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kolom yang disebut spesifikasi tidak ada dalam data',
      meaning: 'Baris judul data tidak memuat kolom yang disebut spesifikasi.',
      causes: ['Nama kolom salah ketik', 'Spasi di sekitar nama kolom', 'Berkas data yang lain'],
      action: ['Samakan nama kolom pada spesifikasi dan data'],
    },
    en: {
      title: 'Column named by the spec is not in the data',
      meaning: 'The header of the data does not hold a column that the spec names.',
      causes: ['A misspelt column', 'Spaces around the name of a column', 'Another data file'],
      action: ['Let spec and data name the same columns'],
    },
  },
  'disclosure-code': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kode dimensi pada data tidak dapat dipakai',
      meaning:
        'Tiap kode milik satu tingkat dan satu induk saja, tidak kosong, dan Total bukan kode siapa pun.',
      causes: [
        'Kode sama dipakai di dua tingkat',
        'Kode berada di bawah dua induk',
        'Sel kosong',
        'Kode di bawah Total',
      ],
      action: ['Lihat baris dan kolom pada pesan', 'Beri kode yang unik antar tingkat'],
    },
    en: {
      title: 'Code of a dimension in the data cannot be used',
      meaning:
        'A code belongs to one level and one parent, is not empty, and Total is the code of margins only.',
      causes: [
        'The same code on two levels',
        'A code below two parents',
        'An empty cell',
        'A code below Total',
      ],
      action: ['See the row and column in the message', 'Make codes unique across levels'],
    },
  },
  'disclosure-not-a-count': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai bukan cacahan',
      meaning:
        'Kolom cacahan harus berisi bilangan bulat tak negatif; kolom terbobot boleh desimal dengan titik.',
      causes: ['Pemisah ribuan', 'Koma desimal', 'Nilai negatif atau kosong'],
      action: ['Lihat baris dan kolom pada pesan', 'Tulis bilangan tanpa pemisah ribuan'],
    },
    en: {
      title: 'Value is not a count',
      meaning:
        'A column of counts must hold non-negative whole numbers; a weighted column may hold decimals with a point.',
      causes: ['Thousands separators', 'A decimal comma', 'A negative or empty value'],
      action: ['See the row and column in the message', 'Write numbers without separators'],
    },
  },
  'disclosure-not-a-flag': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tanda sel tidak terbaca',
      meaning: 'Kolom tanda harus berisi true, false, 1, 0 atau kosong.',
      causes: ['Kata lain dipakai sebagai tanda'],
      action: ['Lihat baris dan kolom pada pesan', 'Pakai true atau false'],
    },
    en: {
      title: 'Flag of a cell cannot be read',
      meaning: 'A column of flags must hold true, false, 1, 0 or nothing.',
      causes: ['Another word used as a flag'],
      action: ['See the row and column in the message', 'Use true or false'],
    },
  },
  'disclosure-margin-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Jumlah pada data tidak sama dengan jumlah sel dalamnya',
      meaning:
        'Baris Total pada data menyatakan jumlah yang berbeda dari jumlah sel di bawahnya melebihi toleransi; tabel yang tidak aditif tidak dapat dilindungi.',
      causes: ['Sel dalam tidak lengkap', 'Jumlah dibulatkan sendiri', 'Baris ganda'],
      action: [
        'Lihat kode, kedua jumlah dan toleransi pada pesan',
        'Perbaiki data, hapus baris Total, atau nyatakan additivity bila hanya pembulatan',
      ],
    },
    en: {
      title: 'Margin in the data differs from the sum of its inner cells',
      meaning:
        'A Total row of the data states another sum than that of the cells below it, by more than the tolerance; a table that is not additive cannot be protected.',
      causes: ['Inner cells are missing', 'The margin was rounded on its own', 'Rows occur twice'],
      action: [
        'See codes, both sums and the tolerance in the message',
        'Mend the data, leave the Total rows out, or state additivity where it is rounding alone',
      ],
    },
  },
  'disclosure-margin-unknown': {
    status: 422,
    exit: 3,
    id: {
      title: 'Baris jumlah memakai kode tanpa sel dalam',
      meaning: 'Baris Total menyebut kode yang tidak dimiliki satu pun sel dalam.',
      causes: ['Sel dalam kode itu tidak ada dalam data', 'Kode salah ketik'],
      action: ['Tambahkan sel dalamnya, boleh bernilai 0, atau hapus baris itu'],
    },
    en: {
      title: 'Margin row uses a code that no inner cell has',
      meaning: 'A Total row names a code that not one inner cell has.',
      causes: ['The inner cells of that code are missing', 'A misspelt code'],
      action: ['Add its inner cells, zero if need be, or leave the row out'],
    },
  },
  'disclosure-table-not-additive': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tabel hasil tabulasi tidak aditif atau tidak lengkap',
      meaning:
        'Sel tabel harus ada tepat satu kali untuk setiap gabungan kode, dan jumlahnya sama dengan jumlah sel dalam.',
      causes: ['Tabel disunting setelah ditabulasi', 'Tabel dari perangkat lain'],
      action: ['Lihat posisi, kode, kedua jumlah dan toleransi pada pesan', 'Tabulasi ulang'],
    },
    en: {
      title: 'Tabulated table is not additive or not complete',
      meaning:
        'Every combination of codes must occur exactly once, and margins must equal the sums of inner cells.',
      causes: ['The table was edited after tabulation', 'A table of other software'],
      action: ['See position, codes, both sums and the tolerance in the message', 'Tabulate again'],
    },
  },
  'disclosure-linked-differ': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tabel yang berkaitan menyatakan nilai berbeda untuk sel yang sama',
      meaning:
        'Dua tabel memuat sel tentang orang yang sama, tetapi nilainya berbeda lebih jauh daripada pembulatan; tabel-tabel itu tidak dapat dilindungi bersama.',
      causes: ['Tabel dari data atau vintage yang berbeda', 'Populasi atau penyaring salah dinyatakan'],
      action: [
        'Lihat kode dan kedua nilai pada pesan',
        'Samakan datanya, atau nyatakan populasi yang berbeda',
      ],
    },
    en: {
      title: 'Linked tables state different values for the same cell',
      meaning:
        'Two tables hold a cell about the same persons, and its values differ by more than rounding; the tables cannot be protected together.',
      causes: ['Tables of different data or vintages', 'A population or filter that is stated wrongly'],
      action: [
        'See the codes and both values in the message',
        'Use the same data, or state different populations',
      ],
    },
  },
  'disclosure-ratio-no-part': {
    status: 422,
    exit: 3,
    id: {
      title: 'Pembilang suatu rasio bukan bagian dari penyebutnya',
      meaning:
        'Rasio dinyatakan sebagai bagian dari keseluruhan, tetapi pada suatu sel pembilangnya lebih besar daripada penyebutnya; sisanya tidak dapat dilindungi.',
      causes: [
        'Populasi atau penyaring salah satu tabel salah dinyatakan',
        'Rasio dua hal yang berlainan, misalnya laki-laki per perempuan',
      ],
      action: ['Periksa kedua tabel rasio itu', 'Untuk rasio dua hal yang berlainan nyatakan "part": false'],
    },
    en: {
      title: 'The numerator of a ratio is no part of its denominator',
      meaning:
        'The ratio is stated to be one of a part to its whole, and in some cell its numerator is larger than its denominator; the rest cannot be protected.',
      causes: [
        'A population or filter of one of the tables that is stated wrongly',
        'A ratio of two different things, such as men to women',
      ],
      action: ['Check both tables of the ratio', 'For a ratio of two different things say "part": false'],
    },
  },
  'disclosure-solver-failed': {
    status: 500,
    exit: 75,
    id: {
      title: 'Pemecah program linear gagal',
      meaning:
        'Pemecah tidak memberi jawaban untuk program yang pasti mempunyai jawaban; tidak ada tabel yang ditulis.',
      causes: ['Memori kurang', 'Batas waktu habis', 'Kesalahan pemecah'],
      action: ['Coba lagi dengan batas waktu lebih panjang', 'Laporkan bila berulang'],
    },
    en: {
      title: 'Linear programming solver failed',
      meaning: 'The solver gave no answer to a programme that must have one; no table was written.',
      causes: ['Too little memory', 'Time limit spent', 'A fault of the solver'],
      action: ['Try again with a longer time limit', 'Report it if it happens again'],
    },
  },
  'disclosure-public-not-valid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas publik tidak dapat disertifikasi',
      meaning:
        'Berkas publik tidak lengkap, tidak aditif, atau sel tersembunyinya tidak punya tabel yang mungkin.',
      causes: ['Berkas disunting setelah dilindungi', 'Hierarki yang lain'],
      action: ['Jalankan perlindungan ulang'],
    },
    en: {
      title: 'Public file cannot be certified',
      meaning: 'The public file is not complete, not additive, or no feasible table fits its hidden cells.',
      causes: ['The file was edited after protection', 'Another hierarchy'],
      action: ['Protect the table again'],
    },
  },
} as const satisfies ProblemGroup;

import type { ProblemGroup } from './group.ts';

/** Refusals of table requests, of editions of classifications, and of microdata in workbooks and Parquet. */
export const tableProblems = {
  'table-level-unknown': {
    status: 422,
    exit: 2,
    id: {
      title: 'Tingkat tidak ada pada dimensi tabel ini',
      meaning: 'Dimensi yang disebut tidak tersedia pada tingkat yang diminta.',
      causes: ['Nama tingkat salah ketik', 'Tingkat yang tidak disediakan butir Lampiran 2'],
      action: ['Pilih salah satu tingkat yang disebut pada pesan'],
    },
    en: {
      title: 'Level is not one of this dimension',
      meaning: 'The dimension named cannot be had at the level asked for.',
      causes: ['A misspelt name of a level', 'A level that the item of Lampiran 2 does not have'],
      action: ['Choose one of the levels named in the message'],
    },
  },
  'table-choice-required': {
    status: 422,
    exit: 2,
    id: {
      title: 'Permintaan harus memilih satu nilai',
      meaning:
        'Tabel ini dibuat untuk satu nilai variabel yang disebut, misalnya satu tahun proyeksi: jumlah beberapa tahun tidak bermakna.',
      causes: ['Penyaring variabel itu tidak ada', 'Penyaring menyebut lebih dari satu nilai'],
      action: ['Tambahkan penyaring dengan tepat satu nilai dari yang disebut'],
    },
    en: {
      title: 'Request must choose one value',
      meaning:
        'This table is made for one value of the variable named, such as one year of a projection: several years do not add up.',
      causes: ['There is no filter of that variable', 'The filter names more than one value'],
      action: ['Add a filter with exactly one of the values named'],
    },
  },
  'table-too-many-cells': {
    status: 422,
    exit: 2,
    id: {
      title: 'Tabel terlalu besar',
      meaning:
        'Dimensi yang diminta bersama-sama membentuk lebih banyak sel daripada yang dapat dibuat dan dilindungi.',
      causes: ['Terlalu banyak dimensi sekaligus', 'Tingkat kabupaten/kota bersama beberapa dimensi lain'],
      action: [
        'Hilangkan salah satu dimensi yang disebut',
        'Batasi kode dengan penyaring, atau minta beberapa tabel',
      ],
    },
    en: {
      title: 'Table is too large',
      meaning: 'The dimensions asked for together make more cells than can be made and protected.',
      causes: ['Too many dimensions at once', 'Regencies together with several other dimensions'],
      action: [
        'Leave out one of the dimensions named',
        'Restrict the codes by a filter, or ask for several tables',
      ],
    },
  },
  'table-population-empty': {
    status: 422,
    exit: 3,
    id: {
      title: 'Penyaring tidak menyisakan siapa pun',
      meaning: 'Tidak ada catatan data yang memenuhi semua penyaring, sehingga tidak ada yang dihitung.',
      causes: ['Gabungan penyaring yang tidak ada pada data', 'Wilayah yang tidak tercakup putaran ini'],
      action: ['Longgarkan salah satu penyaring yang disebut'],
    },
    en: {
      title: 'Filter leaves nobody',
      meaning: 'No record of the data meets all filters, so that there is nothing to count.',
      causes: ['A combination of filters that does not occur', 'A region that this round does not cover'],
      action: ['Widen one of the filters named'],
    },
  },
  'table-part-of-whole': {
    status: 422,
    exit: 3,
    id: {
      title: 'Bagian lebih besar daripada keseluruhannya',
      meaning:
        'Pada baris yang disebut, jumlah bagian melebihi jumlah keseluruhannya, atau hanya salah satunya yang terisi.',
      causes: ['Salah isi pada catatan itu', 'Kedua butir menghitung orang yang berbeda'],
      action: ['Periksa baris yang disebut'],
    },
    en: {
      title: 'Part is larger than its whole',
      meaning:
        'At the row named the part exceeds the whole it is a part of, or only one of the two is there.',
      causes: ['A slip in that record', 'The two items count different people'],
      action: ['Look at the row named'],
    },
  },
  'table-classifications-differ': {
    status: 409,
    exit: 3,
    id: {
      title: 'Edisi klasifikasi berbeda dari rilis sebelumnya',
      meaning:
        'Data putaran yang sama telah dirilis menurut edisi klasifikasi lain. Kode yang sama dapat berarti lain, sehingga tabel tidak dapat dilindungi bersama.',
      causes: ['KBLI 2020 dan KBLI 2025 untuk satu putaran', 'Daftar wilayah sebelum dan sesudah pemekaran'],
      action: ['Pakai edisi yang disebut', 'Tanpa dimensi itu tabel tetap dapat diminta'],
    },
    en: {
      title: 'Edition of the classification differs from earlier releases',
      meaning:
        'Data of the same round were released by another edition of the classification. One code may mean different things, so the tables cannot be protected together.',
      causes: ['KBLI 2020 and KBLI 2025 for one round', 'Lists of regions before and after a division'],
      action: ['Use the edition named', 'Without that dimension the table can still be asked for'],
    },
  },
  'dictionary-classifications-mixed': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kamus data mencampur edisi klasifikasi',
      meaning:
        'Dua variabel dengan isi yang sama memakai edisi klasifikasi yang berbeda; satu berkas memakai satu edisi.',
      causes: [
        'KBLI 2020 dan KBLI 2025 dalam satu berkas',
        'Kode wilayah BPS dan Kemendagri dalam satu berkas',
      ],
      action: ['Ubah kode ke satu edisi sebelum dikirim'],
    },
    en: {
      title: 'Dictionary mixes editions of a classification',
      meaning:
        'Two variables are coded by different editions of one classification; a file uses one edition.',
      causes: ['KBLI 2020 and KBLI 2025 in one file', 'Region codes of BPS and of Kemendagri in one file'],
      action: ['Recode to one edition before sending'],
    },
  },
  'workbook-not-readable': {
    status: 422,
    exit: 3,
    id: {
      title: 'Buku kerja tidak dapat dibaca',
      meaning:
        'Berkas bukan XLSX yang utuh, atau tidak memuat lembar dengan kepala kolom pada baris pertama.',
      causes: ['Berkas terpotong atau terkunci kata sandi', 'Lembar pertama kosong'],
      action: ['Simpan ulang sebagai XLSX tanpa kata sandi, dengan data pada lembar pertama'],
    },
    en: {
      title: 'Workbook cannot be read',
      meaning: 'The file is no whole XLSX, or has no sheet with a header in its first row.',
      causes: ['A file that was cut off or is locked by a password', 'An empty first sheet'],
      action: ['Save it again as XLSX without a password, with the data on the first sheet'],
    },
  },
  'microdata-too-large': {
    status: 413,
    exit: 3,
    id: {
      title: 'Berkas mikrodata terlalu besar untuk formatnya',
      meaning:
        'Berkas XLSX dan Parquet disimpan seluruhnya di memori ketika dibaca dan dibatasi ukurannya; CSV tidak.',
      causes: ['Data besar dalam XLSX atau Parquet'],
      action: ['Kirim sebagai CSV, yang dibaca mengalir'],
    },
    en: {
      title: 'Microdata file is too large for its format',
      meaning:
        'XLSX and Parquet files are held in memory while they are read, and their size is limited; CSV is not.',
      causes: ['Large data in XLSX or Parquet'],
      action: ['Send it as CSV, which is read as a stream'],
    },
  },
  'workbook-cell-formula': {
    status: 422,
    exit: 3,
    id: {
      title: 'Sel berisi rumus',
      meaning:
        'Sel pada baris dan kolom yang disebut berisi rumus; nilainya bergantung pada lembar lain dan dapat berubah.',
      causes: ['Kolom dihitung dalam lembar kerja'],
      action: ['Tempelkan sebagai nilai, lalu simpan ulang'],
    },
    en: {
      title: 'Cell holds a formula',
      meaning:
        'The cell at the row and column named holds a formula; its value hangs on other cells and may change.',
      causes: ['A column computed in the sheet'],
      action: ['Paste as values and save again'],
    },
  },
  'workbook-cell-type': {
    status: 422,
    exit: 3,
    id: {
      title: 'Jenis sel tidak sesuai variabel',
      meaning:
        'Sel pada baris dan kolom yang disebut bukan jenis yang diminta kamus data: kode dan pengenal harus teks, bilangan harus angka.',
      causes: [
        'Kode disimpan sebagai angka, sehingga nol di depan dapat hilang',
        'Kode berubah menjadi tanggal',
        'Bilangan disimpan sebagai teks',
      ],
      action: ['Ubah format kolom yang disebut, lalu isikan kembali dari sumbernya'],
    },
    en: {
      title: 'Type of the cell does not fit the variable',
      meaning:
        'The cell at the row and column named is not of the type the dictionary asks for: codes and identifiers must be text, numbers must be numbers.',
      causes: [
        'Codes stored as numbers, which loses leading zeros',
        'Codes that became dates',
        'Numbers stored as text',
      ],
      action: ['Change the format of the column named and fill it again from its source'],
    },
  },
  'parquet-not-readable': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas Parquet tidak dapat dibaca',
      meaning: 'Berkas bukan Parquet yang utuh, atau memakai cara penyandian yang tidak didukung.',
      causes: ['Berkas terpotong', 'Kolom bersarang atau terenkripsi'],
      action: ['Simpan ulang sebagai Parquet datar dengan kompresi Snappy atau tanpa kompresi'],
    },
    en: {
      title: 'Parquet file cannot be read',
      meaning: 'The file is no whole Parquet, or uses an encoding that is not supported.',
      causes: ['A file that was cut off', 'Nested or encrypted columns'],
      action: ['Save it again as flat Parquet, Snappy or uncompressed'],
    },
  },
  'parquet-column-type': {
    status: 422,
    exit: 3,
    id: {
      title: 'Jenis kolom Parquet tidak sesuai variabel',
      meaning:
        'Kolom yang disebut bukan jenis yang diminta kamus data: kode dan pengenal harus string, bilangan harus angka.',
      causes: ['Kode disimpan sebagai bilangan, sehingga nol di depan hilang', 'Kolom tanggal atau biner'],
      action: ['Tulis ulang kolom yang disebut dengan jenis yang benar'],
    },
    en: {
      title: 'Parquet column type does not fit the variable',
      meaning:
        'The column named is not of the type the dictionary asks for: codes and identifiers must be strings, numbers must be numeric.',
      causes: ['Codes stored as numbers, which loses leading zeros', 'A column of dates or bytes'],
      action: ['Write the column named again in the right type'],
    },
  },
} as const satisfies ProblemGroup;

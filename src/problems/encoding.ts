import type { ProblemGroup } from './group.ts';

/** Refusals and warnings of encoding: key files, and the cells of an input row. */
export const encodingProblems = {
  'leakage-above-limit': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kebocoran filter (lambda) di atas batas; berkas tidak ditulis',
      meaning:
        'Sebelum didifusi, terlalu banyak bit filter berisi nilai yang sama pada hampir semua baris. Difusi tidak lagi cukup menyembunyikan isinya dari pihak yang memiliki register penduduk.',
      causes: [
        'Berkas hanya memuat satu baris, atau beberapa baris dari satu keluarga',
        'Banyak sel kosong, atau semua baris dari satu tempat, sehingga filter terlalu sepi atau terlalu mirip',
        'Skema pemadanan memakai terlalu sedikit suku difusi untuk data ini',
      ],
      action: [
        'Periksa kolom yang kosong, lalu gabungkan kiriman kecil menjadi satu berkas',
        'Minta pengurus skema menaikkan `diffusion.terms` atau isi filter bagi kedua pihak',
        'Bila pejabat data memutuskan mengirim juga, ulangi dengan --accept-leakage; keputusan itu tercatat dalam manifes',
      ],
    },
    en: {
      title: 'Leakage lambda of the filters is above the limit; no file was written',
      meaning:
        'Before diffusion too many bits of the filters are alike in nearly all rows. Diffusion no longer hides enough of what they hold from somebody who owns a population register.',
      causes: [
        'The file has one row only, or a few rows of one family',
        'Many empty cells, or all rows of one place, so that filters are too sparse or too alike',
        'The linkage schema has too few terms of diffusion for these data',
      ],
      action: [
        'Look at the columns that are empty, and put small submissions together into one file',
        'Ask whoever keeps the schema to raise `diffusion.terms` or the fill, for both sides',
        'Where the data officer decides to send it all the same, repeat with --accept-leakage; the manifest records it',
      ],
    },
  },
  'row-width-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Jumlah kolom baris tidak sama dengan skema',
      meaning:
        'Baris mempunyai jumlah kolom yang berbeda dari skema pemadanan; isinya tidak dapat dipasangkan dengan kolom.',
      causes: ['Tanda kutip atau koma dalam sel tidak ditulis menurut RFC 4180', 'Baris terpotong'],
      action: ['Lihat nomor baris pada pesan', 'Ekspor ulang berkas dari sumbernya'],
    },
    en: {
      title: 'Row has another number of columns than the schema',
      meaning:
        'The row has more or fewer cells than the linkage schema has columns; cells cannot be told apart.',
      causes: ['Quotes or commas inside a cell not written as RFC 4180 says', 'A row that was cut off'],
      action: ['See the row number in the message', 'Export the file again from its source'],
    },
  },
  'value-not-encodable': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai tidak dapat ditulis dalam pengodean skema',
      meaning: 'Sel memuat karakter yang tidak ada dalam pengodean teks yang ditetapkan skema.',
      causes: ['Huruf beraksen pada kolom ASCII', 'Teks rusak karena salah pengodean'],
      action: [
        'Periksa sel pada baris dan kolom yang disebut',
        'Perbaiki teks di sumbernya atau ubah pengodean dalam skema bersama',
      ],
    },
    en: {
      title: "Value cannot be written in the schema's encoding",
      meaning: 'The cell holds a character that the text encoding set by the schema does not have.',
      causes: ['Accented letters in an ASCII column', 'Text garbled by a wrong encoding'],
      action: [
        'Check the cell at the row and column named',
        'Mend the text at its source, or change the encoding in the shared schema',
      ],
    },
  },
  'value-pattern-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai tidak sesuai pola kolom',
      meaning: 'Sel tidak cocok dengan pola (regular expression) yang ditetapkan skema.',
      causes: ['Nilai salah ketik', 'Kolom tertukar'],
      action: ['Periksa sel pada baris dan kolom yang disebut'],
    },
    en: {
      title: 'Value does not fit the pattern of its column',
      meaning: 'The cell does not match the pattern (regular expression) set by the schema.',
      causes: ['A misspelt value', 'Columns in the wrong order'],
      action: ['Check the cell at the row and column named'],
    },
  },
  'value-length-out-of-range': {
    status: 422,
    exit: 3,
    id: {
      title: 'Panjang nilai di luar batas kolom',
      meaning: 'Sel lebih pendek atau lebih panjang daripada yang diizinkan skema.',
      causes: ['Sel kosong pada kolom wajib', 'Dua nilai tergabung dalam satu sel'],
      action: ['Periksa sel pada baris dan kolom yang disebut'],
    },
    en: {
      title: 'Value is shorter or longer than its column allows',
      meaning: 'The cell has fewer or more characters than the schema allows.',
      causes: ['An empty cell in a column that must be filled', 'Two values run together in one cell'],
      action: ['Check the cell at the row and column named'],
    },
  },
  'value-case-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'Huruf besar atau kecil tidak sesuai skema',
      meaning: 'Skema meminta semua huruf besar atau semua huruf kecil; sel tidak demikian.',
      causes: ['Ekspor tidak menyeragamkan huruf'],
      action: ['Seragamkan huruf kolom itu sebelum menyandikan'],
    },
    en: {
      title: 'Letter case is not what the schema asks',
      meaning: 'The schema asks for upper or lower case throughout; the cell has other letters.',
      causes: ['An export that does not unify letter case'],
      action: ['Unify the case of that column before encoding'],
    },
  },
  'value-not-integer': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai bukan bilangan bulat',
      meaning:
        'Kolom ini berisi bilangan bulat menurut skema; sel tidak dapat dibaca sebagai bilangan bulat.',
      causes: [
        'Sel kosong tanpa penanda data hilang dalam skema',
        'Spasi, pemisah ribuan atau angka non-ASCII',
      ],
      action: [
        'Periksa sel pada baris dan kolom yang disebut',
        'Tambahkan missingValue dalam skema bersama bila kolom boleh kosong',
      ],
    },
    en: {
      title: 'Value is not an integer',
      meaning: 'The column holds integers by the schema; the cell cannot be read as one.',
      causes: [
        'An empty cell where the schema names no missing value',
        'Spaces, thousands separators or digits other than ASCII',
      ],
      action: [
        'Check the cell at the row and column named',
        'Add missingValue to the shared schema where the column may be empty',
      ],
    },
  },
  'value-not-number': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai bukan bilangan',
      meaning: 'Kolom ini dibandingkan sebagai bilangan; sel tidak dapat dibaca sebagai bilangan.',
      causes: ['Koma desimal, bukan titik', 'Teks dalam kolom bilangan'],
      action: ['Tulis bilangan dengan titik desimal dan tanpa pemisah ribuan'],
    },
    en: {
      title: 'Value is not a number',
      meaning: 'The column is compared as a number; the cell cannot be read as one.',
      causes: ['A decimal comma in place of a point', 'Text in a column of numbers'],
      action: ['Write numbers with a decimal point and without thousands separators'],
    },
  },
  'value-out-of-range': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai di luar rentang kolom',
      meaning: 'Bilangan lebih kecil atau lebih besar daripada yang diizinkan skema.',
      causes: ['Nilai salah ketik', 'Kolom tertukar'],
      action: ['Periksa sel pada baris dan kolom yang disebut'],
    },
    en: {
      title: 'Value is outside the range of its column',
      meaning: 'The number is below or above what the schema allows.',
      causes: ['A misspelt value', 'Columns in the wrong order'],
      action: ['Check the cell at the row and column named'],
    },
  },
  'value-not-listed': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai tidak ada dalam daftar kolom',
      meaning: 'Kolom ini hanya menerima nilai yang terdaftar dalam skema.',
      causes: ['Kode dari daftar lain', 'Sel kosong'],
      action: ['Cocokkan nilai dengan daftar dalam skema'],
    },
    en: {
      title: 'Value is not on the list of its column',
      meaning: 'The column takes only the values listed in the schema.',
      causes: ['A code of another list', 'An empty cell'],
      action: ['Compare the value with the list in the schema'],
    },
  },
  'value-not-date': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nilai bukan tanggal dalam format kolom',
      meaning: 'Sel tidak dapat dibaca sebagai tanggal menurut format dalam skema.',
      causes: ['Format tanggal lain', 'Tanggal yang tidak ada, seperti 30 Februari'],
      action: ['Periksa sel pada baris dan kolom yang disebut'],
    },
    en: {
      title: 'Value is not a date in the format of its column',
      meaning: 'The cell cannot be read as a date in the format set by the schema.',
      causes: ['Another date format', 'A date that does not exist, such as 30 February'],
      action: ['Check the cell at the row and column named'],
    },
  },
  'date-not-recognised': {
    status: 422,
    exit: 3,
    id: {
      title: 'Format tanggal tidak dikenal',
      meaning:
        'Tanggal hanya diterima sebagai yyyy-mm-dd, dd/mm/yyyy atau dd-mm-yyyy; bentuk lain tidak ditebak.',
      causes: ['Nomor seri tanggal dari lembar sebar', 'Nama bulan dalam huruf'],
      action: ['Ubah kolom tanggal menjadi yyyy-mm-dd lalu ulangi'],
    },
    en: {
      title: 'Date format is not recognised',
      meaning: 'Dates are read as yyyy-mm-dd, dd/mm/yyyy or dd-mm-yyyy; other forms are not guessed.',
      causes: ['A serial number of a spreadsheet', 'Names of months in letters'],
      action: ['Turn the date column into yyyy-mm-dd and try again'],
    },
  },
  'date-impossible': {
    status: 422,
    exit: 3,
    id: {
      title: 'Tanggal tidak mungkin ada',
      meaning: 'Tanggal tidak ada dalam kalender atau tahunnya di luar jangkauan umur manusia.',
      causes: ['Hari dan bulan tertukar', 'Tahun salah ketik'],
      action: ['Periksa tanggal pada baris dan kolom yang disebut'],
    },
    en: {
      title: 'Date is not possible',
      meaning: 'The date is not in the calendar, or its year is outside the life of any living person.',
      causes: ['Day and month swapped', 'A misspelt year'],
      action: ['Check the date at the row and column named'],
    },
  },
  'sex-not-recognised': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kode jenis kelamin tidak dikenal',
      meaning: 'Jenis kelamin diterima sebagai 1/2, L/P, LK/PR, M/F atau kata laki-laki/perempuan.',
      causes: ['Kode dari daftar lain', 'Kolom tertukar'],
      action: ['Ubah kode menjadi L atau P; kosongkan bila tidak diketahui'],
    },
    en: {
      title: 'Code of sex is not recognised',
      meaning: 'Sex is read as 1/2, L/P, LK/PR, M/F or the words laki-laki/perempuan.',
      causes: ['A code of another list', 'Columns in the wrong order'],
      action: ['Change the code to L or P; leave it empty where it is not known'],
    },
  },
  'region-code-without-system': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kode wilayah tanpa nama sistemnya',
      meaning:
        'Kode wilayah BPS dan Kemendagri bertabrakan: 169 kode kabupaten/kota berarti wilayah yang berbeda. Kode tanpa sistem tidak diterima.',
      causes: ['Kolom memuat kode tanpa titik, seperti ekspor dari lembar sebar'],
      action: [
        'Tulis kode Kemendagri dengan titik (35.07) atau awalan kemendagri:',
        'Tulis kode BPS dengan awalan bps:',
        'Atau tulis nama wilayah',
      ],
    },
    en: {
      title: 'Region code does not name its system',
      meaning:
        'The region codes of BPS and of Kemendagri collide: 169 regency codes mean different regencies. A code without its system is not taken.',
      causes: ['A column of codes without dots, as spreadsheets export them'],
      action: [
        'Write Kemendagri codes with dots (35.07) or behind kemendagri:',
        'Write BPS codes behind bps:',
        'Or write the name of the region',
      ],
    },
  },
  'region-not-recognised': {
    status: 422,
    exit: 3,
    id: {
      title: 'Wilayah tidak dikenal',
      meaning: 'Sel bukan kode wilayah yang lengkap dan bukan nama wilayah.',
      causes: ['Kode terpotong', 'Tanda baca saja'],
      action: ['Tulis kode dengan sistemnya atau nama wilayah; kosongkan bila tidak diketahui'],
    },
    en: {
      title: 'Region is not recognised',
      meaning: 'The cell is neither a whole region code nor the name of a region.',
      causes: ['A code that was cut off', 'Punctuation alone'],
      action: [
        'Write the code with its system or the name of the region; leave it empty where it is not known',
      ],
    },
  },
  'digits-in-name': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nomor panjang berada di kolom nama',
      meaning:
        'Sel nama, wilayah atau teks memuat angka sebanyak NIK, nomor KK atau nomor telepon. Nomor demikian tidak boleh masuk ke filter: pemegang kunci dapat mencobanya satu per satu.',
      causes: [
        'Kolom tertukar, misalnya NIK di kolom nama',
        'NIK atau nomor telepon diketik di belakang nama',
        'Berkas dari sumber lain dengan judul kolom yang sama',
      ],
      action: [
        'Periksa sel pada baris dan kolom yang disebut',
        'Pindahkan nomor ke kolomnya sendiri atau hapus dari kolom nama, lalu ulangi',
      ],
    },
    en: {
      title: 'A long number stands in a column of names',
      meaning:
        'The cell of a name, a region or a text has as many digits as a NIK, a family card or a phone number. Such numbers may not enter the filter: whoever holds the key could try them one by one.',
      causes: [
        'Columns swapped, such as NIK in the column of names',
        'A NIK or phone number typed behind the name',
        'A file of another source with the same column titles',
      ],
      action: [
        'Check the cell at the row and column named',
        'Move the number to its own column or take it out of the name, then try again',
      ],
    },
  },
  'name-without-letters': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nama tidak memuat huruf',
      meaning: 'Sel nama diisi tetapi tidak memuat huruf; diperlakukan sebagai kosong.',
      causes: ['Tanda strip sebagai pengganti kosong'],
      action: ['Kosongkan sel bila nama tidak diketahui'],
    },
    en: {
      title: 'Name holds no letters',
      meaning: 'The name is filled in but holds no letter; it counts as empty.',
      causes: ['A dash in place of nothing'],
      action: ['Leave the cell empty where the name is not known'],
    },
  },
  'nik-missing': {
    status: 422,
    exit: 3,
    id: {
      title: 'NIK kosong',
      meaning: 'Baris tidak mempunyai NIK; pemadanan memakai atribut lain.',
      causes: ['NIK tidak tercatat'],
      action: ['Lengkapi NIK bila tersedia'],
    },
    en: {
      title: 'NIK is missing',
      meaning: 'The row has no NIK; linkage uses the other attributes.',
      causes: ['A NIK that was not recorded'],
      action: ['Add the NIK where it is known'],
    },
  },
  'nik-impossible': {
    status: 422,
    exit: 3,
    id: {
      title: 'NIK tidak mungkin ada',
      meaning:
        'Susunan angka NIK tidak mungkin: bukan 16 angka, tanggal tidak ada, nomor urut 0000, atau angka pengganti. NIK tidak dipakai.',
      causes: ['NIK rusak oleh lembar sebar', 'NIK isian seperti 9999...'],
      action: ['Periksa NIK di sumbernya', 'Impor kolom NIK sebagai teks'],
    },
    en: {
      title: 'NIK is not possible',
      meaning:
        'The digits cannot be a NIK: not 16 digits, a date that does not exist, serial 0000, or a dummy. The NIK is not used.',
      causes: ['A NIK damaged by a spreadsheet', 'A dummy such as 9999...'],
      action: ['Check the NIK at its source', 'Import the NIK column as text'],
    },
  },
  'nik-birth-date-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'NIK tidak sesuai tanggal lahir',
      meaning:
        'Tanggal dalam NIK berbeda dari tanggal lahir. NIK tidak diubah ketika tanggal lahir dibetulkan, jadi ini bukan kesalahan yang pasti.',
      causes: ['Tanggal lahir dibetulkan setelah NIK terbit', 'Salah ketik pada salah satunya'],
      action: ['Periksa bila banyak baris seperti ini'],
    },
    en: {
      title: 'NIK disagrees with the birth date',
      meaning:
        'The date in the NIK is not the birth date. A NIK is not changed when a birth date is corrected, so this need not be an error.',
      causes: ['A birth date corrected after the NIK was issued', 'A slip in one of the two'],
      action: ['Look into it where many rows are like this'],
    },
  },
  'nik-sex-differs': {
    status: 422,
    exit: 3,
    id: {
      title: 'NIK tidak sesuai jenis kelamin',
      meaning:
        'Jenis kelamin dalam NIK (hari lahir ditambah 40 untuk perempuan) berbeda dari kolom jenis kelamin.',
      causes: ['NIK perempuan tanpa tambahan 40', 'Kode jenis kelamin terbalik'],
      action: ['Periksa bila banyak baris seperti ini'],
    },
    en: {
      title: 'NIK disagrees with the sex',
      meaning: 'The sex in the NIK (day of birth plus 40 for women) is not that of the sex column.',
      causes: ["A woman's NIK without the added 40", 'Codes of sex swapped'],
      action: ['Look into it where many rows are like this'],
    },
  },
  'family-card-impossible': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nomor Kartu Keluarga tidak mungkin ada',
      meaning: 'Susunan angka nomor KK tidak mungkin; nomor itu tidak dipakai.',
      causes: ['Nomor rusak oleh lembar sebar', 'Nomor isian'],
      action: ['Periksa nomor KK di sumbernya'],
    },
    en: {
      title: 'Family-card number is not possible',
      meaning: 'The digits cannot be a family-card number; the number is not used.',
      causes: ['A number damaged by a spreadsheet', 'A dummy number'],
      action: ['Check the number at its source'],
    },
  },
  'passport-impossible': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nomor paspor tidak dapat dipakai',
      meaning: 'Nomor paspor bukan susunan huruf dan angka paspor, atau nomor isian; tidak dipakai.',
      causes: ['Teks lain dalam kolom paspor', 'Nomor isian'],
      action: ['Periksa nomor paspor di sumbernya'],
    },
    en: {
      title: 'Passport number cannot be used',
      meaning:
        'The cell is not made of letters and digits as a passport number is, or is a dummy; it is not used.',
      causes: ['Other text in the passport column', 'A dummy number'],
      action: ['Check the number at its source'],
    },
  },
  'passport-unusual': {
    status: 422,
    exit: 3,
    id: {
      title: 'Nomor paspor tidak lazim',
      meaning: 'Nomor paspor Indonesia lazimnya satu huruf dan tujuh angka; nomor ini tetap dipakai.',
      causes: ['Paspor negara lain', 'Salah ketik'],
      action: ['Periksa bila banyak baris seperti ini'],
    },
    en: {
      title: 'Passport number is unusual',
      meaning:
        'Indonesian passports mostly have one letter and seven digits; the number is used all the same.',
      causes: ['A passport of another country', 'A slip of the keyboard'],
      action: ['Look into it where many rows are like this'],
    },
  },
  'xor-folds-ignored': {
    status: 422,
    exit: 3,
    id: {
      title: 'xorFolds diabaikan',
      meaning:
        'clkhash 0.18.3 mengabaikan xorFolds (yang dibacanya adalah xor_folds); Padan berbuat sama agar CLK tetap identik.',
      causes: ['Skema ditulis menurut dokumentasi clkhash'],
      action: ['Hapus xorFolds, atau pakai xor_folds bila semua pihak sepakat'],
    },
    en: {
      title: 'xorFolds is ignored',
      meaning:
        'clkhash 0.18.3 ignores xorFolds (it reads xor_folds); Padan does the same so that CLKs stay identical.',
      causes: ['A schema written by the clkhash documentation'],
      action: ['Drop xorFolds, or use xor_folds where all custodians agree'],
    },
  },
  'clkhash-schema-converted': {
    status: 422,
    exit: 3,
    id: {
      title: 'Skema clkhash versi lama dibaca sebagai versi 3',
      meaning:
        'Skema versi 1 atau 2 diubah ke versi 3 persis seperti clkhash 0.18.3 mengubahnya; CLK tetap sama dengan yang dibuat clkhash.',
      causes: ['Skema ditulis untuk clkhash versi lama'],
      action: ['Tidak ada yang harus dilakukan; pihak lain boleh memakai skema lama maupun hasil ubahannya'],
    },
    en: {
      title: 'Older clkhash schema read as version 3',
      meaning:
        'A schema of version 1 or 2 was converted to version 3 exactly as clkhash 0.18.3 does; CLKs are those that clkhash makes.',
      causes: ['A schema written for an older clkhash'],
      action: ['Nothing need be done; the other party may use the older schema or the converted one'],
    },
  },
  'key-file-empty': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas kunci kosong',
      meaning: 'Berkas kunci tidak memuat apa pun selain akhir baris.',
      causes: ['Berkas salah', 'Pengunduhan terputus'],
      action: ['Periksa berkas kunci'],
    },
    en: {
      title: 'Key file is empty',
      meaning: 'The key file holds nothing but a line ending.',
      causes: ['The wrong file', 'A download that broke off'],
      action: ['Check the key file'],
    },
  },
  'key-file-bom': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas kunci diawali tanda urutan byte',
      meaning:
        'Berkas kunci diawali BOM, yang akan menjadi bagian dari kunci sehingga CLK tidak cocok dengan pihak lain.',
      causes: ['Disimpan oleh penyunting teks Windows'],
      action: ['Simpan ulang sebagai UTF-8 tanpa BOM'],
    },
    en: {
      title: 'Key file begins with a byte order mark',
      meaning:
        "The key file begins with a BOM, which would become part of the key and make CLKs that fit nobody else's.",
      causes: ['Saved by a Windows text editor'],
      action: ['Save it again as UTF-8 without BOM'],
    },
  },
  'key-file-passphrase': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kata sandi tidak diterima sebagai kunci',
      meaning:
        'Profil padan hanya menerima kunci proyek buatan padan keys (32 byte acak). Kata sandi dapat ditebak dari sidik jarinya.',
      causes: ['Berkas memuat kata sandi', 'Berkas kunci clkhash dipakai untuk profil padan'],
      action: ['Buat kunci proyek dengan padan keys project'],
    },
    en: {
      title: 'A passphrase is not taken as key',
      meaning:
        'The padan profile takes only a project key made by padan keys (32 random bytes). A passphrase can be guessed from its fingerprint.',
      causes: ['The file holds a passphrase', 'A clkhash secret used with the padan profile'],
      action: ['Make a project key with padan keys project'],
    },
  },
  'key-file-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Berkas kunci proyek tidak sah',
      meaning: 'Berkas bukan padan-project-key/1 yang utuh: proyek, dan kunci 32 byte dalam base64.',
      causes: ['Berkas diubah', 'Berkas dari versi lain'],
      action: ['Minta pihak yang membuat kunci mengirimkannya lagi dengan padan keys seal'],
    },
    en: {
      title: 'Project key file is not valid',
      meaning: 'The file is not a whole padan-project-key/1: a project, and a key of 32 bytes in base64.',
      causes: ['A file that was edited', 'A file of another version'],
      action: ['Ask the custodian who drew the key to seal it again with padan keys seal'],
    },
  },
  'project-key-invalid': {
    status: 422,
    exit: 3,
    id: {
      title: 'Kunci proyek tidak sah',
      meaning: 'Profil padan memerlukan kunci 32 byte acak.',
      causes: ['Rahasia clkhash dipakai untuk skema padan'],
      action: ['Pakai kunci dari padan keys project'],
    },
    en: {
      title: 'Project key is not valid',
      meaning: 'The padan profile needs a key of 32 random bytes.',
      causes: ['A clkhash secret used with a padan schema'],
      action: ['Use a key made by padan keys project'],
    },
  },
} as const satisfies ProblemGroup;

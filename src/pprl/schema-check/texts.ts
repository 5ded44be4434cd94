import { NOT_HARDENED } from '../hardened.ts';

/** Weak spots in words. `{field}`, `{value}` and `{bound}` are filled in. */
interface Text {
  readonly id: string;
  readonly en: string;
}

export const WEAK_SPOTS = {
  'not-hardened': NOT_HARDENED,
  converted: {
    id: 'Skema versi lama, diubah ke versi 3 seperti clkhash mengubahnya; CLK tetap sama.',
    en: 'An older version of the schema, converted to 3 as clkhash converts it; CLKs stay the same.',
  },
  'xor-folds-ignored': {
    id: 'xorFolds tidak berpengaruh: clkhash 0.18.3 hanya membaca xor_folds. Filter tidak dilipat.',
    en: 'xorFolds does nothing: clkhash 0.18.3 reads xor_folds only. Filters are not folded.',
  },
  'fill-low': {
    id: 'Filter terisi {value}, di bawah {bound}: token tunggal menonjol dan mudah ditebak.',
    en: 'Filters are {value} full, below {bound}: single tokens stand out and are easier to guess.',
  },
  'fill-high': {
    id: 'Filter terisi {value}, di atas {bound}: filter orang yang berbeda pun bernilai mirip setinggi itu.',
    en: 'Filters are {value} full, above {bound}: filters of strangers score about as high as that.',
  },
  'field-too-heavy': {
    id: 'Kolom {field} menentukan {value} dari semua bit, di atas {bound}: satu kolom ini memutuskan sebagian besar skor, dan orang dapat dikelompokkan menurut isinya.',
    en: 'Field {field} makes {value} of all bits, above {bound}: it decides most scores by itself, and people can be sorted by it.',
  },
  'no-salt': {
    id: 'Tanpa salt dan info, kata sandi yang sama memberi kunci yang sama di setiap proyek: berkas antarproyek dapat dihubungkan.',
    en: 'Without salt and info one secret gives one set of keys in every project: files of different projects can be linked.',
  },
  'ignored-columns-count': {
    id: 'Kolom yang diabaikan ikut dihitung dalam penurunan kunci: menghapus, menambah, atau memindahkannya mengubah filter.',
    en: 'Ignored columns count in key derivation: leaving one out, adding one or moving one changes filters.',
  },
  'double-hash': {
    id: 'Kolom {field} memakai double hashing: pola bit satu token beraturan dan dapat dikenali tanpa kunci. blakeHash tidak demikian.',
    en: 'Field {field} uses double hashing: the bits of a token lie in a regular pattern that can be found without the key. Those of blakeHash do not.',
  },
  'no-singularity-prevention': {
    id: 'Kolom {field} tanpa prevent_singularity: satu dari sekian token (satu per panjang filter) hanya menyalakan satu bit.',
    en: 'Field {field} is without prevent_singularity: one token in as many as the filter has bits sets a single bit.',
  },
  'sentinel-missing': {
    id: 'Kolom {field} tidak mempunyai sentinel: sel kosong ditolak.',
    en: 'Field {field} has no sentinel: an empty cell is refused.',
  },
  'missing-values-agree': {
    id: 'Nilai kosong kolom {field} diganti dengan teks: dua orang tanpa nilai menjadi mirip satu sama lain.',
    en: 'Missing values of field {field} are replaced by text: two people without a value come to resemble each other.',
  },
  'tokens-without-bits': {
    id: 'Kolom {field} mempunyai lebih banyak token daripada bit: sebagian token tidak menyalakan bit apa pun.',
    en: 'Field {field} has more tokens than bits: some tokens set no bit at all.',
  },
  'few-values': {
    id: 'Kolom {field} hanya mempunyai beberapa nilai utuh: setiap nilai menjadi satu pola bit yang frekuensinya dapat dikenali.',
    en: 'Field {field} has a few whole values: each becomes one pattern of bits, which its frequency gives away.',
  },
  'date-two-digit-year': {
    id: 'Tanggal {field} memakai tahun dua angka: 69 sampai 99 dibaca 1969 sampai 1999, 00 sampai 68 dibaca 2000 sampai 2068.',
    en: 'Date {field} has years of two digits: 69 to 99 are read as 1969 to 1999, 00 to 68 as 2000 to 2068.',
  },
  'date-parts-missing': {
    id: 'Tanggal {field} tidak menyebut bulan atau hari: yang tidak disebut dibaca 01.',
    en: 'Date {field} names no month or no day: what is not named is read as 01.',
  },
  'date-unseparated': {
    id: 'Bagian tanggal {field} tidak dipisahkan: strptime menerima bulan dan hari satu angka, sehingga 1990111 dibaca sebagai suatu tanggal.',
    en: 'The parts of date {field} are not separated: strptime takes months and days of one digit, so that 1990111 is read as some date.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export type WeakSpotCode = keyof typeof WEAK_SPOTS;

/** Not a weakness: what one should know. */
export const NOTICES: ReadonlySet<WeakSpotCode> = new Set(['converted', 'ignored-columns-count']);

/** What the disclosure report says in words, in Indonesian and in English. */
export interface Bilingual {
  readonly id: string;
  readonly en: string;
}

/** How the pattern was found, by method. */
export const METHODS: Readonly<Record<'fast' | 'exact', Bilingual>> = {
  fast: {
    id: 'Metode cepat: untuk tiap sel tidak aman dicari perubahan tabel termurah dengan program linear kecil; sel yang dipakainya disembunyikan, lalu yang tidak perlu diterbitkan kembali. Jarak ke pilihan termurah dinyatakan oleh batas bawah bila ada; tanpa batas, jarak itu tidak diketahui.',
    en: 'Fast method: for each unsafe cell a small linear programme finds the cheapest change of the table; the cells it uses are hidden, then those not needed are published again. A bound, where there is one, says how far the cheapest choice can be; without it that distance is not known.',
  },
  exact: {
    id: 'Metode eksak: pilihan termurah dicari dalam putaran; tiap kali penyusup menang, program linearnya memberi syarat yang harus dipenuhi semua pola, sampai pola termurah tidak dapat lagi dibongkar. Batas bawah menyatakan apakah pilihan ini terbukti termurah.',
    en: 'Exact method: the cheapest choice is sought in rounds; each time the intruder wins, its linear programme gives a condition that every pattern must meet, until the cheapest choice can no longer be broken. The bound says whether this choice is proved to be the cheapest.',
  },
};

const STATUS: Readonly<Record<'holds' | 'does-not-hold' | 'not-proved', Bilingual>> = {
  holds: {
    id: 'Terlindung: audit penyusup atas seluruh relasi tidak menemukan sel tidak aman yang dapat dipersempit melebihi standar, dan tabel bilangan bulat membuktikannya.',
    en: 'Protected: the intruder audit over all relations found no unsafe cell that can be narrowed beyond the standard, and whole-number tables prove it.',
  },
  'does-not-hold': {
    id: 'Tidak terlindung: ada sel tidak aman yang dapat dipersempit melebihi standar. Tabel ini tidak boleh diterbitkan.',
    en: 'Not protected: an unsafe cell can be narrowed beyond the standard. This table must not be published.',
  },
  'not-proved': {
    id: 'Belum terbukti: audit atau sertifikat bilangan bulat tidak selesai. Tabel ini tidak boleh diterbitkan.',
    en: 'Not proved: the audit or the whole-number certificate did not finish. This table must not be published.',
  },
};

export function statusText(status: keyof typeof STATUS): Bilingual {
  return STATUS[status];
}

/** Holds where a table is protected on its own; the ledger lifts it. */
export const OTHER_RELEASES: Bilingual = {
  id: 'Rilis lain dari data yang sama tidak diperhitungkan: selisih dengan tabel terdahulu dapat membuka sel.',
  en: 'Other releases from the same data are not considered: differences with earlier tables may open cells.',
};

/** What this version does not protect against; shown with every report. */
export const LIMITS: readonly Bilingual[] = [
  OTHER_RELEASES,
  {
    id: 'Penyumbang yang mengurangkan dirinya sendiri dicegah sejauh kebijakan memintanya, selain itu hanya dihitung; penyumbang sel yang berlainan tidak dianggap bersekongkol.',
    en: 'Contributors who subtract themselves are prevented as far as the policy asks, else only counted; contributors of different cells are not taken to pool.',
  },
  {
    id: 'Yang tahu aturannya tetap dapat menebak bahwa sel tersembunyi itu kecil; tebakan yang terpaksa dihitung di atas.',
    en: 'Whoever knows the rule may still guess that a hidden cell is small; forced guesses are counted above.',
  },
  {
    id: 'Selang di atas dihitung dengan aritmetika atas semua penjumlahan. Yang juga tahu bahwa nilainya bilangan bulat tidak dapat menyingkirkan kedua ujung yang dijamin: sertifikat petugas menunjukkannya dengan tabel bilangan bulat.',
    en: 'The intervals above are worked out by arithmetic over all sums. Whoever also knows that values are whole numbers cannot rule out the ends that are guaranteed: the officer’s certificate shows tables of whole numbers for both.',
  },
];

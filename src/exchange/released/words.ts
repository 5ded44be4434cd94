/** The languages that outputs are written in, the first one first. */
export const LANGUAGES = ['id', 'en'] as const;

/** Words that every output of a released table uses, in both languages. */
export const WORDS = {
  total: { id: 'Jumlah', en: 'Total' },
  period: { id: 'Periode', en: 'Period' },
  measure: { id: 'Ukuran', en: 'Measure' },
  unit: { id: 'Satuan', en: 'Unit' },
  table: { id: 'Tabel', en: 'Table' },
  rank: { id: 'Peringkat', en: 'Rank' },
  note: { id: 'Catatan', en: 'Note' },
  data: { id: 'Data', en: 'Data' },
  about: { id: 'Keterangan', en: 'About' },
  restrictedTo: { id: 'Dibatasi pada', en: 'Restricted to' },
  nothingPublished: { id: 'Tidak ada angka yang ditampilkan.', en: 'No figure is published.' },
  synthetic: {
    id: 'Data sintetis: bukan hasil survei, bukan tentang siapa pun',
    en: 'Synthetic data: not survey results, about nobody',
  },
  /** SDMX CL_OBS_STATUS, the codes that released tables use. */
  obsStatus: {
    A: { id: 'Nilai biasa', en: 'Normal value' },
    M: { id: 'Tidak mungkin ada', en: 'Missing value; data cannot exist' },
    Q: { id: 'Disembunyikan demi kerahasiaan', en: 'Missing value; suppressed' },
    U: { id: 'Keandalan rendah', en: 'Low reliability' },
  },
  /** SDMX CL_CONF_STATUS, the codes that released tables use. */
  confStatus: {
    F: { id: 'Bebas disebarluaskan', en: 'Free (free for publication)' },
    C: { id: 'Informasi statistik rahasia', en: 'Confidential statistical information' },
  },
} as const;

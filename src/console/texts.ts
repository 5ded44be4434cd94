/** Words of the frame around every page. Pages keep their own beside them. */
import type { Words } from './page.ts';

export const TEXTS = {
  brand: { id: 'Padan', en: 'Padan' },
  skip: { id: 'Langsung ke isi', en: 'Skip to content' },
  menu: { id: 'Menu', en: 'Menu' },
  signIn: { id: 'Masuk', en: 'Sign in' },
  signOut: { id: 'Keluar', en: 'Sign out' },
  otherLanguage: { id: 'English', en: 'Bahasa Indonesia' },
  signedInAs: { id: 'Masuk sebagai', en: 'Signed in as' },
  home: { id: 'Beranda', en: 'Home' },
  hosted: {
    id: 'Layanan ini dijalankan oleh salah satu pihak. Penyandian tidak melindungi identitas terhadap pihak itu: ia memegang kunci dan register.',
    en: 'One of the parties runs this service. The encodings do not protect identities against that party: it holds the key and the register.',
  },
  independent: {
    id: 'Layanan ini dijalankan unit pencocokan yang tidak memegang kunci.',
    en: 'This service is run by a linkage unit that holds no key.',
  },
  problemCode: { id: 'Kode', en: 'Code' },
  whatToDo: { id: 'Yang perlu dilakukan', en: 'What to do' },
  meaning: { id: 'Artinya', en: 'What it means' },
  causes: { id: 'Sebab yang lazim', en: 'Usual causes' },
  back: { id: 'Kembali ke beranda', en: 'Back to the home page' },
} as const satisfies Readonly<Record<string, Words>>;

export const ROLE_NAMES = {
  agency: { id: 'petugas data', en: 'data officer' },
  statistician: { id: 'statistisi', en: 'statistician' },
  'privacy-officer': { id: 'petugas privasi', en: 'privacy officer' },
  operator: { id: 'operator', en: 'operator' },
  service: { id: 'layanan', en: 'service' },
} as const satisfies Readonly<Record<string, Words>>;

/**
 * Metadata of a released table in the three forms of Satu Data Indonesia: activity (MS-Keg), variables (MS-Var) and
 * indicators (MS-Ind).
 *
 * Edge:   what this program does not know is null and listed in `belumDiisi`: the producer fills it in, nobody guesses.
 *         Texts are Indonesian, since the forms are; English stands beside names and definitions that specs have.
 * Source: Peraturan BPS 5/2020; blocks of MS-Keg and members of MS-Var as BPS Provinsi Banten lists them (2021); members
 *         of MS-Ind as published indicators show them. The names of members are this project's.
 */
import type { Dictionary, Variable } from '../../statistics/dictionary.ts';
import type { ReleaseContext } from '../released/context.ts';
import { restrictionNotes } from '../released/rows.ts';
import { type ReleasedView, unitLabel } from '../released/view.ts';

export function satuDataMetadata(view: ReleasedView, context: ReleaseContext): object {
  const forms = {
    'MS-Keg': activityForm(view, context),
    'MS-Var': variableForms(view, context),
    'MS-Ind': indicatorForms(view, context),
  };
  const { table } = view;
  return {
    format: 'padan-satu-data/1',
    sumber: 'Peraturan BPS Nomor 5 Tahun 2020',
    tabel: table.table,
    publicSha256: table.publicSha256,
    ...forms,
    belumDiisi: emptyPaths(forms, []),
  };
}

function activityForm(
  { table, dimensions }: ReleasedView,
  { period, classifications, dictionary }: ReleaseContext,
) {
  const survey = dictionary?.kind === 'survey';
  const region = [...classifications.values()].find((each) => each.region);
  return {
    identitas: {
      judulKegiatan: dictionary?.source.id ?? table.dataset.id,
      judulKegiatanEn: dictionary?.source.en ?? table.dataset.id,
      tahun: period.year,
      kodeKegiatan: null,
      caraPengumpulanData: wayOf(dictionary),
      dataSintetis: table.dataset.synthetic,
    },
    blokI_penyelenggara: { instansi: table.dataset.producer.toUpperCase(), alamat: null, kontak: null },
    blokII_penanggungJawab: { unitEselon1: null, unitEselon2: null, penanggungJawabTeknis: null },
    blokIII_perencanaanDanPersiapan: {
      latarBelakang: null,
      tujuan: null,
      variabelYangDikumpulkan: (dictionary?.variables ?? []).map(({ name, label }) => ({
        nama: name,
        arti: label.id,
      })),
      waktuReferensi: { ...table.dataset.reference, label: period.label.id },
    },
    blokIV_desainKegiatan: {
      putaran: table.dataset.round,
      cakupanWilayah: region?.title.id ?? null,
      tingkatPenyajianTerendah: dictionary?.regionFloor ?? null,
      frekuensi: null,
      metodePengumpulan: null,
    },
    blokV_desainSampel: survey
      ? {
          jenisRancangan: 'Sampel probabilitas berstrata dan bergerombol',
          variabelPenimbang: dictionary.design?.weight ?? null,
          variabelStrata: dictionary.design?.strata ?? null,
          variabelUnitSampelTahapPertama: dictionary.design?.psu ?? null,
          kerangkaSampel: null,
          fraksiSampel: null,
        }
      : { jenisRancangan: dictionary === null ? null : 'Tidak ada: bukan survei' },
    blokVI_penjaminanKualitas: {
      pemeriksaanSelKode:
        'Setiap nilai diperiksa terhadap kamus data; galat baku relatif dihitung untuk setiap sel',
      kebijakanPelindungan: `${table.policy.id} ${table.policy.version}`,
    },
    blokVII_pengolahanDanAnalisis: {
      metodePengolahan: table.measure.type,
      klasifikasi: [...classifications.values()].map(({ id, version, title }) => ({
        id,
        versi: version,
        nama: title.id,
      })),
      tingkatEstimasi: dimensions.map(({ label }) => label.id),
    },
    blokVIII_diseminasiHasil: { judul: table.title.id, judulEn: table.title.en, sitasi: table.citation.id },
  };
}

function wayOf(dictionary: Dictionary | null): string | null {
  const ways = {
    survey: 'Survei',
    census: 'Pencacahan lengkap',
    projection: 'Proyeksi',
    administrative: 'Kompilasi produk administrasi',
  };
  return dictionary === null ? null : ways[dictionary.kind];
}

/** The variables that the table was made of: of its dimensions, its population and its restrictions. */
function variableForms(view: ReleasedView, { period, dictionary, spec }: ReleaseContext): object[] {
  const population = (spec?.population.where ?? []).map(({ variable }) => variable);
  const used = new Set([
    ...view.dimensions.map(({ name }) => name),
    ...population,
    ...view.table.where.map(({ variable }) => variable),
  ]);
  return (dictionary?.variables ?? [])
    .filter(({ name }) => used.has(name))
    .map((variable) => ({
      nama: variable.label.id,
      namaEn: variable.label.en,
      alias: variable.name,
      konsep: null,
      definisi: null,
      referensiPemilihan: null,
      referensiWaktu: period.label.id,
      tipeData: typeOf(variable),
      klasifikasiIsian:
        variable.type === 'code' ? { daftarKode: variable.codelist, versi: variable.version } : null,
      aturanValidasi: ruleOf(variable),
      kalimatPertanyaan: null,
      aksesibilitasPublik: 'Tidak: mikrodata tidak diberikan; hanya tabel yang telah dilindungi',
    }));
}

function typeOf({ type }: Variable): string {
  const types = { code: 'Kode (kategorik)', number: 'Numerik', identifier: 'Teks' };
  return types[type];
}

function ruleOf(variable: Variable): string | null {
  if (variable.type === 'code') return 'Kode ada dalam daftar kode';
  if (variable.type === 'identifier') return null;
  const { minimum, maximum, integer } = variable;
  const rules = [
    integer ? 'bilangan bulat' : 'bilangan',
    ...(minimum === undefined ? [] : [`paling kecil ${minimum}`]),
    ...(maximum === undefined ? [] : [`paling besar ${maximum}`]),
  ];
  return rules.join(', ');
}

function indicatorForms(
  view: ReleasedView,
  { period, classifications, dictionary, spec }: ReleaseContext,
): object[] {
  const { table, dimensions, measures } = view;
  const regions = dimensions.filter(({ name }) => classifications.get(name)?.region === true);
  return measures.map((measure, i) => ({
    nama: i === 0 ? table.title.id : `${table.title.id}: ${measure.label.id}`,
    namaEn: i === 0 ? table.title.en : `${table.title.en}: ${measure.label.en}`,
    butirPerjanjian: spec?.wording.id ?? null,
    konsep: null,
    definisi: table.population.id,
    definisiEn: table.population.en,
    interpretasi: null,
    metodeRumus: formulaOf(view, measure.id),
    ukuran: isQuotient(view, measure.id) ? 'Rasio' : 'Jumlah',
    satuan: unitLabel(measure).id,
    jumlahDesimal: measure.decimals,
    klasifikasiPenyajian: dimensions.map(({ name, label }) => ({
      nama: label.id,
      klasifikasi: classifications.get(name)?.id ?? null,
      versi: classifications.get(name)?.version ?? null,
    })),
    indikatorKomposit: false,
    variabelPembangun: (spec?.population.where ?? []).map(({ variable }) => variable),
    kegiatanPenghasil: dictionary?.source.id ?? table.dataset.id,
    levelEstimasi: regions.map(({ name, label }) => ({
      wilayah: label.id,
      sistemKode: classifications.get(name)!.system,
    })),
    disagregasi: dimensions.map(({ label }) => label.id),
    frekuensiUpdate: null,
    periode: period.label.id,
    batasan: restrictionNotes(view).map((note) => note.id),
    dapatDiaksesUmum: true,
  }));
}

/** Whether a measure is a number over another: the rate, a share, an indicator with a denominator. */
function isQuotient({ table }: ReleasedView, id: string): boolean {
  if (id === 'rate' || id === 'share' || id === 'mean') return true;
  return table.indicators?.of.find(({ name }) => name === id)?.denominator !== undefined;
}

function formulaOf({ table, measures }: ReleasedView, id: string): string | null {
  const { rate, share, indicators } = table;
  const label = (of: string) => measures.find((each) => each.id === of)?.label.id ?? of;
  if (id === 'rate' && rate !== undefined)
    return `${label(rate.numerator)} / ${label('denominator')} x ${rate.scale}`;
  if (id === 'share' && share !== undefined) {
    const within = share.within.map((of) => table.dimensions.find(({ name }) => name === of)?.label.id ?? of);
    const whole = within.length === 0 ? 'jumlah tabel' : `jumlah menurut ${within.join(', ')}`;
    return `Sel / ${whole} x ${share.scale}`;
  }
  if (id === 'mean') return `${label('total')} / ${label('count')}`;
  const indicator = indicators?.of.find(({ name }) => name === id);
  if (indicator !== undefined) {
    const { numerator, denominator, scale } = indicator;
    const below = denominator === undefined ? '' : ` / ${cellsInWords(denominator)}`;
    return `${cellsInWords(numerator)}${below}${scale === 1 ? '' : ` x ${scale}`}`;
  }
  return table.measure.weighted
    ? 'Jumlah penimbang dari populasi'
    : 'Banyaknya satuan dari populasi, tanpa penimbang';
}

/** `activity=1|2`, or the total. */
function cellsInWords(set: Readonly<Record<string, readonly string[]>>): string {
  const parts = Object.entries(set).map(([name, codes]) => `${name}=${codes.join('|')}`);
  return parts.length === 0 ? 'jumlah' : `sel ${parts.join(', ')}`;
}

/** Where the forms are still empty, as paths. */
function emptyPaths(value: unknown, path: readonly (string | number)[]): string[] {
  if (value === null) return [`/${path.join('/')}`];
  if (typeof value !== 'object') return [];
  return Object.entries(value as object).flatMap(([name, inner]) => emptyPaths(inner, [...path, name]));
}

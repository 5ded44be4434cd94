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
  const population = spec.population.where.map(({ variable }) => variable);
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
    butirPerjanjian: spec.wording.id,
    konsep: null,
    definisi: table.population.id,
    definisiEn: table.population.en,
    interpretasi: null,
    metodeRumus: measure.id === 'rate' ? rateFormula(view) : formulaOf(table.measure.type),
    ukuran: measure.id === 'rate' ? 'Rasio' : 'Jumlah',
    satuan: unitLabel(measure.unit).id,
    jumlahDesimal: measure.decimals,
    klasifikasiPenyajian: dimensions.map(({ name, label }) => ({
      nama: label.id,
      klasifikasi: classifications.get(name)?.id ?? null,
      versi: classifications.get(name)?.version ?? null,
    })),
    indikatorKomposit: false,
    variabelPembangun: spec.population.where.map(({ variable }) => variable),
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

function rateFormula({ table, measures }: ReleasedView): string {
  const label = (id: string) => measures.find((each) => each.id === id)?.label.id ?? id;
  const { rate } = table;
  return rate === undefined ? '' : `${label(rate.numerator)} / ${label('denominator')} x ${rate.scale}`;
}

function formulaOf(type: string): string | null {
  return type === 'count'
    ? 'Jumlah penimbang (atau banyaknya catatan bila tidak ditimbang) dari populasi'
    : null;
}

/** Where the forms are still empty, as paths. */
function emptyPaths(value: unknown, path: readonly (string | number)[]): string[] {
  if (value === null) return [`/${path.join('/')}`];
  if (typeof value !== 'object') return [];
  return Object.entries(value as object).flatMap(([name, inner]) => emptyPaths(inner, [...path, name]));
}

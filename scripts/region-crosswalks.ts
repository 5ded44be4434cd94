/** The crosswalks of regions: between the systems of BPS and Kemendagri, and from historical codes to those in force. */
import type { Bridge, Region, Regions } from './region-specs.ts';

const digits = (code: string): string => code.replaceAll('.', '');
const folded = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z]/g, '');

export function crosswalkSpecs(regions: Regions): [string, unknown][] {
  const bridge = (level: 'province' | 'regency', titles: [string, string], pairs: readonly Bridge[]) =>
    crosswalk(`${level}-bps-kemendagri`, titles, {
      kind: 'one-to-one',
      standing: 'published',
      source:
        'BPS public bridging of region codes (sig.bps.go.id), as collected by github ghifar1/database-wilayah-indonesia (commit 43a55ab4)',
      from: { codelist: `${level}-bps`, version: '2024' },
      to: { codelist: `${level}-kemendagri`, version: '2025' },
      sameDigitsOtherPlace: collisions(pairs),
      pairs: pairs.map(({ bps, kemendagri }) => [bps, kemendagri]),
    });
  const past = successors(regions.pastRegencies, regions.regencies, () => true);
  const heir = new Map(past);
  const within = (from: Region, to: Region): boolean =>
    to.code.startsWith(`${heir.get(from.code.slice(0, 5)) ?? from.code.slice(0, 5)}.`);
  const history = (level: 'regency' | 'district', titles: [string, string], pairs: [string, string][]) =>
    crosswalk(`${level}-kemendagri-history`, titles, {
      kind: 'succession',
      standing: 'proposed',
      source:
        'Names compared by this project: a historical code succeeds to the one code in force with its name (districts: within the succeeding regency). Not told by a decree.',
      from: { codelist: `${level}-kemendagri-historical`, version: '2018-2023' },
      to: { codelist: `${level}-kemendagri`, version: '2025' },
      pairs,
    });
  return [
    bridge(
      'province',
      ['Provinsi: kode BPS dan kode Kemendagri', 'Provinces: BPS and Kemendagri codes'],
      regions.provinceBridge,
    ),
    bridge(
      'regency',
      ['Kabupaten dan kota: kode BPS dan kode Kemendagri', 'Regencies and cities: BPS and Kemendagri codes'],
      regions.regencyBridge,
    ),
    history(
      'regency',
      [
        'Kabupaten dan kota: kode lama ke kode berlaku',
        'Regencies and cities: historical codes to codes in force',
      ],
      past,
    ),
    history(
      'district',
      ['Kecamatan: kode lama ke kode berlaku', 'Districts: historical codes to codes in force'],
      successors(regions.pastDistricts, regions.districts, within),
    ),
  ];
}

function crosswalk(id: string, titles: [string, string], more: object): [string, unknown] {
  const head = {
    id,
    title: { id: titles[0], en: titles[1] },
    version: '2025',
    validFrom: null,
    validTo: null,
  };
  return [`crosswalks/${id}.json`, { $schema: '../schema/crosswalk.schema.json', ...head, ...more }];
}

/** Digits that are a code of both systems and mean one place in the one and another in the other. */
function collisions(pairs: readonly Bridge[]): string[] {
  const there = new Map(pairs.map(({ bps, kemendagri }) => [digits(kemendagri), bps]));
  return pairs.flatMap(({ bps }) => (there.has(bps) && there.get(bps) !== bps ? [bps] : []));
}

/** Pairs of a historical code and the one code in force with its name; none where no or several codes have it. */
function successors(
  past: readonly Region[],
  current: readonly Region[],
  allowed: (from: Region, to: Region) => boolean,
): [string, string][] {
  return past.flatMap((from): [string, string][] => {
    const found = current.filter((to) => folded(to.name) === folded(from.name) && allowed(from, to));
    return found.length === 1 ? [[from.code, found[0]!.code]] : [];
  });
}

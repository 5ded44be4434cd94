/**
 * Writes the region specs from the reference files of SOURCES.md (`../shared/data`): code lists of regencies and
 * districts, their hierarchies, and the crosswalks. Run `node scripts/region-specs.ts` when a new edition of the
 * reference files is at hand; what is committed is the truth, and a test compares the two where both are there.
 *
 * Codes and Indonesian names are facts of the two agencies; English names and successors of historical codes are
 * this project's own. No column of the reference files besides code, name, level and edition is read.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crosswalkSpecs } from './region-crosswalks.ts';
import { regionHierarchies } from './region-hierarchies.ts';

const ROOT = join(import.meta.dirname, '..');
const DATA = join(ROOT, '../shared/data');

export const REGION_SOURCES = {
  current: join(DATA, 'kemendagri_prov_kab_kec.csv'),
  historical: join(DATA, 'kemendagri_historical_only_codes.csv'),
  bridging: join(DATA, 'bps_kemendagri_crosswalk_prov_kab.csv'),
};
export const haveRegionSources = (): boolean =>
  Object.values(REGION_SOURCES).every((path) => existsSync(path));

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly seenIn: readonly string[];
}
export interface Bridge {
  readonly bps: string;
  readonly bpsName: string;
  readonly kemendagri: string;
}
export interface Regions {
  readonly regencies: readonly Region[];
  readonly districts: readonly Region[];
  readonly pastRegencies: readonly Region[];
  readonly pastDistricts: readonly Region[];
  readonly provinceBridge: readonly Bridge[];
  readonly regencyBridge: readonly Bridge[];
}

const KEMENDAGRI_EDITION = '2025';
const BPS_EDITION = '2024';
const SOURCE_CURRENT =
  'Kepmendagri 300.2.2-2430/2025, as carried by github cahyadsn/wilayah (commit b7ad440a); English names are ours';
const SOURCE_BRIDGE =
  'BPS public bridging of region codes (sig.bps.go.id), as collected by github ghifar1/database-wilayah-indonesia (commit 43a55ab4); names as Kemendagri writes them; English names are ours';
const SOURCE_PAST =
  'Editions 2018, 2022 and 2023 of the Kemendagri codes, as carried by github cahyadsn/wilayah (commit b7ad440a); English names are ours';

function rows(path: string): string[][] {
  const lines = readFileSync(path, 'utf8').trim().split(/\r?\n/).slice(1);
  return lines.map((line) => line.split(',').map((cell) => cell.replaceAll(/\s+/g, ' ').trim()));
}

/** The reference files, read. */
export function readRegions(): Regions {
  const current = rows(REGION_SOURCES.current).map(([code, name, level]) => ({
    code: code!,
    name: name!,
    level,
    seenIn: [],
  }));
  const past = rows(REGION_SOURCES.historical).map(([code, name, level, editions]) => ({
    code: code!,
    name: fullKind(name!),
    level,
    seenIn: editions!.split('|'),
  }));
  const bridge = rows(REGION_SOURCES.bridging).map(([level, bps, bpsName, kemendagri]) => ({
    level,
    bps: bps!,
    bpsName: bpsName!,
    kemendagri: kemendagri!,
  }));
  const of = <Row extends { level: string | undefined }>(list: Row[], level: string) =>
    list.filter((row) => row.level === level);
  return {
    regencies: of(current, 'kabupaten_kota'),
    districts: of(current, 'kecamatan'),
    pastRegencies: of(past, 'kabupaten_kota'),
    pastDistricts: of(past, 'kecamatan'),
    provinceBridge: of(bridge, 'provinsi'),
    regencyBridge: of(bridge, 'kabupaten_kota'),
  };
}

/** `KAB. MERAUKE` as current lists write it: `Kabupaten Merauke`. Names of districts stay as they are. */
function fullKind(name: string): string {
  const [, kind, rest] = /^(KAB\.|KOTA) (.+)$/.exec(name) ?? [];
  if (rest === undefined) return name;
  const words = rest.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (start) => start.toUpperCase());
  return `${kind === 'KOTA' ? 'Kota' : 'Kabupaten'} ${words}`;
}

/** `Kabupaten Merauke` is Merauke Regency, `Kota Jayapura` is Jayapura City. */
function english(name: string): string {
  const [, kind, rest] = /^(Kabupaten Administrasi|Kabupaten|Kota Administrasi|Kota) (.+)$/.exec(name) ?? [];
  if (rest === undefined) return name;
  const type = kind!.startsWith('Kota') ? 'City' : 'Regency';
  return kind!.endsWith('Administrasi') ? `${rest} Administrative ${type}` : `${rest} ${type}`;
}

/** Every spec file by its path under `specs`. */
export function regionSpecs(regions: Regions): Map<string, unknown> {
  const { regencies, districts, pastRegencies, pastDistricts, regencyBridge } = regions;
  const nameOf = new Map(regencies.map(({ code, name }) => [code, name]));
  const list = (id: string, titles: [string, string], codes: unknown[], more: object) => [
    `codelists/${id}.json`,
    {
      $schema: '../schema/codelist.schema.json',
      id,
      title: { id: titles[0], en: titles[1] },
      kind: 'region',
      validTo: null,
      labelStanding: 'proposed',
      ...more,
      codes,
    },
  ];
  const kemendagri = {
    version: KEMENDAGRI_EDITION,
    validFrom: null,
    system: 'kemendagri',
    standing: 'official',
    source: SOURCE_CURRENT,
  };
  const past = {
    version: '2018-2023',
    validFrom: null,
    system: 'kemendagri',
    standing: 'official',
    source: SOURCE_PAST,
    note: 'Codes that are in force no longer, all of Papua before it was divided. A NIK keeps the code of its issue for life. The data tell in which editions a code was seen, not the day it ended.',
  };
  return new Map([
    list(
      'regency-kemendagri',
      ['Kabupaten dan kota menurut kode Kemendagri', 'Regencies and cities by Kemendagri code'],
      regencies.map(({ code, name }) => [code, name, english(name)]),
      { classification: 'region-regency', ...kemendagri },
    ),
    list(
      'regency-bps',
      ['Kabupaten dan kota menurut kode BPS', 'Regencies and cities by BPS code'],
      regencyBridge.map(({ bps, kemendagri: code }) => [bps, nameOf.get(code)!, english(nameOf.get(code)!)]),
      {
        classification: 'region-regency',
        version: BPS_EDITION,
        validFrom: null,
        system: 'bps',
        standing: 'published',
        source: SOURCE_BRIDGE,
        note: '169 of these codes mean another regency in regency-kemendagri once its dots are left out: a code without its system is refused.',
      },
    ),
    list(
      'district-kemendagri',
      ['Kecamatan menurut kode Kemendagri', 'Districts by Kemendagri code'],
      districts.map(({ code, name }) => [code, name]),
      { classification: 'region-district', ...kemendagri },
    ),
    list(
      'regency-kemendagri-historical',
      [
        'Kabupaten dan kota, kode Kemendagri yang tidak berlaku lagi',
        'Regencies and cities, Kemendagri codes no longer in force',
      ],
      pastRegencies.map(({ code, name, seenIn }) => ({
        code,
        label: { id: name, en: english(name) },
        seenIn,
      })),
      { classification: 'region-regency', ...past },
    ),
    list(
      'district-kemendagri-historical',
      [
        'Kecamatan, kode Kemendagri yang tidak berlaku lagi',
        'Districts, Kemendagri codes no longer in force',
      ],
      pastDistricts.map(({ code, name, seenIn }) => ({ code, label: { id: name, en: name }, seenIn })),
      { classification: 'region-district', ...past },
    ),
    ...regionHierarchies(),
    ...crosswalkSpecs(regions),
  ] as [string, unknown][]);
}

/** JSON with one line for each code, pair or link: what changed between editions is then one line of a diff. */
export function specText(spec: unknown): string {
  return `${print(spec, '')}\n`;
}

function print(value: unknown, indent: string): string {
  const flat = spaced(value);
  const nested = typeof value === 'object' && value !== null;
  if (!nested || (indent !== '' && indent.length + flat.length < 90)) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return `[\n${value.map((each) => inner + print(each, inner)).join(',\n')}\n${indent}]`;
  const members = Object.entries(value).map(([name, each]) => `${inner}"${name}": ${print(each, inner)}`);
  return `{\n${members.join(',\n')}\n${indent}}`;
}

function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, each]) => `"${name}": ${spaced(each)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

if (import.meta.main) {
  for (const [path, spec] of regionSpecs(readRegions())) {
    const file = join(ROOT, 'specs', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, specText(spec));
  }
}

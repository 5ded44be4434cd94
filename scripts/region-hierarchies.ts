/** The hierarchies of regions: province, regency, and under Kemendagri district, told by the digits of the codes. */
interface Level {
  readonly name: string;
  readonly codelist: string;
}

export function regionHierarchies(): [string, unknown][] {
  const hierarchy = (
    id: string,
    title: { id: string; en: string },
    version: string,
    source: string,
    standing: string,
    levels: Level[],
  ): [string, unknown] => [
    `hierarchies/${id}.json`,
    {
      $schema: '../schema/hierarchy.schema.json',
      id,
      title,
      version,
      validFrom: null,
      validTo: null,
      standing,
      source,
      nesting: 'prefix',
      levels,
      parents: {},
    },
  ];
  const upper = (system: string): Level[] => [
    { name: 'province', codelist: `province-${system}` },
    { name: 'regency', codelist: `regency-${system}` },
  ];
  return [
    hierarchy(
      'region-bps',
      {
        id: 'Indonesia menurut provinsi dan kabupaten/kota (kode BPS)',
        en: 'Indonesia by province and regency (BPS codes)',
      },
      '2024',
      'Digits of the codes: the first two of a regency are its province',
      'published',
      upper('bps'),
    ),
    hierarchy(
      'region-kemendagri',
      {
        id: 'Indonesia menurut provinsi dan kabupaten/kota (kode Kemendagri)',
        en: 'Indonesia by province and regency (Kemendagri codes)',
      },
      '2025',
      'Parts of the codes: the first of a regency is its province',
      'official',
      upper('kemendagri'),
    ),
    hierarchy(
      'region-kemendagri-district',
      {
        id: 'Indonesia menurut provinsi, kabupaten/kota dan kecamatan (kode Kemendagri)',
        en: 'Indonesia by province, regency and district (Kemendagri codes)',
      },
      '2025',
      'Parts of the codes: the first two of a district are its regency',
      'official',
      [...upper('kemendagri'), { name: 'district', codelist: 'district-kemendagri' }],
    ),
  ];
}

/**
 * The record types that come with Padan, and all that they refer to, districts included. Some 350 kB of spec files:
 * imported where records are checked (`padan encode`), by nothing that runs in the Worker.
 */
import districtKemendagri from '../../specs/codelists/district-kemendagri.json' with { type: 'json' };
import districtKemendagriHistorical from '../../specs/codelists/district-kemendagri-historical.json' with {
  type: 'json',
};
import districtHistory from '../../specs/crosswalks/district-kemendagri-history.json' with { type: 'json' };
import provinceBridge from '../../specs/crosswalks/province-bps-kemendagri.json' with { type: 'json' };
import regencyBridge from '../../specs/crosswalks/regency-bps-kemendagri.json' with { type: 'json' };
import regencyHistory from '../../specs/crosswalks/regency-kemendagri-history.json' with { type: 'json' };
import complaints from '../../specs/records/complaints.json' with { type: 'json' };
import placements from '../../specs/records/placements.json' with { type: 'json' };
import returns from '../../specs/records/returns.json' with { type: 'json' };
import { parseCodeList } from '../statistics/codelist.ts';
import { CODE_LIST_FILES, codeListLibrary } from '../statistics/codelist-library.ts';
import { parseCrosswalk } from '../statistics/crosswalk.ts';
import { parseRecordType, type RecordType } from './record.ts';
import type { RecordReferences } from './record-check.ts';

const RECORD_FILES = [placements, complaints, returns];

/** The record type of that id, where one comes with Padan. */
export function builtInRecordType(id: string): RecordType | undefined {
  const file = RECORD_FILES.find((each) => each.id === id);
  return file && parseRecordType(file);
}

/**
 * The code lists and crosswalks that record types refer to.
 * @param more unparsed lists besides, which come before those of the same id: a new list, or a new edition of one.
 * @throws {DomainError} `spec-invalid` for a list that is none.
 */
export function recordReferences(more: readonly unknown[] = []): RecordReferences {
  const files = [...CODE_LIST_FILES, districtKemendagri, districtKemendagriHistorical];
  const own = codeListLibrary(files);
  const crosswalks = [provinceBridge, regencyBridge, regencyHistory, districtHistory].map((file) =>
    parseCrosswalk(file, own.codeList),
  );
  const added = more.map(parseCodeList);
  const kept = files.filter((file) => !added.some(({ id }) => id === file.id));
  return { codeLists: codeListLibrary([...added, ...kept]), crosswalks };
}

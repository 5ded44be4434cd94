/**
 * The code lists that come with Padan, parsed when they are first asked for, but for the districts: those are 250 kB
 * that no table needs, so that they stay out of the Worker (src/agreement/record-library.ts adds them where records
 * are checked).
 */
import activityStatus from '../../specs/codelists/activity-status.json' with { type: 'json' };
import complaintCategory from '../../specs/codelists/complaint-category.json' with { type: 'json' };
import complaintMedia from '../../specs/codelists/complaint-media.json' with { type: 'json' };
import complaintState from '../../specs/codelists/complaint-state.json' with { type: 'json' };
import country from '../../specs/codelists/country.json' with { type: 'json' };
import currency from '../../specs/codelists/currency.json' with { type: 'json' };
import education6 from '../../specs/codelists/education-6.json' with { type: 'json' };
import education8 from '../../specs/codelists/education-8.json' with { type: 'json' };
import educationKp2mi from '../../specs/codelists/education-kp2mi.json' with { type: 'json' };
import employmentStatus from '../../specs/codelists/employment-status.json' with { type: 'json' };
import houseOwnershipBdt2015 from '../../specs/codelists/house-ownership-bdt-2015.json' with { type: 'json' };
import houseOwnershipSusenas2013 from '../../specs/codelists/house-ownership-susenas-2013.json' with {
  type: 'json',
};
import iscedFBroad from '../../specs/codelists/isced-f-broad.json' with { type: 'json' };
import iscedFNarrow from '../../specs/codelists/isced-f-narrow.json' with { type: 'json' };
import kbli202017 from '../../specs/codelists/kbli-2020-17.json' with { type: 'json' };
import kbli2020Section from '../../specs/codelists/kbli-2020-section.json' with { type: 'json' };
import kbli2025Section from '../../specs/codelists/kbli-2025-section.json' with { type: 'json' };
import maritalStatus from '../../specs/codelists/marital-status.json' with { type: 'json' };
import maritalStatusKp2mi from '../../specs/codelists/marital-status-kp2mi.json' with { type: 'json' };
import placementScheme from '../../specs/codelists/placement-scheme.json' with { type: 'json' };
import provinceBps from '../../specs/codelists/province-bps.json' with { type: 'json' };
import provinceKemendagri from '../../specs/codelists/province-kemendagri.json' with { type: 'json' };
import regencyBps from '../../specs/codelists/regency-bps.json' with { type: 'json' };
import regencyKemendagri from '../../specs/codelists/regency-kemendagri.json' with { type: 'json' };
import regencyKemendagriHistorical from '../../specs/codelists/regency-kemendagri-historical.json' with {
  type: 'json',
};
import returnType from '../../specs/codelists/return-type.json' with { type: 'json' };
import sex from '../../specs/codelists/sex.json' with { type: 'json' };
import urbanRural from '../../specs/codelists/urban-rural.json' with { type: 'json' };
import { type CodeList, parseCodeList } from './codelist.ts';
import { lazyFinder } from './finder.ts';
import { SURVEY_CODE_LISTS } from './survey-specs.ts';

export interface CodeListLibrary {
  /** @throws {DomainError} `codelist-unknown`. */
  codeList(id: string): CodeList;
  /** Id and version of every list, unparsed. */
  all(): readonly CodeListFile[];
  /** All versions and groupings of a classification. */
  classification(name: string): CodeList[];
}

interface CodeListFile {
  readonly id: string;
  readonly version: string;
  readonly classification: string;
}

/** A library of unparsed lists. */
export function codeListLibrary(files: readonly CodeListFile[]): CodeListLibrary {
  const codeList = lazyFinder(files, parseCodeList, 'codelist-unknown');
  return {
    codeList,
    all: () => files,
    classification: (name) =>
      files.filter((file) => file.classification === name).map((file) => codeList(file.id)),
  };
}

export const CODE_LIST_FILES: readonly CodeListFile[] = [
  activityStatus,
  complaintCategory,
  complaintMedia,
  complaintState,
  country,
  currency,
  education6,
  education8,
  educationKp2mi,
  employmentStatus,
  houseOwnershipBdt2015,
  houseOwnershipSusenas2013,
  iscedFBroad,
  iscedFNarrow,
  kbli202017,
  kbli2020Section,
  kbli2025Section,
  maritalStatusKp2mi,
  maritalStatus,
  placementScheme,
  provinceBps,
  provinceKemendagri,
  regencyBps,
  regencyKemendagriHistorical,
  regencyKemendagri,
  returnType,
  sex,
  urbanRural,
  ...SURVEY_CODE_LISTS,
];

let builtIn: CodeListLibrary | undefined;

export function builtInCodeLists(): CodeListLibrary {
  builtIn ??= codeListLibrary(CODE_LIST_FILES);
  return builtIn;
}

/** The hierarchies that come with Padan, unparsed, but for that of districts, which no table needs. */
import activityStatus from '../../specs/hierarchies/activity-status.json' with { type: 'json' };
import ageGroup5 from '../../specs/hierarchies/age-group-5.json' with { type: 'json' };
import ageLabour from '../../specs/hierarchies/age-labour.json' with { type: 'json' };
import departureReason from '../../specs/hierarchies/departure-reason.json' with { type: 'json' };
import education from '../../specs/hierarchies/education.json' with { type: 'json' };
import employmentStatus from '../../specs/hierarchies/employment-status.json' with { type: 'json' };
import internationalMigration from '../../specs/hierarchies/international-migration.json' with {
  type: 'json',
};
import iscedF from '../../specs/hierarchies/isced-f.json' with { type: 'json' };
import iscedFBroad from '../../specs/hierarchies/isced-f-broad.json' with { type: 'json' };
import kbli2020 from '../../specs/hierarchies/kbli-2020.json' with { type: 'json' };
import kbli202017 from '../../specs/hierarchies/kbli-2020-17.json' with { type: 'json' };
import kbli2025 from '../../specs/hierarchies/kbli-2025.json' with { type: 'json' };
import maritalStatus from '../../specs/hierarchies/marital-status.json' with { type: 'json' };
import presence from '../../specs/hierarchies/presence.json' with { type: 'json' };
import regionBps from '../../specs/hierarchies/region-bps.json' with { type: 'json' };
import regionBpsProvince from '../../specs/hierarchies/region-bps-province.json' with { type: 'json' };
import regionBpsProvince2023 from '../../specs/hierarchies/region-bps-province-2023.json' with {
  type: 'json',
};
import regionKemendagri from '../../specs/hierarchies/region-kemendagri.json' with { type: 'json' };
import sex from '../../specs/hierarchies/sex.json' with { type: 'json' };
import villageIncome from '../../specs/hierarchies/village-income.json' with { type: 'json' };
import villageType from '../../specs/hierarchies/village-type.json' with { type: 'json' };
import workAbroad from '../../specs/hierarchies/work-abroad.json' with { type: 'json' };
import yesNo from '../../specs/hierarchies/yes-no.json' with { type: 'json' };

export const HIERARCHY_FILES: readonly { readonly id: string }[] = [
  activityStatus,
  ageGroup5,
  ageLabour,
  departureReason,
  education,
  employmentStatus,
  internationalMigration,
  iscedF,
  iscedFBroad,
  kbli2020,
  kbli202017,
  kbli2025,
  maritalStatus,
  presence,
  regionBps,
  regionBpsProvince,
  regionBpsProvince2023,
  regionKemendagri,
  sex,
  villageIncome,
  villageType,
  workAbroad,
  yesNo,
];

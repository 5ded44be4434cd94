/**
 * The dictionaries that come with Padan, of surveys, censuses and projections, and the code lists that only they use.
 * Every dictionary of a survey or census describes synthetic data (docs/reference/fixtures.md).
 */
import ageGroup5 from '../../specs/codelists/age-group-5.json' with { type: 'json' };
import ageLabour from '../../specs/codelists/age-labour.json' with { type: 'json' };
import ageLabour5 from '../../specs/codelists/age-labour-5.json' with { type: 'json' };
import departureReason from '../../specs/codelists/departure-reason.json' with { type: 'json' };
import internationalMigration from '../../specs/codelists/international-migration.json' with { type: 'json' };
import outsideLabourForce from '../../specs/codelists/outside-labour-force.json' with { type: 'json' };
import presence from '../../specs/codelists/presence.json' with { type: 'json' };
import provinceBps2023 from '../../specs/codelists/province-bps-2023.json' with { type: 'json' };
import villageIncome from '../../specs/codelists/village-income.json' with { type: 'json' };
import villageType from '../../specs/codelists/village-type.json' with { type: 'json' };
import workAbroad from '../../specs/codelists/work-abroad.json' with { type: 'json' };
import workAbroad2 from '../../specs/codelists/work-abroad-2.json' with { type: 'json' };
import yesNo from '../../specs/codelists/yes-no.json' with { type: 'json' };
import longForm2020 from '../../specs/datasets/long-form-2020.json' with { type: 'json' };
import longForm2020FormerMembers from '../../specs/datasets/long-form-2020-former-members.json' with {
  type: 'json',
};
import podes2024 from '../../specs/datasets/podes-2024.json' with { type: 'json' };
import populationProjection2025 from '../../specs/datasets/population-projection-2025.json' with {
  type: 'json',
};
import registeredPopulation2024 from '../../specs/datasets/registered-population-2024.json' with {
  type: 'json',
};
import sakernas201808 from '../../specs/datasets/sakernas-2018-08.json' with { type: 'json' };
import sakernas201908 from '../../specs/datasets/sakernas-2019-08.json' with { type: 'json' };
import sakernas202008 from '../../specs/datasets/sakernas-2020-08.json' with { type: 'json' };
import sakernas202108 from '../../specs/datasets/sakernas-2021-08.json' with { type: 'json' };
import sakernas202208 from '../../specs/datasets/sakernas-2022-08.json' with { type: 'json' };
import sakernas202308 from '../../specs/datasets/sakernas-2023-08.json' with { type: 'json' };
import sakernas202402 from '../../specs/datasets/sakernas-2024-02.json' with { type: 'json' };
import sakernas202408 from '../../specs/datasets/sakernas-2024-08.json' with { type: 'json' };
import sakernas202502 from '../../specs/datasets/sakernas-2025-02.json' with { type: 'json' };
import sakernas202511 from '../../specs/datasets/sakernas-2025-11.json' with { type: 'json' };

export const SURVEY_CODE_LISTS = [
  ageGroup5,
  ageLabour,
  ageLabour5,
  departureReason,
  internationalMigration,
  outsideLabourForce,
  presence,
  provinceBps2023,
  villageIncome,
  villageType,
  workAbroad,
  workAbroad2,
  yesNo,
];

export const DICTIONARIES: readonly { readonly id: string }[] = [
  longForm2020,
  longForm2020FormerMembers,
  podes2024,
  populationProjection2025,
  registeredPopulation2024,
  sakernas201808,
  sakernas201908,
  sakernas202008,
  sakernas202108,
  sakernas202208,
  sakernas202308,
  sakernas202402,
  sakernas202408,
  sakernas202502,
  sakernas202511,
];

/** The linkage schemas that come with Padan for people's records, by id. */
import complaints from '../../../../specs/linkage/complaints.json' with { type: 'json' };
import complaintsRegister from '../../../../specs/linkage/complaints-register.json' with { type: 'json' };
import placements from '../../../../specs/linkage/placements.json' with { type: 'json' };
import placementsRegister from '../../../../specs/linkage/placements-register.json' with { type: 'json' };
import returns from '../../../../specs/linkage/returns.json' with { type: 'json' };
import returnsRegister from '../../../../specs/linkage/returns-register.json' with { type: 'json' };
import { type LinkageSchema, parseLinkageSchema } from '../../../pprl/linkage-schema.ts';

const FILES = [placements, placementsRegister, complaints, complaintsRegister, returns, returnsRegister];

export function linkageSchemas(): readonly LinkageSchema[] {
  return FILES.map((file) => parseLinkageSchema(file, 'linkage schema'));
}

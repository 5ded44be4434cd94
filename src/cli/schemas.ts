/** Linkage schemas that come with Padan. */
import complaints from '../../specs/linkage/complaints.json' with { type: 'json' };
import complaintsRegister from '../../specs/linkage/complaints-register.json' with { type: 'json' };
import febrl4 from '../../specs/linkage/febrl4.json' with { type: 'json' };
import placements from '../../specs/linkage/placements.json' with { type: 'json' };
import placementsRegister from '../../specs/linkage/placements-register.json' with { type: 'json' };
import returns from '../../specs/linkage/returns.json' with { type: 'json' };
import returnsRegister from '../../specs/linkage/returns-register.json' with { type: 'json' };
import { type LinkageSchema, parseLinkageSchema } from '../pprl/linkage-schema.ts';

/** Parsed anew at each call. Edge: a requester's schema and the register's have one hash; the requester's comes first. */
export function builtInLinkageSchemas(): LinkageSchema[] {
  const documents = [
    placements,
    complaints,
    returns,
    febrl4,
    placementsRegister,
    complaintsRegister,
    returnsRegister,
  ];
  return documents.map((document) => parseLinkageSchema(document, 'built-in schema'));
}

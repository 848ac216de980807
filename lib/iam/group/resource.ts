import { defineResource } from '../../core/module/resource';
import { findNamed, listingCheck } from '../search';

/** AWS: groups have no tags. */
export const Group = defineResource({
  service: 'iam',
  noun: 'Group',
  model: 'Group',
  search: {
    kind: 'Group',
    listing: listingCheck('iam:ListGroups', 'group/'),
    find: findNamed('group', (db, query) => db.group.findMany(query)),
  },
  quota: 'GroupsPerAccount',
  summary: { count: 'Groups', quota: 'GroupsQuota' },
});

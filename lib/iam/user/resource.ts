import { defineResource } from '../../core/module/resource';
import { entityCheck } from '../entity';
import { findNamed, listingCheck } from '../search';
import { ExistingUserName } from '../shapes';
import { findUser, requireUser } from './rows';

export const User = defineResource({
  service: 'iam',
  noun: 'User',
  model: 'User',
  naming: {
    member: 'UserName',
    shape: ExistingUserName,
    find: findUser,
    check: (action, scope, row, name, { context }) => entityCheck(action, scope, 'User', row, name, context),
  },
  tags: requireUser,
  search: {
    kind: 'User',
    listing: listingCheck('iam:ListUsers', 'user/'),
    find: findNamed('user', (db, query) => db.user.findMany(query)),
  },
  quota: 'UsersPerAccount',
  summary: { count: 'Users', quota: 'UsersQuota' },
});

import { defineResource } from '../../core/module/resource';
import { InstanceProfileName } from '../shapes';
import { findInstanceProfile, profileCheck, requireInstanceProfile } from './rows';

export const InstanceProfile = defineResource({
  service: 'iam',
  noun: 'InstanceProfile',
  model: 'InstanceProfile',
  naming: {
    member: 'InstanceProfileName',
    shape: InstanceProfileName,
    find: findInstanceProfile,
    check: (action, scope, profile, name, { context }) => profileCheck(action, scope, profile, name, context),
  },
  tags: requireInstanceProfile,
  quota: 'InstanceProfilesPerAccount',
  summary: { count: 'InstanceProfiles', quota: 'InstanceProfilesQuota' },
});

import { defineResource } from '../../core/resource';
import { PolicyArn } from '../shapes';
import { requireOwnPolicy } from './own-policy';
import { findPolicy, policyCheck, requirePolicy } from './rows';

/** AWS's own policies have no row here, and no tags. */
export const Policy = defineResource({
  service: 'iam',
  noun: 'Policy',
  model: 'Policy',
  naming: {
    member: 'PolicyArn',
    shape: PolicyArn,
    find: findPolicy,
    check: (action, scope, policy, arn, more) => policyCheck(action, scope, arn, policy, more),
  },
  tags: (policy, arn, change) => {
    const { id, owner } = change ? requireOwnPolicy(change.scope, change.action, policy, arn) : requirePolicy(policy, arn);
    return { id, accountId: owner };
  },
});

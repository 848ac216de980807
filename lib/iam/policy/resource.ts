import { listManagedPolicies } from '@gatehouse/catalog/managed-policies';
import { defineResource } from '../../core/module/resource';
import { listingCheck, nameOf, readNamed } from '../search';
import { PolicyArn } from '../shapes';
import { requireOwnPolicy } from './own-policy';
import { findPolicy, policyCheck, requirePolicy } from './rows';

/** AWS managed policies have no row here and no tags. */
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
  search: {
    kind: 'Policy',
    listing: listingCheck('iam:ListPolicies', 'policy/'),
    find: async ({ db, accountId }, needle, most) => {
      const own = await readNamed((query) => db.policy.findMany(query), { accountId }, needle, most);
      const wanted = nameOf(needle);
      const aws = listManagedPolicies().filter(({ name }) => name.toLowerCase().includes(wanted));
      // Hundreds of policies contain a word such as "admin". A name that begins with the text is the most likely match.
      const begins = ({ name }: { name: string }) => Number(name.toLowerCase().startsWith(wanted));
      aws.sort((a, b) => begins(b) - begins(a) || a.name.length - b.name.length);
      return [...own, ...aws].slice(0, most).map(({ name, arn }) => ({ Name: name, Id: arn, Detail: arn }));
    },
  },
  quota: 'PoliciesPerAccount',
  summary: { count: 'Policies', quota: 'PoliciesQuota' },
});

import { findInOrganization, organizationsResource } from '../organizations-resource';
import { findPolicy, policyQuestion } from './rows';

export const Policy = organizationsResource({
  noun: 'Policy',
  model: 'OrganizationPolicy',
  search: {
    kind: 'Organization policy',
    listing: () => ({ action: 'organizations:ListPolicies', resource: '*' }),
    find: findInOrganization((db, next) =>
      db.organizationPolicy.findMany({ ...next, select: { id: true, name: true, type: true } }),
    ),
  },
  tagged: {
    ids: /^p-/,
    find: async (scope, id) => {
      const policy = await findPolicy(scope, id);
      return { exists: policy !== null, awsManaged: policy?.awsManaged, question: await policyQuestion(scope, policy) };
    },
  },
});

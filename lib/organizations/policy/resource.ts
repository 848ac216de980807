import { OF_GUARDRAILS } from '../../core/authorization/guardrails';
import { findInOrganization, organizationsResource } from '../organizations-resource';
import { findPolicy, policyQuestion } from './rows';

export const Policy = organizationsResource({
  noun: 'Policy',
  model: 'OrganizationPolicy',
  search: {
    kind: 'Organization policy',
    listing: () => ({ action: 'organizations:ListPolicies', resource: '*' }),
    find: findInOrganization((db, next) =>
      // The console has pages of the types that decide access only.
      db.organizationPolicy.findMany({
        ...next,
        where: { ...next.where, ...OF_GUARDRAILS },
        select: { id: true, name: true, type: true },
      }),
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

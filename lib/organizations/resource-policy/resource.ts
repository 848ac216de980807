import { readTags } from '../../core/tags';
import { organizationsResource } from '../organizations-resource';
import { findResourcePolicy, resourcePolicyArn } from './rows';

export const ResourcePolicy = organizationsResource({
  noun: 'ResourcePolicy',
  model: 'OrganizationResourcePolicy',
  tagged: {
    ids: /^rp-/,
    find: async (scope, id) => {
      const exists = (await findResourcePolicy(scope))?.id === id;
      const resourceTags = exists ? await readTags(scope.db, id) : [];
      return { exists, question: { resource: resourcePolicyArn(scope, id), resourceTags } };
    },
  },
});

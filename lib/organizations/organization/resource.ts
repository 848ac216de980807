import { organizationsResource } from '../organizations-resource';
import { nodeTagged } from '../tree';

/** An organization and its root, which has no row of its own. */
export const Organization = organizationsResource({
  noun: 'Organization',
  model: 'Organization',
  owner: { column: 'id', of: 'organization' },
  tagged: nodeTagged(/^r-/),
});

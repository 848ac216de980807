import type { EntityFacts } from '../facts';

/** The role by which AWS lets the management account into accounts it created. */
const ORGANIZATION_ROLE = 'OrganizationAccountAccessRole';
/** The tag that marks entities kept for emergencies. */
export const BREAK_GLASS_TAG = 'break-glass';

/** Returns whether a user or role is kept for emergencies and therefore expected to be unused. */
export function isForEmergencies({ type, name, tags }: EntityFacts): boolean {
  return (type === 'Role' && name === ORGANIZATION_ROLE) || tags.has(BREAK_GLASS_TAG);
}

import type { EntityFacts } from './facts';

/** AWS: how the management account gets into an account that it made. */
const ORGANIZATION_ROLE = 'OrganizationAccountAccessRole';
/** The tag of what is kept for an emergency. */
export const BREAK_GLASS_TAG = 'break-glass';

/** Whether a user or role is kept for an emergency, so that it is meant to lie unused. */
export function isForEmergencies({ type, name, tags }: EntityFacts): boolean {
  return (type === 'Role' && name === ORGANIZATION_ROLE) || tags.has(BREAK_GLASS_TAG);
}

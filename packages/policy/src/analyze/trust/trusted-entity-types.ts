import type { TrustedEntity } from './trusted-entities';

/** What kind of entity it is, in words. */
export const TRUSTED_ENTITY_TYPE = {
  service: 'AWS service',
  account: 'AWS account',
  user: 'User',
  role: 'Role',
  session: 'Session',
  provider: 'Identity provider',
  everyone: 'Everyone',
  deleted: 'Deleted identity',
  other: 'Other',
} as const satisfies Record<TrustedEntity['kind'], string>;

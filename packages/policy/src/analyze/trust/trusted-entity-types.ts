import type { TrustedEntity } from './trusted-entities';

/** The names of the kinds of entities. */
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

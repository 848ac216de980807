import type { PortalAccount, PortalPermissionSet } from '@/lib/access-portal/accounts';

/** A permission set in an account. */
export type Choice = { account: PortalAccount; set: PortalPermissionSet };

/** Identifies a choice. */
export function keyOf({ account, set }: Choice): string {
  return `${account.id}/${set.id}`;
}

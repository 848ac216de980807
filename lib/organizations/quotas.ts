import { quotas } from '../core/quotas';

/** AWS limits closures within 30 days to 20 % of the members, at least 250 and at most 1,000. */
export function closuresPer30Days(members: number): number {
  return Math.min(1000, Math.max(250, Math.floor(members * 0.2)));
}

/** AWS limits invitations within 24 hours to the account quota, at least 20. */
export function invitationsPerDay(): number {
  return Math.max(20, quotas().AccountsPerOrganization);
}

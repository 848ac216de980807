import { COMMERCIAL_REGIONS } from '@gatehouse/catalog/regions';
import { z } from 'zod';
import { AccountName } from '../account/schema';
import type { Database } from '../db/client';
import { StartSSO } from '../identity-center/instance/console-operations';
import { CreateAccount, DescribeCreateAccountStatus } from '../organizations/account/operations';
import { CreateOrganization } from '../organizations/organization/operations';
import { type Origin, runAsRoot } from './run-as-root';

/** The most member accounts of one request. */
const MOST_MEMBERS = 50;

/** The organization that a test suite asks for. */
export const OrganizationWishes = z.strictObject({
  /** The names of the member accounts. */
  accounts: z.array(AccountName).max(MOST_MEMBERS).default([]),
  /** The Region in which IAM Identity Center is enabled. Absent: it is not. */
  identityCenterRegion: z.enum(COMMERCIAL_REGIONS.map(({ code }) => code)).optional(),
});

export type IsolatedOrganization = {
  id: string;
  accounts: readonly { name: string; accountId: string }[];
  identityCenter?: { instanceArn: string; identityStoreId: string; region: string };
};

/**
 * Creates an organization that an account manages, with member accounts and IAM Identity Center. The calls are those of the account's root
 * user.
 * @throws AwsError the errors of Organizations
 */
export async function createIsolatedOrganization(
  database: Database,
  managementAccountId: string,
  origin: Origin,
  { accounts: names, identityCenterRegion: region }: z.output<typeof OrganizationWishes>,
): Promise<IsolatedOrganization> {
  const { Organization } = await runAsRoot(database, managementAccountId, origin, CreateOrganization, {});
  const accounts: { name: string; accountId: string }[] = [];
  for (const [at, name] of names.entries()) {
    // The domain accepts no mail (RFC 2606).
    const asked = { AccountName: name, Email: `member-${at}-${managementAccountId}@example.com` };
    const { CreateAccountStatus } = await runAsRoot(database, managementAccountId, origin, CreateAccount, asked);
    const status = { CreateAccountRequestId: CreateAccountStatus.Id };
    const made = await runAsRoot(database, managementAccountId, origin, DescribeCreateAccountStatus, status);
    accounts.push({ name, accountId: made.CreateAccountStatus.AccountId ?? '' });
  }
  if (region === undefined) return { id: Organization.Id, accounts };
  const instance = await runAsRoot(database, managementAccountId, origin, StartSSO, {}, region);
  const identityCenter = { instanceArn: instance.InstanceArn, identityStoreId: instance.IdentityStoreId, region };
  return { id: Organization.Id, accounts, identityCenter };
}

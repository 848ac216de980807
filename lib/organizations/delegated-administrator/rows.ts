import { hasTrustedAccess } from '../../account/service-administration';
import { organizationsArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { readTagsOf, type TagPair } from '../../core/tags';
import type { Transaction } from '../../db/client';
import { accountPlacesOf } from '../account/rows';
import { mostAdministrators } from '../integrated-services';

/** Returns the accounts that are delegated administrators of a service. */
export async function delegatesOf(db: Transaction, organizationId: string, servicePrincipal: string): Promise<string[]> {
  const rows = await db.delegatedAdministrator.findMany({
    where: { organizationId, servicePrincipal },
    select: { accountId: true },
    orderBy: { accountId: 'asc' },
  });
  return rows.map(({ accountId }) => accountId);
}

/**
 * Returns the members that can be registered as delegated administrators of a service, by id. Their ARNs and tags are those of the checks of
 * RegisterDelegatedAdministrator.
 */
export async function possibleDelegates(
  { db, partition }: { db: Transaction; partition: Partition },
  { id: organizationId, managementAccountId }: { id: string; managementAccountId: string },
  servicePrincipal: string,
): Promise<ReadonlyMap<string, { arn: string; tags: readonly TagPair[] }>> {
  const there = await delegatesOf(db, organizationId, servicePrincipal);
  if (there.length >= mostAdministrators(servicePrincipal) || !(await hasTrustedAccess(db, organizationId, servicePrincipal)))
    return new Map();
  const accounts = await accountPlacesOf(db, organizationId);
  const members = accounts.flatMap(({ id }) => (id === managementAccountId || there.includes(id) ? [] : id));
  const tags = await readTagsOf(db, members);
  const arnOf = (id: string) => organizationsArn(partition, managementAccountId, 'account', organizationId, id);
  return new Map(members.map((id) => [id, { arn: arnOf(id), tags: tags.get(id) ?? [] }]));
}

import { parseArn } from '@gatehouse/policy/arn';
import { type AccountFacts, findAccountFacts, isUsable } from '../core/account-facts';
import { isPartition } from '../core/arns';
import type { Partition } from '../core/call';
import { validationError } from '../core/errors';
import type { Scope } from '../core/operation';
import { readTags, type TagPair } from '../core/tags';
import { findRoleByArn, type RoleRow } from '../iam/role/rows';

/** The role that a call names. `role` is null if it does not exist or can't be assumed. */
export type RoleTarget = {
  arn: string;
  accountId: string;
  role: RoleRow | null;
  account: AccountFacts | null;
  tags: readonly TagPair[];
};

/**
 * Returns the parts of a role's ARN.
 * @throws AwsError ValidationError for other text
 */
export function parseRoleArn(arn: string): { partition: Partition; accountId: string; name: string } {
  const parsed = parseArn(arn);
  const name = parsed && /^role\/(?:.+\/)?([^/]+)$/.exec(parsed.resource)?.[1];
  if (!parsed || !name || parsed.service !== 'iam' || !isPartition(parsed.partition) || !/^\d{12}$/.test(parsed.accountId)) {
    throw validationError(`${arn} is invalid`);
  }
  return { partition: parsed.partition, accountId: parsed.accountId, name };
}

/**
 * Returns the role of an ARN in any account.
 * @throws AwsError ValidationError for other text, or an ARN of another partition
 */
export async function findRoleTarget(scope: Pick<Scope, 'db' | 'partition'>, arn: string): Promise<RoleTarget> {
  const { partition, accountId } = parseRoleArn(arn);
  if (partition !== scope.partition) throw validationError(`${arn} is invalid`);
  const found = await findRoleByArn(scope.db, arn);
  const account = found && (await findAccountFacts(scope.db, accountId));
  if (!found || !account || !isUsable(account)) return { arn, accountId, role: null, account: null, tags: [] };
  return { arn, accountId, role: found, account, tags: await readTags(scope.db, found.id) };
}

// The trust policy of a role that does not exist. As in AWS, the answer is the same as for a role that does not trust the caller,
// so that nobody can find out another account's roles.
const TRUSTS_NOBODY =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}]}';

export function trustPolicyOf({ arn, role }: RoleTarget): { roleArn: string; document: string } {
  return { roleArn: arn, document: role?.assumeRolePolicyDocument ?? TRUSTS_NOBODY };
}

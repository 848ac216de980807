import { callerMay } from '../../core/authorization/authorize';
import { validationError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { toStoredPolicy } from '../policies';
import { resourceCheck } from '../questions';
import { Table, type TableResource } from './resource';
import type { NamedTable } from './rows';

/** @throws AwsError ValidationException */
export function toStoredTablePolicy(scope: Scope, arn: string, text: string): Promise<string> {
  if (!Table.policy) throw new Error('tables have policies');
  return toStoredPolicy(scope, Table.policy, arn, text);
}

/**
 * Requires that the caller of a new policy may also replace it, unless the caller opts out.
 * @param policy as it would be stored
 * @throws AwsError ValidationException
 */
export async function requireKeeper(scope: Scope, table: NamedTable, policy: string): Promise<void> {
  const check = resourceCheck('dynamodb:PutResourcePolicy', scope, Table, table);
  const may = await callerMay(scope);
  if (await may({ ...check, resourcePolicy: { resourceArn: table.arn, document: policy } })) return;
  throw validationError(
    'The policy would keep you from changing it: ConfirmRemoveSelfResourceAccess must be true for that.',
    'ConfirmRemoveSelfResourceAccess',
  );
}

/** Returns the first revision of a table's policy. Revisions are growing numbers, as in AWS, that start at the current time. */
export function firstRevision({ now }: Pick<Scope, 'now'>): number {
  return now.getTime();
}

export function nextRevision({ now }: Pick<Scope, 'now'>, { settings }: TableResource): number {
  return Math.max(now.getTime(), settings.policyRevision + 1);
}

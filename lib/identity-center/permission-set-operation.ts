import type { z } from 'zod';
import { accessDenied } from '../core/authorization/position-denied';
import type { AccessLevel } from '../core/operation';
import { readTags } from '../core/tags';
import type { Transaction } from '../db/client';
import type { InstanceRow } from './instance/rows';
import { type InstanceScope, instanceOperation, lastPartOf, type Question } from './operation';
import type { PermissionSetRow } from './permission-set/rows';
import { findPermissionSet, requirePermissionSet } from './permission-set/rows';

/** Returns the check of a permission set, whether or not it exists. */
export async function permissionSetQuestion(scope: InstanceScope | null, arn: string): Promise<Question> {
  return { resource: arn, resourceTags: scope ? await readTags(scope.db, lastPartOf(arn)) : [] };
}

/**
 * Returns the permission sets that are provisioned in the management account, by id. AWS keeps them for the management account. Source: IAM
 * Identity Center User Guide, "Delegated administration".
 * @param within the only permission set to look at; default: all
 */
export async function keptForManagement(
  db: Transaction,
  { id: instanceId, accountId }: InstanceRow,
  within?: { permissionSetId: string },
): Promise<ReadonlySet<string>> {
  const where = { instanceId, accountId, ...within };
  const rows = await db.provisionedPermissionSet.findMany({ where, select: { permissionSetId: true } });
  return new Set(rows.map(({ permissionSetId }) => permissionSetId));
}

/**
 * Refuses the delegated administrator a permission set that AWS keeps for the management account.
 * @throws AwsError AccessDenied
 */
export async function requireOwnPermissionSet(
  scope: InstanceScope,
  action: string,
  row: PermissionSetRow,
  arn: string,
): Promise<void> {
  const { db, instance, accountId } = scope;
  if (accountId === instance.accountId) return;
  if ((await keptForManagement(db, instance, { permissionSetId: row.id })).size > 0) throw accessDenied(scope, action, arn);
}

type Named = { InstanceArn: string; PermissionSetArn: string };

type Definition<S extends z.ZodType, Output> = {
  name: string;
  access: AccessLevel;
  input: S;
  /** Returns the checks beside those of the instance and the permission set. */
  checks?: (
    input: z.output<S>,
    scope: InstanceScope | null,
    row: PermissionSetRow | null,
  ) => readonly Question[] | Promise<readonly Question[]>;
  run: (input: z.output<S>, scope: InstanceScope, row: PermissionSetRow) => Promise<Output>;
};

/** Defines an operation about one permission set, which needs permission for its instance as well. */
export function permissionSetOperation<S extends z.ZodType<Named>, Output>({
  name,
  access,
  input,
  checks,
  run,
}: Definition<S, Output>) {
  return instanceOperation({
    name,
    access,
    callers: 'administrator',
    input,
    target: ({ PermissionSetArn }, scope) => findPermissionSet(scope, PermissionSetArn),
    checks: async (given, scope, row) => [
      await permissionSetQuestion(scope, given.PermissionSetArn),
      ...((await checks?.(given, scope, row ?? null)) ?? []),
    ],
    run: async (given, scope, row) => {
      const { PermissionSetArn } = given;
      const found = requirePermissionSet(row, PermissionSetArn);
      if (access !== 'Read' && access !== 'List') await requireOwnPermissionSet(scope, `sso:${name}`, found, PermissionSetArn);
      return run(given, scope, found);
    },
  });
}

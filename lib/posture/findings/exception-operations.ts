import { accountCheck as checkOfAccount } from '../../account/settings-operations';
import { rootUserArn } from '../../core/arns';
import { loadGuardrails } from '../../core/authorization/guardrails';
import { AwsError, validationError } from '../../core/errors';
import { newIamId } from '../../core/ids';
import { defineOperation, type Scope } from '../../core/operation';
import type { Database } from '../../db/client';
import { findCheck } from '../catalogue';
import type { Severity } from '../check';
import { judge } from '../judge';
import { judgeOrganization } from '../judge-organization';
import { DeleteFindingExceptionInput, ListFindingExceptionsInput, PutFindingExceptionInput } from '../schema';
import { readChecks } from '../view';
import { creatorOf, type ExceptionRow, readExceptions, targetsOfAccount } from './exceptions';
import { MOST_CRITICAL_DAYS } from './limits';

const DAY_MS = 86_400_000;

/** An exception as readers see it. */
export type ExceptionAnswer = {
  ExceptionId: string;
  CheckId: string;
  CheckTitle: string;
  FindingId?: string;
  TargetId: string;
  Reason: string;
  CreatedAt: Date;
  /** The creator's ARN, or only its account id if that is another account. */
  CreatedBy: string;
  ExpiresAt: Date;
};

export function exceptionAnswer(row: ExceptionRow, readerId: string): ExceptionAnswer {
  return {
    ExceptionId: row.id,
    CheckId: row.checkId,
    CheckTitle: findCheck(row.checkId)?.title ?? row.checkId,
    FindingId: row.findingId ?? undefined,
    TargetId: row.targetId,
    Reason: row.reason,
    CreatedAt: row.createdAt,
    CreatedBy: creatorOf(row, readerId),
    ExpiresAt: row.expiresAt,
  };
}

const MOST_EXCEPTIONS = 200;

/**
 * Lists the exceptions in force that the caller's account made, and those the management account made for it or for an OU above
 * it. Exceptions that end first come first.
 */
export const ListFindingExceptions = defineOperation({
  service: 'gatehouse',
  name: 'ListFindingExceptions',
  access: 'List',
  input: ListFindingExceptionsInput,
  checks: () => readChecks({ Reach: 'account' }),
  run: async (_input, { db, account, accountId, now }) => {
    const tree = account.organization ? await loadGuardrails(db, account.organization) : null;
    const own = await db.postureException.findMany({
      where: { accountId, withdrawnAt: null, expiresAt: { gt: now } },
      orderBy: { expiresAt: 'asc' },
      take: MOST_EXCEPTIONS,
    });
    const targets = targetsOfAccount(accountId, account.parentId, tree);
    const manager = account.organization?.managementAccountId;
    const above = await readExceptions(db, new Map(targets.map((target) => [target, manager])), now);
    const others = above.filter((row) => row.accountId !== accountId);
    return {
      Exceptions: [...own, ...others].map((row) => ({
        ...exceptionAnswer(row, accountId),
        Own: row.accountId === accountId,
        Critical: findCheck(row.checkId)?.severity === 'critical',
        UnitName: tree?.units.get(row.targetId)?.name,
      })),
    };
  },
});

type Excepting = { severity: Severity; checkId: string; targetId: string };

/**
 * Accepts the risk of one finding, or of a check in an account or OU, for a limited time and a stated reason. It replaces the
 * account's earlier exception for the same target. Critical findings stay excepted for 30 days at most.
 */
export const PutFindingException = defineOperation({
  service: 'gatehouse',
  name: 'PutFindingException',
  access: 'Write',
  input: PutFindingExceptionInput,
  checks: (_input, scope) => [checkOfAccount('gatehouse:PutFindingException', scope)],
  prepare: (input, scope, _target, database): Promise<Excepting> => exceptedBy(input, scope, database),
  run: async (input, scope, _target, { severity, checkId, targetId }) => {
    if (severity === 'critical' && input.Days > MOST_CRITICAL_DAYS)
      throw validationError(`An exception of a critical finding lasts at most ${MOST_CRITICAL_DAYS} days.`, 'Days');
    const about = { accountId: scope.accountId, findingId: input.FindingId ?? null, checkId, targetId };
    await scope.db.postureException.updateMany({ where: { ...about, withdrawnAt: null }, data: { withdrawnAt: scope.now } });
    const row = await scope.db.postureException.create({
      data: {
        id: `exception-${newIamId('ACCA').slice(4).toLowerCase()}`,
        ...about,
        reason: input.Reason,
        createdAt: scope.now,
        createdBy: 'arn' in scope.caller.principal ? scope.caller.principal.arn : rootUserArn(scope.partition, scope.accountId),
        expiresAt: new Date(scope.now.getTime() + input.Days * DAY_MS),
      },
    });
    return { Exception: exceptionAnswer(row, scope.accountId) };
  },
});

type ExceptionInput = { FindingId?: string | undefined; CheckId?: string | undefined; TargetId?: string | undefined };

/**
 * Returns what an exception would cover.
 * @throws AwsError for targets that don't exist or that the caller may not see
 */
async function exceptedBy(
  { FindingId, CheckId, TargetId }: ExceptionInput,
  scope: Scope,
  { reader }: Database,
): Promise<Excepting> {
  const targetId = TargetId ?? scope.accountId;
  await requireTarget({ ...scope, db: reader }, targetId);
  if (FindingId === undefined) {
    const check = CheckId === undefined ? undefined : findCheck(CheckId);
    if (!check) throw validationError('Provide a finding, or an existing check.', 'CheckId');
    // A check can report findings above its own severity. Their limit applies when the exception is read.
    return { severity: check.severity, checkId: check.id, targetId };
  }
  const { organization } = scope.account;
  const manages = organization?.managementAccountId === scope.accountId;
  const judged = [
    ...(await judge(reader, [targetId], scope.now)).values(),
    ...(manages && targetId === scope.accountId ? [await judgeOrganization(reader, organization.id, scope.now)] : []),
  ];
  const found = judged.flatMap((one) => one?.verdicts ?? []).flatMap((verdict) => verdict.found);
  const finding = found.find(({ id }) => id === FindingId);
  if (!finding) throw new AwsError('NoSuchEntityException', `There is no open finding with id ${FindingId}.`);
  return { severity: finding.severity, checkId: finding.checkId, targetId };
}

/**
 * Refuses a target outside the caller's account and the organization it manages.
 * @throws AwsError AccessDenied
 */
async function requireTarget({ db, account, accountId }: Scope, targetId: string): Promise<void> {
  if (targetId === accountId) return;
  const { organization } = account;
  const refused = new AwsError('AccessDenied', 'Only the management account can add exceptions for other accounts and for OUs.');
  if (organization?.managementAccountId !== accountId) throw refused;
  const tree = await loadGuardrails(db, organization);
  if (targetId === tree.rootId || tree.units.has(targetId)) return;
  const member = await db.account.findUnique({ where: { id: targetId }, select: { organizationId: true } });
  if (member?.organizationId !== organization.id) throw refused;
}

/** Deletes an exception of the caller's account. The findings it covered count again. */
export const DeleteFindingException = defineOperation({
  service: 'gatehouse',
  name: 'DeleteFindingException',
  access: 'Write',
  input: DeleteFindingExceptionInput,
  checks: (_input, scope) => [checkOfAccount('gatehouse:DeleteFindingException', scope)],
  run: async ({ ExceptionId }, { db, accountId, now }) => {
    const { count } = await db.postureException.updateMany({
      where: { id: ExceptionId, accountId, withdrawnAt: null },
      data: { withdrawnAt: now },
    });
    if (count === 0) throw new AwsError('NoSuchEntityException', `There is no exception with id ${ExceptionId}.`);
    return {};
  },
});

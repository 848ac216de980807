import { putIntoOutbox } from '../../account/outbox';
import { findAccountFacts, isUsable } from '../../core/account-facts';
import type { Call } from '../../core/call';
import { AwsError } from '../../core/errors';
import { runOperation } from '../../core/run/run';
import { findTimes } from '../../core/time/clock';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import {
  AttachGroupPolicy,
  AttachRolePolicy,
  AttachUserPolicy,
  DetachGroupPolicy,
  DetachRolePolicy,
  DetachUserPolicy,
} from '../../iam/attachment/operations';
import { ENTITIES } from '../../iam/entity';
import { AttachPolicy, DetachPolicy } from '../../organizations/attachment/operations';
import { StartInstances, StopInstances } from '../../resources/ec2/instance-operations';
import { Instance, isStopping } from '../../resources/ec2/resource';
import { findResource } from '../../resources/rows';
import { actionText, messagesTo } from './alert-text';
import type { Applied, Attached } from './documents';
import { callAsRole, findExecutionRole, readRoleArn, trustsBudgets } from './execution-role';
import { judgeAnew } from './judged';
import { type ActionStatus, type BudgetAction, saveAction, toAction } from './rows';
import type { ActionDocument } from './schema';

const AT_ONCE = 100;
/** The errors of removing something that no longer exists. */
const GONE: ReadonlySet<string> = new Set([
  'IncorrectInstanceState',
  'InvalidInstanceID.NotFound',
  'NoSuchEntityException',
  'PolicyNotAttachedException',
  'PolicyNotFoundException',
  'TargetNotFoundException',
]);

/** The outcome of actions in progress. */
const ENDS: Readonly<Record<string, { applies: boolean; success: ActionStatus; failure: ActionStatus }>> = {
  EXECUTION_IN_PROGRESS: { applies: true, success: 'EXECUTION_SUCCESS', failure: 'EXECUTION_FAILURE' },
  REVERSE_IN_PROGRESS: { applies: false, success: 'REVERSE_SUCCESS', failure: 'REVERSE_FAILURE' },
  RESET_IN_PROGRESS: { applies: false, success: 'STANDBY', failure: 'RESET_FAILURE' },
};

/**
 * Runs budget actions in progress: attaches or detaches policies, and stops or starts instances. Each call is made as the
 * action's role, so that policies apply and the history records it. Interrupted actions run again.
 * @returns whether one waits for instances to stop and must run again in some seconds
 */
export async function carryOutActions(database: Database, realTime: Date): Promise<boolean> {
  const rows = await database.reader.budgetAction.findMany({
    where: { status: { in: Object.keys(ENDS) } },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
    include: { budget: { select: { name: true } } },
  });
  const times = await findTimes(
    database.reader,
    rows.map(({ accountId }) => accountId),
    realTime,
  );
  let waits = false;
  for (const { budget, ...row } of rows) {
    const action = toAction(row);
    const now = times.get(row.accountId) ?? realTime;
    if (await isToWait(database.reader, action, now)) waits = true;
    else await carryOut(database, action, budget.name, now);
  }
  return waits;
}

/** An instance that is not stopped yet can't be started. */
async function isToWait(db: Transaction, action: BudgetAction, now: Date): Promise<boolean> {
  if (ENDS[action.status]?.applies !== false) return false;
  for (const step of action.applied) {
    const instance = step.to === 'Instance' ? await findInstance(db, action, step) : null;
    if (instance && isStopping(instance, now)) return true;
  }
  return false;
}

async function carryOut(database: Database, action: BudgetAction, budgetName: string, now: Date): Promise<void> {
  const end = ENDS[action.status];
  if (!end) return;
  const { call, refused } = await actAs(database.reader, action, budgetName, now);
  let { applied } = action;
  const failures: string[] = refused === null ? [] : [refused];
  if (call && end.applies) {
    // Stored before anything is done, so that an interrupted action can be undone.
    const added = await notApplied(database.reader, action, stepsOf(action.document));
    applied = [...applied, ...added.filter((step) => !applied.some((each) => sameStep(each, step)))];
    await transaction(database, (tx) =>
      tx.budgetAction.updateMany({ where: { id: action.id, status: action.status }, data: { applied: JSON.stringify(applied) } }),
    );
    for (const step of stepsOf(action.document)) failures.push(...(await attempt(database, call, step, true)));
  }
  if (call && !end.applies) {
    const left: Applied[] = [];
    for (const step of applied) {
      const failed = await attempt(database, call, step, false);
      if (failed.length > 0) left.push(step);
      failures.push(...failed);
    }
    applied = left;
  }
  const status = failures.length === 0 ? end.success : end.failure;
  await finish(database, action, { status, applied, failures, budgetName, now });
}

type Finish = { status: ActionStatus; applied: Applied[]; failures: readonly string[]; budgetName: string; now: Date };

async function finish(database: Database, action: BudgetAction, { status, applied, failures, budgetName, now }: Finish) {
  await transaction(
    database,
    async (tx) => {
      const row = await tx.budgetAction.findUnique({ where: { id: action.id } });
      if (!row || row.status !== action.status) return;
      const reset = status === 'STANDBY';
      const after: BudgetAction = { ...toAction(row), status, applied, period: reset ? null : row.period };
      const done = row.document.includes('SsmActionDefinition') ? STOPPED : ATTACHED;
      const { [status]: success = '' } = done;
      const message = failures.length === 0 ? success : failures.join(' ');
      await saveAction(tx, after, { at: now.toISOString(), eventType: 'SYSTEM', message });
      const budget = { accountId: action.accountId, name: budgetName };
      const text = actionText(budget, after, message);
      if (!reset) await putIntoOutbox(tx, messagesTo(after.document.Subscribers, budget, text), now);
      // A reset action may be due at once.
      else {
        const account = await findAccountFacts(tx, action.accountId);
        if (account) await judgeAnew({ db: tx, account, accountId: account.id });
      }
    },
    { accounts: { [action.accountId]: 'alone' } },
  );
}

const STOPPED: Readonly<Partial<Record<ActionStatus, string>>> = {
  EXECUTION_SUCCESS: 'The instances were stopped.',
  REVERSE_SUCCESS: 'The instances were started again.',
  STANDBY: 'A new period began. The instances were started again, and the action stands by.',
};

const ATTACHED: Readonly<Partial<Record<ActionStatus, string>>> = {
  EXECUTION_SUCCESS: 'The policy was attached to all targets.',
  REVERSE_SUCCESS: 'The policy was detached from all targets.',
  STANDBY: 'A new period began. The policy was detached, and the action stands by.',
};

/** Returns the call as the action's role, or the reason it is impossible. */
async function actAs(
  db: Transaction,
  { accountId, id, document: { ExecutionRoleArn: arn } }: BudgetAction,
  budgetName: string,
  now: Date,
): Promise<{ call: Call; refused: null } | { call: null; refused: string }> {
  const account = await findAccountFacts(db, accountId);
  if (!account || !isUsable(account)) return { call: null, refused: `Account ${accountId} is not active.` };
  const role = await findExecutionRole(db, accountId, arn);
  if (!role) return { call: null, refused: `The role ${arn} does not exist.` };
  if (!(await trustsBudgets(db, account, role, { arn, budgetName, now })))
    return { call: null, refused: `The trust policy of ${arn} does not allow budgets.amazonaws.com to assume the role.` };
  return { call: callAsRole(arn, role, id, now), refused: null };
}

/** Returns the steps of an action. */
function stepsOf({ Definition }: ActionDocument): Applied[] {
  const { IamActionDefinition: iam, ScpActionDefinition: scp, SsmActionDefinition: ssm } = Definition;
  if (ssm) return ssm.InstanceIds.map((name) => ({ to: 'Instance', name, region: ssm.Region }));
  const of = (to: Attached['to'], names: readonly string[] = [], policy: string) => names.map((name) => ({ to, name, policy }));
  if (scp) return of('Target', scp.TargetIds, scp.PolicyId);
  if (!iam) return [];
  return [
    ...of('User', iam.Users, iam.PolicyArn),
    ...of('Group', iam.Groups, iam.PolicyArn),
    ...of('Role', iam.Roles, iam.PolicyArn),
  ];
}

type InstanceStep = Extract<Applied, { to: 'Instance' }>;

function sameStep(a: Applied, b: Applied): boolean {
  if (a.to === 'Instance' || b.to === 'Instance') return a.to === b.to && a.name === b.name;
  return a.to === b.to && a.name === b.name && a.policy === b.policy;
}

/**
 * Returns the steps that are not done yet. Policies that others attached and instances that others stopped stay when the action
 * is undone.
 */
async function notApplied(db: Transaction, action: BudgetAction, steps: readonly Applied[]): Promise<Applied[]> {
  const open: Applied[] = [];
  for (const step of steps) {
    const isDone =
      step.to === 'Instance'
        ? (await findInstance(db, action, step))?.settings.state !== 'running'
        : await isAttached(db, action.accountId, step);
    if (!isDone) open.push(step);
  }
  return open;
}

function findInstance(db: Transaction, { accountId, document }: BudgetAction, { name, region }: InstanceStep) {
  const { partition } = readRoleArn(document.ExecutionRoleArn);
  return findResource(db, Instance, Instance.arn({ partition, accountId, region }, name));
}

async function isAttached(db: Transaction, accountId: string, { to, name, policy }: Attached): Promise<boolean> {
  if (to === 'Target') {
    const where = { targetId_policyId: { targetId: name, policyId: policy } };
    return (await db.organizationPolicyAttachment.findUnique({ where })) !== null;
  }
  const entity = await ENTITIES[to].find({ db, accountId }, name);
  if (!entity) return false;
  const attached = await db.policyAttachment.findMany({ where: { entityId: entity.id }, select: { policyArn: true } });
  // Stored ARNs have another partition.
  return attached.some(({ policyArn }) => policyArn.split(':').slice(2).join(':') === policy.split(':').slice(2).join(':'));
}

/** @returns the message of a failure, if any */
async function attempt(database: Database, call: Call, step: Applied, applies: boolean): Promise<string[]> {
  try {
    await (step.to === 'Instance' ? callForInstance(database, call, step, applies) : callFor(database, call, step, applies));
    return [];
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (applies ? error.shape === 'DuplicatePolicyAttachmentException' : GONE.has(error.shape)) return [];
    return [`${step.name}: ${error.message}`];
  }
}

/** Stops or starts an instance. In AWS, Budgets uses Systems Manager, which calls EC2 as the role. */
function callForInstance(
  database: Database,
  call: Call,
  { name, region }: { name: string; region: string },
  stops: boolean,
): Promise<unknown> {
  const through = ['ssm.amazonaws.com'];
  const context = {
    'aws:ViaAWSService': 'true',
    'aws:CalledVia': through,
    'aws:CalledViaFirst': through,
    'aws:CalledViaLast': through,
  };
  return runOperation(stops ? StopInstances : StartInstances, { InstanceIds: [name] }, { ...call, region, context }, database);
}

function callFor(database: Database, call: Call, { to, name, policy }: Attached, attaches: boolean): Promise<unknown> {
  switch (to) {
    case 'Target':
      return runOperation(attaches ? AttachPolicy : DetachPolicy, { PolicyId: policy, TargetId: name }, call, database);
    case 'User':
      return runOperation(attaches ? AttachUserPolicy : DetachUserPolicy, { UserName: name, PolicyArn: policy }, call, database);
    case 'Group':
      return runOperation(
        attaches ? AttachGroupPolicy : DetachGroupPolicy,
        { GroupName: name, PolicyArn: policy },
        call,
        database,
      );
    case 'Role':
      return runOperation(attaches ? AttachRolePolicy : DetachRolePolicy, { RoleName: name, PolicyArn: policy }, call, database);
  }
}

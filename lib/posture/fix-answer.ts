import { createHash } from 'node:crypto';
import { type AccessModel, diffPrincipalsSteps } from '@gatehouse/policy/analyze';
import type { PolicyKind } from '@gatehouse/policy/parse';
import type { GuardrailChange } from '../access/guardrail-preview/schema';
import { accessModelOf } from '../access/model/access-model';
import { actionIndex } from '../access/model/action-index';
import { type ComparedEffect, compareModels, mayCompare } from '../access/policy-preview/operations';
import { callerMay, type May } from '../core/authorization/authorize';
import { documentOf } from '../core/authorization/prepared-policies';
import type { Scope } from '../core/operation';
import { takeInTurns } from '../core/work/bulk';
import { policyActionsOf } from '../resources/resources';
import type { FixOfFailing } from './check';
import type { ExaminedAccount } from './facts';
import { historyOf } from './facts/history';
import { findAccountsToExamine, readFacts } from './facts/read-facts';
import { hasEffect, isWider, isWiderText } from './fix/wider-text';
import { actionOf, type FixCall, type FixChange, type FixStep, policyAction } from './fix-steps';
import { accountAfter, trialAt } from './fix-trial';
import type { Place } from './places';

// Every page that offers to fix something of an account asks this file: the posture, the analyzers and unused access.

/** One call of a fix. `May` says whether the caller is allowed to make it. */
type FixStepAnswer = {
  Says: string;
  /** The action as policies name it, such as `iam:DetachUserPolicy`. */
  Action: string;
  Input: Readonly<Record<string, unknown>>;
  May: boolean;
  /** Descriptions of the calls that undo it; absent if it can't be undone. */
  Undo?: string[];
};

/** A changed policy whose effect the page shows as the policy's own editor does. */
type FixedPolicy =
  | { Kind: 'trust'; RoleName: string; Document: string }
  | { Kind: 'resource'; Resource: string; Document?: string };

export type FixAnswer = {
  FindingId: string;
  Title: string;
  /** A description of the fix. */
  Text: string;
  Place: Place;
  /** Explains why no calls fix the finding and what does. Absent if `Steps` is set. */
  ByHand?: string;
  Steps: FixStepAnswer[];
  /** A warning to read before applying the fix. */
  Note?: string;
  /** The access that the fix gives. Without it, the comparison finds nobody who has more access afterwards. */
  Gives?: string;
  /** Identifies this fix. The apply request sends it to prove which fix was shown. */
  Fingerprint: string;
  /**
   * The access that changes, by principal. Null if no principal's own policies change, or if the caller may not know. The page asks for
   * the effect of `Policies` apart.
   */
  Effect: ComparedEffect | null;
  Policies: FixedPolicy[];
  /** The change of SCPs or RCPs, whose effect the page shows as their own pages do. */
  Guardrail?: GuardrailChange;
  /** The calls that a recipe makes. */
  Calls: readonly FixStep[];
};

/** Something of an account that a fix ends. */
export type Problem = { id: string; title: string; fix: FixOfFailing };

/** Looks for a problem in an account, or in the copy on which its fix is tried. Returns null if it is not there. */
export type FindProblem = (account: ExaminedAccount) => Promise<Problem | null>;

/** A change with its trial. `account` is the account before it; null if principals are not compared. */
export type TriedChange = { change: FixChange | null; account: ExaminedAccount | null; because?: string };

/**
 * Returns the calls that end a problem of the caller's account; null if the account has no such problem. They are made on a copy
 * of the account first, and the copy is judged again. They are offered only if the problem is gone there and the comparison finds
 * no principal with more access.
 */
export async function answerFix(scope: Scope, find: FindProblem, many: boolean): Promise<FixAnswer | null> {
  const account = await readAccount(scope);
  const problem = account && (await find(account));
  if (!problem) return null;
  return toAnswer(scope, problem, await triedChange(scope.now, account, problem, find), many);
}

/** Returns a fix as it is shown, with which of its calls the caller may make. */
export async function toAnswer(scope: Scope, problem: Problem, tried: TriedChange, many: boolean): Promise<FixAnswer> {
  const may = await callerMay(scope);
  const unread = tried.change && (await unreadable(tried.change.steps, may));
  const { change, account } = unread ? { change: null, account: null } : tried;
  const steps = change?.steps ?? [];
  const Steps: FixStepAnswer[] = [];
  for (const { call, undo } of steps) {
    const action = actionOf(call);
    Steps.push({
      Says: call.says,
      Action: action,
      Input: call.input,
      May: await may({ action, resource: call.on }),
      ...(undo && { Undo: undo.map(({ says }) => says) }),
    });
  }
  const { text, place, byHand } = problem.fix;
  return {
    FindingId: problem.id,
    Title: problem.title,
    Text: text,
    Place: place,
    ...(change ? {} : { ByHand: unread ? mayNotRead(unread) : (byHand ?? tried.because ?? NO_CALLS) }),
    Steps,
    ...(change?.note !== undefined && { Note: change.note }),
    ...(change?.gives !== undefined && { Gives: change.gives }),
    Fingerprint: createHash('sha256').update(JSON.stringify(steps)).digest('hex').slice(0, 32),
    Effect: account && change ? await effectOf(scope, account, change, many) : null,
    Policies: steps.flatMap(({ call }) => policyOf(call)),
    ...guardrailOf(steps.map(({ call }) => call)),
    Calls: steps,
  };
}

/** Returns an action the caller lacks to read a text or tag that the steps quote; null if it may read them all. */
async function unreadable(steps: readonly FixStep[], may: May): Promise<string | null> {
  for (const { service, name, input, on } of steps.flatMap(({ call, undo }) => [call, ...(undo ?? [])])) {
    const needed: string[] = [];
    if (service === 'resource') needed.push(policyActionsOf(on).read ?? policyAction(on));
    if ('PolicyDocument' in input || 'AssumeRolePolicyDocument' in input) needed.push('iam:GetAccountAuthorizationDetails');
    if (name === 'PutResourcePolicy') needed.push('organizations:DescribeResourcePolicy');
    // GetAccountAuthorizationDetails does not return the tags of policies.
    if (service === 'iam' && name === 'CreatePolicy' && Array.isArray(input.Tags) && input.Tags.length > 0)
      needed.push('iam:ListPolicyTags');
    for (const action of needed) {
      const resource = action === 'iam:GetAccountAuthorizationDetails' ? '*' : on;
      if (!(await may({ action, resource }))) return action;
    }
  }
  return null;
}

/** Says which permission is missing to read what a fix changes. */
export function mayNotRead(action: string): string {
  return `You don’t have permission to read what this changes. Ask an administrator for ${action}.`;
}

const NO_CALLS = 'There are several ways to fix this. Only you know which one is right.';
const NOT_ENDED =
  'The change that Gatehouse tried on a copy of the account does not end this. Only you know what else is needed.';
const WIDENS = 'The change that Gatehouse tried on a copy of the account would give somebody more access. Make a narrower one.';

/** Returns the change that ends a problem, after it was made on a copy and judged again. */
async function triedChange(now: Date, account: ExaminedAccount, { fix }: Problem, find: FindProblem): Promise<TriedChange> {
  if (!('change' in fix)) return { change: null, account };
  const trial = trialAt(now);
  const change = given(await fix.change(trial));
  if (!change) return { change: null, account };
  const after = await trial(account, change.steps);
  if (await find(after)) return { change: null, account, because: NOT_ENDED };
  if (change.gives === undefined && (await widens(account, after, change.steps)))
    return { change: null, account, because: WIDENS };
  return { change, account };
}

/** Returns the change, or null if it has no steps. */
export function given(change: FixChange | null): FixChange | null {
  return change && change.steps.length > 0 ? change : null;
}

/** Returns whether anybody has more access in the copy, by the engine's comparison of principals and of changed policies. */
async function widens(account: ExaminedAccount, after: ExaminedAccount, steps: readonly FixStep[]): Promise<boolean> {
  for (const { kind, before: text, after: now } of changedDocuments(account, steps)) {
    // Without a policy, the resource allows nobody, and denies nobody either.
    if (now === null ? hasEffect(kind, text, 'Deny') : await isWiderText(kind, text, now)) return true;
  }
  const { before, is } = comparedModels(account, after);
  const { principals } = await takeInTurns(diffPrincipalsSteps(before, is, await actionIndex()));
  return principals.some(({ verdict }) => isWider(verdict));
}

type Changed = { kind: PolicyKind; before: string; after: string | null };

/** Returns the trust policies and resource policies that steps change. */
function changedDocuments({ roles, access, delegation }: ExaminedAccount, steps: readonly FixStep[]): Changed[] {
  return steps.flatMap(({ call: { service, name, input } }): Changed[] => {
    if (name === 'UpdateAssumeRolePolicy') {
      const before = roles.find((role) => role.name === input.RoleName)?.shownTrust;
      return before === undefined ? [] : [{ kind: 'trust', before, after: String(input.PolicyDocument) }];
    }
    if (service === 'resource') {
      const policy = access.resources?.find(({ arn }) => arn === input.arn)?.policy;
      return policy ? [{ kind: 'resource', before: documentOf(policy), after: input.document ?? null }] : [];
    }
    const isDelegation = name === 'PutResourcePolicy' && delegation !== null;
    return isDelegation ? [{ kind: 'resource', before: delegation.document, after: String(input.Content) }] : [];
  });
}

/** Returns both states with only the principals whose own policies differ. */
function comparedModels(account: ExaminedAccount, after: ExaminedAccount): { before: AccessModel; is: AccessModel } {
  const kept = new Set(after.access.principals);
  const same = new Set(account.access.principals.filter((principal) => kept.has(principal)));
  const differing = ({ access }: ExaminedAccount) => ({
    ...access,
    principals: access.principals.filter((each) => !same.has(each)),
  });
  return { before: accessModelOf([differing(account)]), is: accessModelOf([differing(after)]) };
}

async function readAccount({ db, accountId, now }: Scope): Promise<ExaminedAccount | null> {
  const accounts = await findAccountsToExamine(db, [accountId]);
  const history = await historyOf(db, now);
  const [account] = await readFacts(db, accounts, (id) => history.activityOf(id), now);
  return account ?? null;
}

async function effectOf(
  scope: Scope,
  account: ExaminedAccount,
  { steps }: FixChange,
  many: boolean,
): Promise<ComparedEffect | null> {
  const after = accountAfter(account, steps);
  const { before, is } = comparedModels(account, after);
  const nobody = [before, is].every(({ accounts }) => accounts.every(({ principals }) => principals.length === 0));
  if (nobody || !(await mayCompare(scope))) return null;
  return compareModels(scope, before, is, many);
}

function policyOf({ name, input }: FixCall): FixedPolicy[] {
  if (name === 'UpdateAssumeRolePolicy')
    return [{ Kind: 'trust', RoleName: String(input.RoleName), Document: String(input.PolicyDocument) }];
  if (name !== 'PutPolicy') return [];
  const Document = input.document ?? null;
  return [{ Kind: 'resource', Resource: String(input.arn), ...(Document !== null && { Document }) }];
}

/** Returns the change that the preview of guardrails knows, if the calls make one: at an existing root, OU or account. */
function guardrailOf(calls: readonly FixCall[]): Pick<FixAnswer, 'Guardrail'> {
  const created = calls.find(({ service, name }) => service === 'organizations' && name === 'CreatePolicy')?.input;
  for (const { name, input } of calls) {
    if (name === 'MoveAccount' && typeof input.DestinationParentId === 'string') {
      const accountIds = [String(input.AccountId)];
      return { Guardrail: { kind: 'move', accountIds, destinationId: input.DestinationParentId } };
    }
    if (name !== 'AttachPolicy') continue;
    const targetId = String(input.TargetId);
    if (!created) return { Guardrail: { kind: 'attach', policyId: String(input.PolicyId), targetId } };
    return { Guardrail: { kind: 'create', type: 'SERVICE_CONTROL_POLICY', targetId, content: String(created.Content) } };
  }
  return {};
}

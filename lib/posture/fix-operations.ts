import { createHash } from 'node:crypto';
import { accessModelOf } from '../access/access-model';
import { type ComparedEffect, compareModels, mayCompare } from '../access/policy-preview/operations';
import { callerMay, type May } from '../core/authorization/authorize';
import { AwsError } from '../core/errors';
import { defineOperation, type Scope } from '../core/operation';
import { policyActionsOf } from '../resources/resources';
import { findCheck } from './catalogue';
import type { Check, Failing } from './check';
import { Clock } from './clock';
import type { ExaminedAccount } from './facts';
import type { Finding } from './findings';
import { actionOf, type FixCall, type FixChange, type FixStep, policyAction } from './fix-steps';
import { accountAfter, trialAt } from './fix-trial';
import { historyOf } from './history';
import { identifiedBy } from './judge';
import { readFactsOfOrganization } from './judge-organization';
import { readParameters } from './parameter-rows';
import { findAccountsToExamine, readFacts } from './read-facts';
import { GetPostureFixInput } from './schema';
import { readChecks, viewOf } from './view';

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

export type PostureFixAnswer = {
  FindingId: string;
  Title: string;
  /** A description of the fix. */
  Text: string;
  Place: Finding['fix']['place'];
  /** Explains why no calls fix the finding and what does. Absent if `Steps` is set. */
  ByHand?: string;
  Steps: FixStepAnswer[];
  /** A warning to read before applying the fix. */
  Note?: string;
  /** Identifies this fix. The apply request sends it to prove which fix was shown. */
  Fingerprint: string;
  /** The access that changes, by principal. Null if no principal's access changes, or if the caller may not know. */
  Effect: ComparedEffect | null;
  Policies: FixedPolicy[];
  /** The calls that a recipe makes. */
  Calls: readonly FixStep[];
};

/**
 * Returns the calls that resolve a finding of the caller's account. They are tried on a copy of the account first. If policies
 * change, the copy is judged again, so an offered fix always resolves the finding, and the answer lists who loses which access.
 * @throws AwsError NotFound for findings that are not open or that the caller may not see
 */
export const GetPostureFix = defineOperation({
  service: 'gatehouse',
  name: 'GetPostureFix',
  access: 'Read',
  input: GetPostureFixInput,
  checks: readChecks,
  run: async ({ Reach, FindingId, Many = false }, scope): Promise<PostureFixAnswer> => {
    const { findings } = await viewOf(scope, Reach);
    const finding = findings.find(({ id, accountId }) => id === FindingId && accountId === scope.accountId);
    const check = finding && finding.status === 'ACTIVE' ? findCheck(finding.checkId) : undefined;
    if (!finding || !check) throw notOpen();
    const may = await callerMay(scope);
    const found = await changeOf(scope, check, finding);
    const unread = found.change && (await unreadable(found.change.steps, may));
    const { change, account } = unread ? { change: null, account: null } : found;
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
    const { text, place, byHand } = finding.fix;
    return {
      FindingId,
      Title: finding.title,
      Text: text,
      Place: place,
      ...(change ? {} : { ByHand: unread ? mayNotRead(unread) : (byHand ?? NO_CALLS) }),
      Steps,
      ...(change?.note !== undefined && { Note: change.note }),
      Fingerprint: createHash('sha256').update(JSON.stringify(steps)).digest('hex').slice(0, 32),
      Effect: account && change ? await effectOf(scope, account, change, Many) : null,
      Policies: steps.flatMap(({ call }) => policyOf(call)),
      Calls: steps,
    };
  },
});

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

function mayNotRead(action: string): string {
  return `You don’t have permission to read what this changes. Ask an administrator for ${action}.`;
}

function notOpen(): AwsError {
  return new AwsError('NotFoundException', 'No open finding has this id.');
}

const NO_CALLS = 'There are several ways to fix this. Only you know which one is right.';

/** Returns the change that resolves a finding, with the account it was tried on; null if no calls resolve it. */
async function changeOf(
  scope: Scope,
  check: Check,
  finding: Finding,
): Promise<{ change: FixChange | null; account: ExaminedAccount | null }> {
  const parameters = (await readParameters(scope.db, [scope.accountId]))(scope.accountId);
  const place = { accountId: finding.accountId, organizationId: finding.organizationId };
  const failingOf = (all: readonly Failing[]) => all.find((failing) => identifiedBy(check, place, failing).id === finding.id);
  const clock = new Clock(scope.now);
  if (check.scope === 'organization') {
    const { organizationId } = finding;
    const organization = organizationId === null ? null : await readFactsOfOrganization(scope.db, organizationId, scope.now);
    const failing = organization && failingOf(check.examine(organization, { parameters, clock })?.failing ?? []);
    const change = failing && 'change' in failing.fix ? await failing.fix.change(async (account) => account) : null;
    return { change: given(change), account: null };
  }
  const account = await readAccount(scope);
  const examine = (facts: ExaminedAccount) => failingOf(check.examine(facts, { parameters, clock })?.failing ?? []);
  const failing = examine(account);
  if (!failing) throw notOpen();
  if (!('change' in failing.fix)) return { change: null, account };
  const trial = trialAt(scope.now);
  const change = given(await failing.fix.change(trial));
  if (!change) return { change: null, account };
  const after = await trial(account, change.steps);
  // Changes outside of policies can't be tried on the copy.
  const ends = after === account || !examine(after);
  return { change: ends ? change : null, account };
}

const given = (change: FixChange | null) => (change && change.steps.length > 0 ? change : null);

async function readAccount({ db, accountId, now }: Scope): Promise<ExaminedAccount> {
  const accounts = await findAccountsToExamine(db, [accountId]);
  const history = await historyOf(db, now);
  const [account] = await readFacts(db, accounts, (id) => history.activityOf(id), now);
  if (!account) throw notOpen();
  return account;
}

async function effectOf(
  scope: Scope,
  account: ExaminedAccount,
  { steps }: FixChange,
  many: boolean,
): Promise<ComparedEffect | null> {
  const after = accountAfter(account, steps);
  if (after === account || !(await mayCompare(scope))) return null;
  return compareModels(scope, accessModelOf([account.access]), accessModelOf([after.access]), many);
}

function policyOf({ name, input }: FixCall): FixedPolicy[] {
  if (name === 'UpdateAssumeRolePolicy')
    return [{ Kind: 'trust', RoleName: String(input.RoleName), Document: String(input.PolicyDocument) }];
  if (name !== 'PutPolicy') return [];
  const Document = input.document as string | null;
  return [{ Kind: 'resource', Resource: String(input.arn), ...(Document !== null && { Document }) }];
}

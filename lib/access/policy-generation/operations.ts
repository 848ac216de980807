import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { type GeneratedPolicy, generatePolicySteps, type RecordedCall, type WideCause } from '@gatehouse/policy/analyze';
import { type AuthorizationRequest, authorize, type PolicySet, type PreparedPolicy } from '@gatehouse/policy/evaluate';
import { loadCallerPolicies } from '../../core/authorize';
import { giveWay, takeInTurns } from '../../core/bulk';
import { AwsError, noSuchEntity, validationError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { documentOf, prepare } from '../../core/prepared-policies';
import { actionIndex } from '../action-index';
import { askFor } from '../question';
import { hiddenPolicies } from '../readable-policies';
import { recordedCall } from '../recorded-call';
import { requireKnownSubject, type Subject, subjectChecks } from '../subject';
import { parseSubject } from '../subject-arn';
import { GeneratePolicyInput, MOST_DAYS } from './schema';
import { readUse, type Use, type UsedCall } from './used-calls';

const DAY_MS = 86_400_000;
/** AWS: characters of a managed policy, white space not counted. Source: IAM and AWS STS quotas. */
const MANAGED_POLICY_SIZE = 6_144;
/** So many different calls are decided again one by one; of more, the most frequent. */
const MOST_REPLAYED = 2_000;
const MOST_LISTED = 100;

/** What was done on a resource, how often and when, with ids of some of its events. */
export type ActivityCall = {
  Action: string;
  Resource: string;
  Count: number;
  FirstTime: Date;
  LastTime: Date;
  EventIds: readonly string[];
};

export type ActivityStatement = {
  Sid: string;
  /** The statement, as JSON. */
  Statement: string;
  Effect: 'Allow' | 'Deny';
  /** Of `Documents`, from 0. */
  Document: number;
  /** How its resources were found: merged, one by one, or in the words of today's statement. */
  Form: 'merged' | 'literal' | 'today';
  /** The calls that it is for: how many in all, the first and the last, and which, the most frequent first. Of a Deny none. */
  Calls: number;
  FirstTime?: Date;
  LastTime?: Date;
  Examples: ActivityCall[];
  /** The statements of today, counted from 0, that allowed the calls, or that a Deny is kept from. */
  From: { PolicyId: string; PolicyName: string; Statement: number }[];
  /** `checked`: shown to be no wider; `part`: it is a part of a statement of today, word by word. */
  Proof: 'checked' | 'part';
};

/** Why a call is not in the policy. */
export type LeftOutReason = 'denied' | 'resourcePolicy' | 'changed' | 'probe';

export type ActivityPolicy = {
  PrincipalArn: string;
  StartTime: Date;
  EndTime: Date;
  /** Events that were read; `Since`: there are more, and the oldest that was read is of this time. */
  Events: number;
  Since?: Date;
  /** Different calls (action, resource and circumstances) that were allowed, and calls that were denied, which count for nothing. */
  Calls: number;
  Denied: number;
  Documents: { Document: string; Size: number }[];
  SizeQuota: number;
  Statements: ActivityStatement[];
  LeftOut: (ActivityCall & { Reason: LeftOutReason })[];
  /** How many more are left out than are listed. */
  LeftOutMore: number;
  /** Entries that allow more than was used: `Actions` actions on whatever else the entry stands for. `Statement`: of `Statements`. */
  Tolerance: { Statement: number; Entry: string; Cause: WideCause; Actions: number; Seen: number }[];
  /**
   * Recorded calls decided again, today and under the new policy with everything else as it is: of `Replayed` that today's policies allow
   * `Allowed` are allowed; `Open` are not allowed today, as they needed what events do not hold. `NotReplayed`: different calls beyond the
   * most frequent ones, of which the same follows from how the policy is made.
   */
  Replayed: number;
  Allowed: number;
  Open: number;
  NotReplayed: number;
  /** Those that would be denied. */
  Failed: ActivityCall[];
  /** The identity policies of today, which the new policy is no wider than. */
  Today: { Id: string; Name: string; Arn?: string; Group?: string; Inline: boolean; Document: string }[];
};

/**
 * A policy that allows what a user or role did, and no more than their identity policies of today allow: with the calls behind each statement,
 * what was left out, and the recorded calls decided again under it. Asks for what a question about the principal and what a look into the
 * history ask for, and that the texts of today's policies may be read, as the new policy quotes them.
 */
export const GeneratePolicy = defineOperation({
  service: 'gatehouse',
  name: 'GeneratePolicy',
  access: 'Read',
  input: GeneratePolicyInput,
  checks: async ({ PrincipalArn }, scope) => [
    ...(await subjectChecks(PrincipalArn, scope)),
    { action: 'cloudtrail:LookupEvents', resource: '*' },
  ],
  run: async ({ PrincipalArn, Strict = false, Compact = false, ...times }, scope): Promise<ActivityPolicy> => {
    const window = windowOf(times, scope);
    const subject = await requireOwnPrincipal(PrincipalArn, scope);
    const { identity } = subject.policies.policies;
    await requireReadable(subject, scope);
    const index = await actionIndex();
    const use = await readUse(scope.db, subject, window);
    const replays = await replaysOf(use, subject, scope);
    const steps = generatePolicySteps(
      replays.map(({ call }) => call),
      identity,
      loadCatalog(),
      index,
      { strict: Strict, compact: Compact, quota: MANAGED_POLICY_SIZE },
    );
    const made = await takeInTurns(steps);
    return answerOf(made, { subject, window, use, replays });
  },
});

type Times = { StartTime?: string | undefined; EndTime?: string | undefined; Days: number };

function windowOf({ StartTime, EndTime, Days }: Times, { now }: Scope) {
  const to = EndTime === undefined ? now : new Date(EndTime);
  const from = StartTime === undefined ? new Date(to.getTime() - Days * DAY_MS) : new Date(StartTime);
  if (from > to) throw validationError('The start time is after the end time.', 'StartTime');
  if (to.getTime() - from.getTime() > MOST_DAYS * DAY_MS)
    throw validationError(`The time between start and end is more than ${MOST_DAYS} days.`, 'StartTime');
  return { from, to };
}

/** @throws AwsError NoSuchEntity for anybody who is no user or role of the account */
async function requireOwnPrincipal(arn: string, scope: Scope): Promise<Subject> {
  const named = parseSubject(arn);
  if (named?.accountId !== scope.accountId || (named.kind !== 'User' && named.kind !== 'Role'))
    throw noSuchEntity(`The user or role ${arn} cannot be found.`);
  return requireKnownSubject(arn, scope);
}

/** The actions of AWS's that a user or role of the account was allowed between two times; null for anybody else. */
export async function usedActions(arn: string, window: { from: Date; to: Date }, scope: Scope): Promise<string[] | null> {
  const subject = await requireOwnPrincipal(arn, scope).catch((error: unknown) => {
    if (error instanceof AwsError && error.shape === 'NoSuchEntityException') return null;
    throw error;
  });
  if (subject === null) return null;
  const { calls } = await readUse(scope.db, subject, window);
  return [...new Set(calls.map(({ action }) => action))].filter((action) => loadCatalog().action(action) !== undefined).sort();
}

async function requireReadable(subject: Subject, scope: Scope): Promise<void> {
  const { identity } = subject.policies.policies;
  const hidden = await hiddenPolicies(
    scope,
    identity.map(({ ref }) => ({ policy: ref, about: { subject } })),
  );
  if (hidden.size === 0) return;
  const names = identity.filter(({ ref }) => hidden.has(ref.id)).map(({ ref }) => ref.name);
  throw new AwsError(
    'AccessDenied',
    `A policy from activity quotes the policies that ${subject.name} has today, and you may not read: ${names.join(', ')}.`,
  );
}

type Replay = { used: UsedCall; call: RecordedCall; set?: PolicySet<PreparedPolicy> };

/** The calls as the engine takes them; `set`: everything that bears on one today, of those that are decided again. */
async function replaysOf({ calls }: Use, subject: Subject, scope: Scope): Promise<Replay[]> {
  const { account } = subject;
  const byFrequency = calls.toSorted((a, b) => b.count - a.count);
  const like = new Map<string, AuthorizationRequest>();
  const replays: Replay[] = [];
  // A session's own policies and tags are not recorded: all sessions have what the principal has.
  let policies: Subject['policies'] | undefined;
  for (const used of byFrequency) {
    await giveWay();
    const { action, resource, caller } = used;
    const event = { ...caller, time: used.last };
    const call = recordedCall(event, scope.partition) ?? recordedCall(event, scope.partition, subject.caller);
    if (!call) continue;
    policies ??= await loadCallerPolicies(scope.db, call.caller, account);
    const circumstances = `${caller.id} ${action}`;
    const known = like.get(circumstances);
    if (replays.length >= MOST_REPLAYED && known) {
      replays.push({ used, call: { ...used, request: { ...known, resource } } });
      continue;
    }
    const { request, set } = await askFor({ call, account, policies }, { Action: action, Resource: resource }, scope);
    like.set(circumstances, request);
    // What was recorded was asked of this resource, also of an action that the catalog has without any.
    replays.push({ used, call: { ...used, request: { ...request, resource } }, ...(replays.length < MOST_REPLAYED && { set }) });
  }
  return replays;
}

type Facts = { subject: Subject; window: { from: Date; to: Date }; use: Use; replays: readonly Replay[] };

async function answerOf(made: GeneratedPolicy, { subject, window, use, replays }: Facts): Promise<ActivityPolicy> {
  const { identity } = subject.policies.policies;
  const proof = await replayAll(made, replays);
  const reasonOf = ({ request, reason }: GeneratedPolicy['leftOut'][number]): LeftOutReason => {
    if (reason === 'denied') return 'denied';
    return proof.allowedNow.has(request) ? 'resourcePolicy' : 'changed';
  };
  const leftOut = [
    ...made.leftOut.map((call) => ({ ...toActivityCall(call), Reason: reasonOf(call) })),
    ...use.probes.map((probe) => ({ ...toActivityCall({ ...probe, request: probe }), Reason: 'probe' as const })),
  ];
  return {
    PrincipalArn: subject.arn,
    StartTime: window.from,
    EndTime: window.to,
    Events: use.events,
    Since: use.since,
    Calls: use.calls.length,
    Denied: use.denied,
    Documents: made.documents.map(({ text, size }) => ({ Document: text, Size: size })),
    SizeQuota: MANAGED_POLICY_SIZE,
    Statements: made.statements.map(toActivityStatement),
    LeftOut: leftOut.slice(0, MOST_LISTED),
    LeftOutMore: Math.max(0, leftOut.length - MOST_LISTED),
    Tolerance: made.tolerance.map(({ statement, entry, cause, actions, seen }) => ({
      Statement: statement,
      Entry: entry,
      Cause: cause,
      Actions: actions,
      Seen: seen,
    })),
    ...proof.counts,
    Failed: proof.failed.slice(0, MOST_LISTED).map(toActivityCall),
    Today: identity.map((policy) => ({
      Id: policy.ref.id,
      Name: policy.ref.name,
      Arn: policy.ref.arn,
      Group: policy.ref.origin.kind === 'group' ? policy.ref.origin.groupName : undefined,
      Inline: policy.ref.origin.kind === 'inline' || (policy.ref.origin.kind === 'group' && policy.ref.origin.inline),
      Document: documentOf(policy),
    })),
  };
}

/** Decides the recorded calls twice: today, and with the new policy in place of the identity policies. */
async function replayAll({ documents, leftOut }: GeneratedPolicy, replays: readonly Replay[]) {
  const identity = documents.map(({ text }, number) => {
    const name = `generated ${number + 1}`;
    return prepare({ id: name, type: 'identity', name, origin: { kind: 'direct' } }, text);
  });
  const left = new Set(leftOut.map(({ request }) => request));
  const allowedNow = new Set<AuthorizationRequest>();
  const failed: RecordedCall[] = [];
  const counts = { Replayed: 0, Allowed: 0, Open: 0, NotReplayed: 0 };
  for (const { call, set } of replays) {
    await giveWay();
    const { request } = call;
    if (!set) {
      counts.NotReplayed++;
      continue;
    }
    if (authorize(request, set).decision !== 'Allowed') {
      if (!left.has(request)) counts.Open++;
      continue;
    }
    allowedNow.add(request);
    counts.Replayed++;
    if (authorize(request, { ...set, identity }).decision === 'Allowed') counts.Allowed++;
    else failed.push(call);
  }
  return { allowedNow, failed, counts };
}

function toActivityCall(
  call: Omit<RecordedCall, 'request'> & { request: Pick<AuthorizationRequest, 'action' | 'resource'> },
): ActivityCall {
  const { request, count, first, last, events } = call;
  return { Action: request.action, Resource: request.resource, Count: count, FirstTime: first, LastTime: last, EventIds: events };
}

const MOST_EXAMPLES = 5;

function toActivityStatement({
  json,
  document,
  form,
  calls,
  from,
  proof,
}: GeneratedPolicy['statements'][number]): ActivityStatement {
  const byFrequency = calls.toSorted((a, b) => b.count - a.count);
  const times = calls.flatMap(({ first, last }) => [first.getTime(), last.getTime()]);
  return {
    Sid: String(json.Sid),
    Statement: JSON.stringify(json, null, 2),
    Effect: json.Effect === 'Deny' ? 'Deny' : 'Allow',
    Document: document,
    Form: form,
    Calls: calls.reduce((sum, { count }) => sum + count, 0),
    ...(times.length > 0 && { FirstTime: new Date(least(times)), LastTime: new Date(-least(times.map((time) => -time))) }),
    Examples: byFrequency.slice(0, MOST_EXAMPLES).map(toActivityCall),
    From: from.map(({ policy, index }) => ({ PolicyId: policy.id, PolicyName: policy.name, Statement: index })),
    Proof: proof,
  };
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
}

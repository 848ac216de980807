import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { type GeneratedPolicy, generatePolicySteps, type RecordedCall, type WideCause } from '@gatehouse/policy/analyze';
import { type AuthorizationRequest, authorize, type PolicySet, type PreparedPolicy } from '@gatehouse/policy/evaluate';
import { loadCallerPolicies } from '../../core/authorization/authorize';
import { documentOf, prepare } from '../../core/authorization/prepared-policies';
import { AwsError, noSuchEntity, validationError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { giveWay, takeInTurns } from '../../core/work/bulk';
import { actionIndex } from '../model/action-index';
import { askFor } from '../question';
import { hiddenPolicies } from '../readable/readable-policies';
import { recordedCall } from '../recorded-call';
import { type AccessSubject, requireKnownSubject, subjectChecks } from '../subject';
import { parseSubject } from '../subject-arn';
import { GeneratePolicyInput, MOST_DAYS } from './schema';
import { type PrincipalUse, readUse, type UsedCall } from './used-calls';

const DAY_MS = 86_400_000;
/** AWS: the most characters of a managed policy, without white space. Source: IAM and AWS STS quotas. */
const MANAGED_POLICY_SIZE = 6_144;
/** The most distinct calls that are evaluated again. If there are more, the most frequent ones are. */
const MOST_REPLAYED = 2_000;
const MOST_LISTED = 100;

/** The uses of an action on a resource: how often, when, and ids of some events. */
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
  /** The statement as JSON. */
  Statement: string;
  Effect: 'Allow' | 'Deny';
  /** The index into `Documents`. */
  Document: number;
  /** How its resources were found: merged, one by one, or quoted from the current statement. */
  Form: 'merged' | 'literal' | 'today';
  /** The calls behind the statement: their number, the first and the last, and the most frequent ones. A Deny has none. */
  Calls: number;
  FirstTime?: Date;
  LastTime?: Date;
  Examples: ActivityCall[];
  /** The current statements that allowed the calls, or that a Deny was copied from. Statements count from 0. */
  From: { PolicyId: string; PolicyName: string; Statement: number }[];
  /** `checked` was proven to be no wider. `part` quotes a current statement. */
  Proof: 'checked' | 'part';
};

/** The reason why a call is not in the policy. */
export type LeftOutReason = 'denied' | 'resourcePolicy' | 'changed' | 'probe';

export type ActivityPolicy = {
  PrincipalArn: string;
  StartTime: Date;
  EndTime: Date;
  /** The number of events read. `Since` is the time of the oldest one, if there are more. */
  Events: number;
  Since?: Date;
  /** The number of distinct allowed calls (by action, resource and circumstances), and of denied calls, which are ignored. */
  Calls: number;
  Denied: number;
  Documents: { Document: string; Size: number }[];
  SizeQuota: number;
  Statements: ActivityStatement[];
  LeftOut: (ActivityCall & { Reason: LeftOutReason })[];
  /** The number of further calls that were left out. */
  LeftOutMore: number;
  /** The entries that allow more than was used: `Actions` counts their actions. `Statement` is the index into `Statements`. */
  Tolerance: { Statement: number; Entry: string; Cause: WideCause; Actions: number; Seen: number }[];
  /**
   * The recorded calls, evaluated again with the current policies and with the new one. Current policies allow `Replayed` of them, and the
   * new policy allows `Allowed` of those. `Open` calls depended on values that events lack.
   *
   * `NotReplayed` counts the less frequent calls, for which the result follows from the construction of the policy.
   */
  Replayed: number;
  Allowed: number;
  Open: number;
  NotReplayed: number;
  /** The calls that the new policy would deny. */
  Failed: ActivityCall[];
  /** The current identity policies. The new policy is no wider than these. */
  Today: { Id: string; Name: string; Arn?: string; Group?: string; Inline: boolean; Document: string }[];
};

/**
 * Generates a policy that allows what a user or role did, within its current identity policies. The answer has the calls behind each
 * statement, the calls left out, and the recorded calls evaluated again.
 *
 * It needs the permissions of a question about the principal and of the event history, and the current policies must be readable, because
 * the new policy quotes them.
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
      { strict: Strict, compact: Compact, quota: MANAGED_POLICY_SIZE, made: use.made },
    );
    const made = await takeInTurns(steps);
    return answerOf(made, { subject, window, use, replays });
  },
});

type Times = { StartTime?: string | undefined; EndTime?: string | undefined; Days: number };

function windowOf({ StartTime, EndTime, Days }: Times, { now }: Scope) {
  const to = EndTime === undefined ? now : new Date(EndTime);
  const from = StartTime === undefined ? new Date(to.getTime() - Days * DAY_MS) : new Date(StartTime);
  if (from > to) throw validationError('The start time must be before the end time.', 'StartTime');
  if (to.getTime() - from.getTime() > MOST_DAYS * DAY_MS)
    throw validationError(`The time between start and end is more than ${MOST_DAYS} days.`, 'StartTime');
  return { from, to };
}

/** Finds the subject. @throws AwsError NoSuchEntity unless it is a user or role of the account */
async function requireOwnPrincipal(arn: string, scope: Scope): Promise<AccessSubject> {
  const named = parseSubject(arn);
  if (named?.accountId !== scope.accountId || (named.kind !== 'User' && named.kind !== 'Role'))
    throw noSuchEntity(`The user or role ${arn} cannot be found.`);
  return requireKnownSubject(arn, scope);
}

/** Returns the AWS actions that a user or role of the account was allowed in a window, or null for other principals. */
export async function usedActions(arn: string, window: { from: Date; to: Date }, scope: Scope): Promise<string[] | null> {
  const subject = await requireOwnPrincipal(arn, scope).catch((error: unknown) => {
    if (error instanceof AwsError && error.shape === 'NoSuchEntityException') return null;
    throw error;
  });
  if (subject === null) return null;
  const { calls } = await readUse(scope.db, subject, window);
  return [...new Set(calls.map(({ action }) => action))].filter((action) => loadCatalog().action(action) !== undefined).sort();
}

async function requireReadable(subject: AccessSubject, scope: Scope): Promise<void> {
  const { identity } = subject.policies.policies;
  const hidden = await hiddenPolicies(
    scope,
    identity.map(({ ref }) => ({ policy: ref, about: { subject } })),
  );
  if (hidden.size === 0) return;
  const names = identity.filter(({ ref }) => hidden.has(ref.id)).map(({ ref }) => ref.name);
  throw new AwsError(
    'AccessDenied',
    `A policy from activity quotes the current policies of ${subject.name}. You don't have permission to read: ${names.join(', ')}.`,
  );
}

type Replay = { used: UsedCall; call: RecordedCall; set?: PolicySet<PreparedPolicy> };

/** Prepares the calls for the engine. `set` holds the current policies for those that are evaluated again. */
async function replaysOf({ calls }: PrincipalUse, subject: AccessSubject, scope: Scope): Promise<Replay[]> {
  const { account } = subject;
  const byFrequency = calls.toSorted((a, b) => b.count - a.count);
  const like = new Map<string, AuthorizationRequest>();
  const replays: Replay[] = [];
  // Session policies and tags are not recorded, so every session has the principal's own.
  let policies: AccessSubject['policies'] | undefined;
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
    // The recorded resource is used, even if the catalog has no resource for the action.
    replays.push({ used, call: { ...used, request: { ...request, resource } }, ...(replays.length < MOST_REPLAYED && { set }) });
  }
  return replays;
}

type Facts = { subject: AccessSubject; window: { from: Date; to: Date }; use: PrincipalUse; replays: readonly Replay[] };

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

/** Evaluates the recorded calls with the current policies, and with the new policy in place of the identity policies. */
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

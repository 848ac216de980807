import type { AccountFacts } from '../../core/account-facts';
import { type CallerPolicies, loadCallerPolicies } from '../../core/authorize';
import { giveWay } from '../../core/bulk';
import type { Call, Caller, SessionFacts } from '../../core/call';
import { TRIAL } from '../../core/event-category';
import { readWhole, type WholeEvent } from '../../core/event-rows';
import { levelsOf, placeOf, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from '../../core/guardrails';
import type { Scope } from '../../core/operation';
import { levelsBearingOn } from '../../core/own-calls';
import { readNewest } from '../../core/read-newest';
import { authorize } from '../../engine';
import { askFor } from '../question';
import { type ConsideredChange, placedAfter } from './considered-change';

/** Calls of one principal that were allowed and would have been denied. */
export type DeniedCall = {
  AccountId: string;
  AccountName: string;
  PrincipalArn: string;
  Action: string;
  Region: string;
  Count: number;
  LastTime: Date;
};

const DAYS = 7;
const DAY_MS = 86_400_000;
/** Of each account, the latest. */
const MOST_EVENTS = 1000;
const MOST_LISTED = 20;

type Question = { event: WholeEvent; action: string; resource: string; count: number };

/** Decides recorded calls again, without the change and with it. */
export async function findCallsDenied(scope: Scope, considered: ConsideredChange) {
  const since = new Date(scope.now.getTime() - DAYS * DAY_MS);
  const calls = new Map<string, DeniedCall>();
  let Examined = 0;
  for (const account of considered.bound) {
    const sought = { accountIds: [account.id], outcomes: ['Success'] };
    const { rows } = await readNewest(scope.db, sought, { take: MOST_EVENTS });
    const recent = rows.filter(({ time }) => time >= since);
    const events = (await readWhole(scope.db, recent)).filter(({ via }) => via !== TRIAL);
    Examined += events.length;
    const replay = new Replay(scope, considered, account);
    for (const question of questionsOf(events)) {
      await giveWay();
      if (await replay.wouldBeDenied(question)) addCall(calls, account, question);
    }
  }
  return { Calls: [...calls.values()].sort((a, b) => b.Count - a.Count).slice(0, MOST_LISTED), Examined, Days: DAYS };
}

/** What the events asked, each question of each caller once, with the latest event that asked it. */
function questionsOf(events: readonly WholeEvent[]): Iterable<Question> {
  const questions = new Map<string, Question>();
  for (const event of events) {
    for (const { action, resource } of event.decision) {
      const mfa = sessionOf(JSON.parse(event.userIdentity) as Identity)?.mfaAuthenticated;
      const key = `${event.principalArn} ${event.principalId} ${mfa} ${event.awsRegion} ${event.sourceIpAddress} ${action} ${resource}`;
      const known = questions.get(key);
      if (known) known.count += 1;
      else questions.set(key, { event, action, resource, count: 1 });
    }
  }
  return questions.values();
}

function addCall(calls: Map<string, DeniedCall>, account: AccountFacts, { event, action, count }: Question): void {
  const key = `${event.principalArn} ${action} ${event.awsRegion}`;
  const same = calls.get(key);
  if (same) same.Count += count;
  else
    calls.set(key, {
      AccountId: account.id,
      AccountName: account.name,
      PrincipalArn: event.principalArn ?? '',
      Action: action,
      Region: event.awsRegion,
      Count: count,
      LastTime: event.time,
    });
}

/** Decides the calls of one account again. Session policies and tags of then are not recorded, so a call that needed the tags is left out. */
class Replay {
  private readonly policies = new Map<string, Promise<CallerPolicies>>();

  constructor(
    private readonly scope: Scope,
    private readonly considered: ConsideredChange,
    private readonly account: AccountFacts,
  ) {}

  async wouldBeDenied({ event, action, resource }: Question): Promise<boolean> {
    const caller = callerOf(event);
    if (!caller) return false;
    const { partition } = this.scope;
    const call: Call = {
      caller,
      requestId: event.requestId,
      now: event.time,
      sourceIp: event.sourceIpAddress,
      userAgent: event.userAgent,
      region: event.awsRegion,
      partition,
      secureTransport: true,
      via: 'system',
    };
    const asked = { call, account: this.account, policies: await this.policiesOf(caller) };
    const { request, set } = await askFor(asked, { Action: action, Resource: resource }, this.scope);
    if (authorize(request, set).decision !== 'Allowed') return false;
    const { after } = this.considered;
    const placed = placedAfter(this.considered, this.account);
    const scp = levelsBearingOn(action, levelsOf(after, SERVICE_CONTROL_POLICY, placed));
    const rcp = levelsOf(after, RESOURCE_CONTROL_POLICY, placed);
    const context = { ...request.context, 'aws:PrincipalOrgPaths': [placeOf(after, placed).path] };
    return authorize({ ...request, context }, { ...set, scp, rcp }).decision !== 'Allowed';
  }

  private policiesOf(caller: Caller): Promise<CallerPolicies> {
    const key = 'arn' in caller.principal ? caller.principal.arn : '';
    const known = this.policies.get(key) ?? loadCallerPolicies(this.scope.db, caller, this.account);
    this.policies.set(key, known);
    return known;
  }
}

type Identity = {
  sessionContext?: {
    sessionIssuer?: { arn?: string; principalId?: string };
    attributes?: { creationDate?: string; mfaAuthenticated?: string };
  };
};

/** What the event says of the session: whether it was made with MFA, and when. */
function sessionOf({ sessionContext }: Identity): SessionFacts | undefined {
  const { creationDate, mfaAuthenticated } = sessionContext?.attributes ?? {};
  if (creationDate === undefined) return undefined;
  return { issuedAt: creationDate, expiresAt: creationDate, mfaAuthenticated: mfaAuthenticated === 'true' };
}

/** Who made a recorded call; null for callers of other accounts and of kinds that guardrails do not bind. */
function callerOf(event: WholeEvent): Caller | null {
  const { accountId, principalArn: arn, principalId, userName } = event;
  if (arn === null) return null;
  const identity = JSON.parse(event.userIdentity) as Identity;
  const session = sessionOf(identity);
  const own = { accountId, ...(session && { session }) };
  if (event.principalType === 'Root') return { ...own, credential: 'console', principal: { type: 'Root', accountId, arn } };
  if (event.principalType === 'User' && principalId && userName) {
    return { ...own, credential: 'console', principal: { type: 'User', accountId, arn, userId: principalId, userName } };
  }
  const issuer = identity.sessionContext?.sessionIssuer;
  if (event.principalType !== 'AssumedRole' || !issuer?.arn || !issuer.principalId || issuer.arn.includes('/aws-service-role/'))
    return null;
  return {
    ...own,
    credential: 'assumeRole',
    principal: {
      type: 'AssumedRole',
      accountId,
      arn,
      roleArn: issuer.arn,
      roleId: issuer.principalId,
      sessionName: userName ?? '',
      serviceLinked: false,
    },
  };
}

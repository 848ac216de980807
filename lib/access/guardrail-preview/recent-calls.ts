import { authorize } from '@gatehouse/policy/evaluate';
import type { AccountFacts } from '../../core/account-facts';
import { type CallerPolicies, loadCallerPolicies } from '../../core/authorization/authorize';
import { levelsOf, placeOf, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from '../../core/authorization/guardrails';
import { levelsBearingOn } from '../../core/authorization/own-calls';
import type { Caller } from '../../core/call';
import { readWhole, type WholeEvent } from '../../core/events/event-rows';
import { readNewest } from '../../core/events/read-newest';
import { TRIAL } from '../../core/module/event-category';
import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { askFor } from '../question';
import { isWithMfa, recordedCall } from '../recorded-call';
import { type ConsideredChange, placedAfter } from './considered-change';

/** Allowed calls of one principal that a change would deny. */
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
/** The most recent events that are read of each account. */
const MOST_EVENTS = 1000;
const MOST_LISTED = 20;

type Question = { event: WholeEvent; action: string; resource: string };

/** Evaluates recorded calls again, with and without the change. */
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
    const answers = new Map<string, boolean>();
    for (const event of events) {
      // A call with several checks is one call. It is denied if any check is.
      for (const question of questionsOf(event)) {
        await giveWay();
        const key = keyOf(question);
        const denied = answers.get(key) ?? (await replay.wouldBeDenied(question));
        answers.set(key, denied);
        if (!denied) continue;
        addCall(calls, account, question);
        break;
      }
    }
  }
  return { Calls: [...calls.values()].sort((a, b) => b.Count - a.Count).slice(0, MOST_LISTED), Examined, Days: DAYS };
}

/** Returns the checks of a recorded call. */
function questionsOf(event: WholeEvent): Question[] {
  return event.decision.map(({ action, resource }) => ({ event, action, resource }));
}

/** Returns a key. Questions with the same key get the same decision. */
function keyOf({ event, action, resource }: Question): string {
  const { principalArn, principalId, awsRegion, sourceIpAddress } = event;
  return `${principalArn} ${principalId} ${isWithMfa(event)} ${awsRegion} ${sourceIpAddress} ${action} ${resource}`;
}

function addCall(calls: Map<string, DeniedCall>, account: AccountFacts, { event, action }: Question): void {
  const key = `${event.principalArn} ${action} ${event.awsRegion}`;
  const same = calls.get(key);
  if (same) same.Count += 1;
  else
    calls.set(key, {
      AccountId: account.id,
      AccountName: account.name,
      PrincipalArn: event.principalArn ?? '',
      Action: action,
      Region: event.awsRegion,
      Count: 1,
      LastTime: event.time,
    });
}

/**
 * Evaluates the calls of one account again. Session policies and session tags are not recorded, so calls that depended on the tags are left
 * out.
 */
class Replay {
  private readonly policies = new Map<string, Promise<CallerPolicies>>();

  constructor(
    private readonly scope: Scope,
    private readonly considered: ConsideredChange,
    private readonly account: AccountFacts,
  ) {}

  async wouldBeDenied({ event, action, resource }: Question): Promise<boolean> {
    const call = recordedCall(event, this.scope.partition);
    if (!call) return false;
    const asked = { call, account: this.account, policies: await this.policiesOf(call.caller) };
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

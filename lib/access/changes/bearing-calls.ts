import type { AccessAccount, AccessPrincipal } from '@gatehouse/policy/analyze';
import { type CloudTrailEvent, toCloudTrailEvent } from '../../core/events/cloudtrail-record';
import { readWhole } from '../../core/events/event-rows';
import { readNewest } from '../../core/events/read-newest';
import { prefixOfSource } from '../../core/module/module';
import type { Scope } from '../../core/operation';
import { isJsonObject } from '../../core/text/json-object';
import { before } from '../../core/text/text-parts';
import { BEARING, ON_RESOURCES } from './bearing-names';

/** A call that affects access. */
export type BearingCall = {
  EventId: string;
  Time: string;
  AccountId: string;
  /** The service and operation, such as `iam:AttachUserPolicy`. */
  Name: string;
  /** The ARN of the caller, or what else is known of the caller. */
  By: string;
  /** The first of the call's resources. */
  About?: string;
};

export type FoundCalls = { calls: readonly CloudTrailEvent[]; more: boolean };

/** The most calls that are read, which a viewer can survey and an answer of seconds allows. */
const MOST_CALLS = 2_000;
const PAGE = 500;
const LONGEST_CALL_MS = 300_000;

/** A span between two points in time. `after` and `upTo` are event numbers, if the ends are known by number. */
export type CallSpan = { from: Date; to: Date; after?: number | undefined; upTo?: number | undefined };

/** Returns the calls in a span that affect access, newest first. */
export async function callsBetween(scope: Scope, accountIds: readonly string[], span: CallSpan): Promise<FoundCalls> {
  const { after, upTo } = span;
  const where = { eventName: { in: [...BEARING, ...ON_RESOURCES] } };
  // A call at exactly the start time belongs before the span. Event numbers are more exact, because calls are recorded when they end.
  const from = new Date(span.from.getTime() + (after === undefined ? 1 : -LONGEST_CALL_MS));
  const to = upTo === undefined ? span.to : undefined;
  const sought = { accountIds, outcomes: ['Success'], readOnly: false, where, from, to };
  const calls: CloudTrailEvent[] = [];
  let page = await readNewest(scope.db, sought, { place: upTo === undefined ? {} : { before: upTo + 1 }, take: PAGE });
  for (;;) {
    const rows = page.rows.filter(({ id }) => after === undefined || id > after);
    calls.push(...(await readWhole(scope.db, rows)).map(toCloudTrailEvent));
    const more = page.next !== undefined && rows.length === page.rows.length && (page.next.before ?? 0) > (after ?? 0);
    if (!more || calls.length >= MOST_CALLS) return { calls, more };
    page = await readNewest(scope.db, sought, { place: page.next, take: PAGE });
  }
}

export function toBearingCall(event: CloudTrailEvent): BearingCall {
  const { userIdentity } = event;
  const by = [userIdentity.arn, userIdentity.invokedBy, userIdentity.type].find((each) => typeof each === 'string');
  return {
    EventId: event.eventID,
    Time: event.eventTime,
    AccountId: event.recipientAccountId,
    Name: `${prefixOfSource(event.eventSource)}:${event.eventName}`,
    By: String(by ?? 'unknown'),
    About: event.resources[0]?.ARN,
  };
}

/** A principal at one point in time. */
export type PrincipalState = { account: AccessAccount; principal: AccessPrincipal };

/**
 * Selects the calls about one principal: itself, its groups, policies and boundary, the SCPs and RCPs over its account, and resource
 * policies of services with changed actions.
 * @param seen the principal before and after, as far as it exists
 */
export function callsAbout(
  seen: readonly PrincipalState[],
  services: ReadonlySet<string>,
  calls: readonly CloudTrailEvent[],
): CloudTrailEvent[] {
  const about = new Set(seen.flatMap(namesOf));
  const accountIds = new Set(seen.map(({ account }) => account.accountId));
  const own = new Set(seen.map(({ principal }) => principal.arn.slice(principal.arn.lastIndexOf('/') + 1)));
  return calls.filter((call) => {
    const asked = isJsonObject(call.requestParameters) ? call.requestParameters : {};
    // A call about a group and a user affects only that user.
    const named = asked.userName ?? asked.roleName;
    if (typeof named === 'string' && !own.has(named)) return false;
    if (call.eventName === 'RestoreSnapshot' || call.eventName.endsWith('AccountPasswordPolicy'))
      return accountIds.has(call.recipientAccountId);
    if (ON_RESOURCES.has(call.eventName) && !isOfOrganizations(call)) {
      return accountIds.has(call.recipientAccountId) && services.has(before(call.eventSource, '.'));
    }
    if (call.eventName === 'EnablePolicyType' || call.eventName === 'DisablePolicyType') return true;
    return mentions(call, about);
  });
}

/** Tests whether a call is about the policy of a resource or role: it names the resource, or it restores a snapshot. */
export function isAboutPolicy({ resources, requestParameters, eventName }: CloudTrailEvent, arn: string): boolean {
  if (eventName === 'RestoreSnapshot') return true;
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  const asked = Object.values(requestParameters ?? {});
  return resources.some(({ ARN }) => ARN === arn) || asked.some((value) => value === arn || (value === name && name !== ''));
}

const isOfOrganizations = ({ eventSource }: CloudTrailEvent) => eventSource.startsWith('organizations.');

/** Returns the ARNs and ids of everything that affects a principal. */
function namesOf({ account, principal }: PrincipalState): string[] {
  const groups = new Set(principal.groups ?? []);
  const levels = [...(account.scp ?? []), ...(account.rcp ?? [])];
  const policies = [
    ...principal.identity,
    ...(principal.boundary ? [principal.boundary] : []),
    ...levels.flatMap((level) => level.policies),
  ];
  return [
    principal.arn,
    account.accountId,
    ...account.groups.filter(({ name }) => groups.has(name)).map(({ arn }) => arn),
    ...policies.flatMap(({ ref }) => ref.arn ?? []),
    ...levels.map(({ id }) => id),
  ];
}

/** Tests whether a call mentions one of the names: a whole ARN, or an organization's id at the end of an ARN or in a parameter. */
function mentions({ resources, requestParameters }: CloudTrailEvent, about: ReadonlySet<string>): boolean {
  const asked = Object.values(requestParameters ?? {}).filter((value): value is string => typeof value === 'string');
  const ends = resources.map(({ ARN }) => ARN.slice(ARN.lastIndexOf('/') + 1));
  return [...resources.map(({ ARN }) => ARN), ...asked, ...ends].some((name) => about.has(name));
}

import {
  type AccessModel,
  type ActionIndex,
  countPositions,
  diffPrincipalsSteps,
  type PrincipalDiff,
} from '@gatehouse/policy/analyze';
import { BoundedMap } from '../../core/bounded-map';
import { giveWay, sortInTurns, takeInTurns } from '../../core/bulk';
import { type CloudTrailEvent, toCloudTrailEvent } from '../../core/cloudtrail-record';
import { AwsError } from '../../core/errors';
import { findByEventId, readWhole } from '../../core/event-rows';
import type { Scope } from '../../core/operation';
import { actionIndex } from '../action-index';
import { callsBetween, type FoundCalls } from './bearing-calls';
import { isLater, ownAccounts, type Side, sideOf } from './moments';
import { type ChangedPolicy, changedPolicies } from './policy-changes';
import type { Moment } from './schema';

/** `more`, `less`: of how many actions. */
export type Sized = { diff: PrincipalDiff; more: number; less: number };

export type Compared = {
  before: Side;
  after: Side;
  diffs: readonly Sized[];
  policies: readonly ChangedPolicy[];
  found: FoundCalls;
  /** The one call between the moments. */
  by?: CloudTrailEvent;
  index: ActionIndex;
  /** The accounts that were compared. */
  own: readonly string[];
};

/** By what was compared: the next page, or what is behind a row, is asked for soon after. */
const compared = new BoundedMap<string, { models: readonly AccessModel[]; value: Promise<Compared> }>(4);

/**
 * Two moments beside each other, the earlier one first whichever was asked for first.
 * @throws AwsError ValidationError for one moment alone, and for one that is out of reach
 */
export async function compareMoments({ From, To }: { From?: Moment; To?: Moment }, scope: Scope): Promise<Compared> {
  if (JSON.stringify(From) === JSON.stringify(To))
    throw new AwsError('ValidationError', 'Choose two different moments.', {}, { member: 'To' });
  const own = await ownAccounts(scope);
  const [one, other] = [await sideOf(From, scope, own), await sideOf(To, scope, own)];
  const [before, after] = isLater(one, other) ? [other, one] : [one, other];
  const key = JSON.stringify([scope.accountId, before.moment, after.moment.Time === scope.now ? null : after.moment, own]);
  const known = compared.get(key);
  // While it is the same present, the calls since then bear on nothing.
  if (known && known.models[0] === before.model && known.models[1] === after.model) return known.value;
  const value = compare(scope, [before, after], own);
  compared.set(key, { models: [before.model, after.model], value });
  // Whoever asks next tries again.
  value.catch(() => compared.set(key, { models: [], value }));
  return value;
}

async function compare(scope: Scope, [before, after]: readonly [Side, Side], own: readonly string[]): Promise<Compared> {
  const index = await actionIndex();
  const isOwn = new Set(own);
  const { principals } = await takeInTurns(diffPrincipalsSteps(before.model, after.model, index));
  const diffs = (await mostFirst(principals)).filter(({ diff }) => isOwn.has(diff.accountId));
  const policies = (await changedPolicies(before, after)).filter(({ accountId }) => isOwn.has(accountId));
  const span = { from: before.moment.Time, to: after.moment.Time, after: before.number, upTo: after.number };
  const found = await callsBetween(scope, own, span);
  const by = await callBetween(scope, before, after);
  return { before, after, diffs, policies, found, ...(by && { by }), index, own };
}

/** The call that two moments lie right before and right after. */
async function callBetween({ db }: Scope, before: Side, after: Side): Promise<CloudTrailEvent | undefined> {
  const { Before: called } = before.moment;
  const row = called !== undefined && called === after.moment.After ? await findByEventId(db, called) : null;
  const [event] = row ? await readWhole(db, [row]) : [];
  return event && toCloudTrailEvent(event);
}

/** Those who gained most first, since that is what one looks for. */
async function mostFirst(diffs: readonly PrincipalDiff[]): Promise<Sized[]> {
  const sized: Sized[] = [];
  for (const diff of diffs) {
    const more = countPositions(diff.gained) + countPositions(diff.widened);
    sized.push({ diff, more, less: countPositions(diff.lost) + countPositions(diff.narrowed) });
    await giveWay();
  }
  return sortInTurns(sized, (a, b) => b.more - a.more || b.less - a.less || (a.diff.arn < b.diff.arn ? -1 : 1));
}

import {
  type AccessModel,
  type ActionIndex,
  countPositions,
  diffPrincipalsSteps,
  type PrincipalDiff,
} from '@gatehouse/policy/analyze';
import { BoundedMap } from '../../core/cache/bounded-map';
import { AwsError } from '../../core/errors';
import { type CloudTrailEvent, toCloudTrailEvent } from '../../core/events/cloudtrail-record';
import { findByEventId, readWhole } from '../../core/events/event-rows';
import type { Scope } from '../../core/operation';
import { giveWay, sortInTurns, takeInTurns } from '../../core/work/bulk';
import { type EffectiveChange, effectiveChanges } from '../../organizations/effective-policy/changes';
import { actionIndex } from '../model/action-index';
import { callsBetween, type FoundCalls } from './bearing-calls';
import { isLater, ownAccounts, type Side, sideOf } from './moments';
import { type ChangedResourcePolicy, changedPolicies } from './policy-changes';
import type { Moment } from './schema';

/** A difference with the numbers of actions that were gained (`more`) and lost (`less`). */
export type Sized = { diff: PrincipalDiff; more: number; less: number };

export type ComparedMoments = {
  before: Side;
  after: Side;
  diffs: readonly Sized[];
  policies: readonly ChangedResourcePolicy[];
  /** The changed effective policies of declarative types. */
  effective: readonly EffectiveChange[];
  found: FoundCalls;
  /** The only call between the two points in time, if there is exactly one. */
  by?: CloudTrailEvent;
  index: ActionIndex;
  /** The compared accounts. */
  own: readonly string[];
};

/** The latest comparisons by their two sides, because viewers soon ask for the next page or for a row's details. */
const compared = new BoundedMap<string, { models: readonly AccessModel[]; value: Promise<ComparedMoments> }>(4);

type Moments = { From?: Moment; To?: Moment };

/**
 * Reads two points in time, with the earlier one first in any order of input.
 * @throws AwsError ValidationError if both are the same or one is out of reach
 */
export async function readMoments(
  { From, To }: Moments,
  scope: Scope,
): Promise<Pick<ComparedMoments, 'before' | 'after' | 'own'>> {
  if (JSON.stringify(From) === JSON.stringify(To))
    throw new AwsError('ValidationError', 'Choose two different points in time.', {}, { member: 'To' });
  const own = await ownAccounts(scope);
  const [one, other] = [await sideOf(From, scope, own), await sideOf(To, scope, own)];
  return isLater(one, other) ? { before: other, after: one, own } : { before: one, after: other, own };
}

/** Compares two points in time. @throws AwsError as `readMoments` */
export async function compareMoments(moments: Moments, scope: Scope): Promise<ComparedMoments> {
  const { before, after, own } = await readMoments(moments, scope);
  const key = JSON.stringify([scope.accountId, before.moment, after.moment.Time === scope.now ? null : after.moment, own]);
  const known = compared.get(key);
  // The present model is unchanged, so calls since then did not affect access.
  if (known && known.models[0] === before.model && known.models[1] === after.model) return known.value;
  const value = compare(scope, [before, after], own);
  compared.set(key, { models: [before.model, after.model], value });
  // A failed comparison is tried again at the next call.
  value.catch(() => compared.set(key, { models: [], value }));
  return value;
}

async function compare(scope: Scope, [before, after]: readonly [Side, Side], own: readonly string[]): Promise<ComparedMoments> {
  const index = await actionIndex();
  const isOwn = new Set(own);
  const { principals } = await takeInTurns(diffPrincipalsSteps(before.model, after.model, index));
  const diffs = (await mostFirst(principals)).filter(({ diff }) => isOwn.has(diff.accountId));
  const policies = (await changedPolicies(before, after)).filter(({ accountId }) => isOwn.has(accountId));
  const { organization } = scope.account;
  const effective = organization
    ? await effectiveChanges({ db: before.db, organization }, { db: after.db, organization }, isOwn)
    : [];
  const span = { from: before.moment.Time, to: after.moment.Time, after: before.number, upTo: after.number };
  const found = await callsBetween(scope, own, span);
  const by = await callBetween(scope, before, after);
  return { before, after, diffs, policies, effective, found, ...(by && { by }), index, own };
}

/** Returns the call directly before and after which the two points in time lie. */
async function callBetween({ db }: Scope, before: Side, after: Side): Promise<CloudTrailEvent | undefined> {
  const { Before: called } = before.moment;
  const row = called !== undefined && called === after.moment.After ? await findByEventId(db, called) : null;
  const [event] = row ? await readWhole(db, [row]) : [];
  return event && toCloudTrailEvent(event);
}

/** Sorts the principals that gained most first, because reviewers look for them. */
async function mostFirst(diffs: readonly PrincipalDiff[]): Promise<Sized[]> {
  const sized: Sized[] = [];
  for (const diff of diffs) {
    const more = countPositions(diff.gained) + countPositions(diff.widened);
    sized.push({ diff, more, less: countPositions(diff.lost) + countPositions(diff.narrowed) });
    await giveWay();
  }
  return sortInTurns(sized, (a, b) => b.more - a.more || b.less - a.less || (a.diff.arn < b.diff.arn ? -1 : 1));
}

import { type AccessModel, diffPrincipalsSteps, haveCommonActions, type PrincipalDiff } from '@gatehouse/policy/analyze';
import { BoundedMap } from '../../core/cache/bounded-map';
import { AwsError } from '../../core/errors';
import type { CloudTrailEvent } from '../../core/events/cloudtrail-record';
import type { Scope } from '../../core/operation';
import { takeInTurns } from '../../core/work/bulk';
import { actionIndex } from '../model/action-index';
import { sideOf } from './moments';

/** The most calls tried for one question. Results are cached, so a repeated question gets further. */
const MOST_TRIED = 25;

/** The principals that a call affected and how, by account and call. The past does not change. Null means out of reach. */
const tried = new BoundedMap<string, Promise<ReadonlyMap<string, PrincipalDiff> | null>>(500);

/** The calls that affected a principal, newest first, and the number of calls about it that were not tried. */
export type EffectiveCalls = { calls: CloudTrailEvent[]; untried: number };

/**
 * Finds the calls that caused a difference among those about a principal. It compares access directly before and after each call. A call
 * counts if it alone changed one of the actions that differ.
 */
export class CallTrial {
  private left = MOST_TRIED;

  constructor(
    private readonly scope: Scope,
    private readonly own: readonly string[],
  ) {}

  async effective(diff: PrincipalDiff, about: readonly CloudTrailEvent[]): Promise<EffectiveCalls> {
    const calls: CloudTrailEvent[] = [];
    let untried = 0;
    for (const call of about) {
      const effects = await this.effectsOf(call.eventID);
      const effect = effects?.get(diff.arn);
      if (effects === null) untried += 1;
      else if (effect && haveCommonActions(effect, diff)) calls.push(call);
    }
    return { calls, untried };
  }

  private effectsOf(eventId: string): Promise<ReadonlyMap<string, PrincipalDiff> | null> {
    const key = `${this.scope.accountId} ${this.own.join()} ${eventId}`;
    const known = tried.get(key);
    if (known) return known;
    if (this.left <= 0) return Promise.resolve(null);
    this.left -= 1;
    const effects = this.tryCall(eventId);
    tried.set(key, effects);
    // A failed trial is repeated at the next call.
    effects.catch(() => tried.delete(key));
    return effects;
  }

  private async tryCall(eventId: string): Promise<ReadonlyMap<string, PrincipalDiff> | null> {
    const models: AccessModel[] = [];
    for (const moment of [{ Before: eventId }, { After: eventId }]) {
      const model = await this.modelAt(moment);
      if (model === null) return null;
      models.push(model);
    }
    const [before, after] = models;
    if (!before || !after) return null;
    const { principals } = await takeInTurns(diffPrincipalsSteps(before, after, await actionIndex()));
    return new Map(principals.map((each) => [each.arn, each]));
  }

  /** Returns the model at a point in time, or null before the history begins. */
  private async modelAt(moment: { Before: string } | { After: string }): Promise<AccessModel | null> {
    try {
      return (await sideOf(moment, this.scope, this.own)).model;
    } catch (error) {
      if (error instanceof AwsError) return null;
      throw error;
    }
  }
}

import { type AccessModel, diffPrincipalsSteps, haveCommonActions, type PrincipalDiff } from '@gatehouse/policy/analyze';
import { BoundedMap } from '../../core/bounded-map';
import { takeInTurns } from '../../core/bulk';
import type { CloudTrailEvent } from '../../core/cloudtrail-record';
import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { actionIndex } from '../action-index';
import { sideOf } from './moments';

/** Of those of one question; what was tried is kept, so that a question asked again gets further. */
const MOST_TRIED = 25;

/** By account and call: for whom the call changed what. What a call did does not change any more. Null: it is out of reach. */
const tried = new BoundedMap<string, Promise<ReadonlyMap<string, PrincipalDiff> | null>>(500);

/** Calls that made a difference to somebody, newest first, and how many more were about them and could not be tried. */
export type EffectiveCalls = { calls: CloudTrailEvent[]; untried: number };

/**
 * Tells calls that had a part in what differs for somebody from those that were only about them. Each is tried by comparing what was right before
 * it with what was right after it: it counts if by it alone the principal could do more or less, by some of the actions that differ.
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
    // Whoever asks next tries again.
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

  /** Null for a moment before everything is known. */
  private async modelAt(moment: { Before: string } | { After: string }): Promise<AccessModel | null> {
    try {
      return (await sideOf(moment, this.scope, this.own)).model;
    } catch (error) {
      if (error instanceof AwsError) return null;
      throw error;
    }
  }
}

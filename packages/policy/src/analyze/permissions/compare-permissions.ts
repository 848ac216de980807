import type { AccessLevel } from '../../validate/catalog';
import { ACCESS_LEVELS } from '../actions/action-index';
import { hasPosition } from '../actions/action-set';
import { type ActionUse, ActionUses, isDeny, mustApply } from '../actions/action-uses';
import { type ActionTarget, targetAt } from '../actions/statement-reach';
import { type TouchedActions, touchedActions } from '../actions/touched-actions';
import { testKnown } from '../model/known-context';
import type { Steps } from '../steps';
import type { EffectivePermissions } from './effective-permissions';
import type { PermissionOutcome } from './outcome';

/**
 * The comparison of two principals for one action. `left` and `right`: only that principal can. `differ`: both can, for other resources or
 * conditions. `same`: both can, for the same ones by their policies. `neither`: none can.
 */
export type Comparison = 'neither' | 'left' | 'right' | 'differ' | 'same';

export type ComparisonCounts = Readonly<Record<Comparison, number>>;
export type ServiceComparison = { service: string; levels: Readonly<Record<AccessLevel, ComparisonCounts>> };

/**
 * Compares two principals for every action of the index. Each answer is about its principal's own account: full access to the own account's resources is the same for both.
 */
export class PermissionComparison {
  private readonly touched: TouchedActions | null;
  private readonly limits: readonly [Limits, Limits];

  constructor(
    readonly left: EffectivePermissions,
    readonly right: EffectivePermissions,
  ) {
    this.touched = touchedActions(left.index, left.scope, right.scope);
    this.limits = [new Limits(left), new Limits(right)];
  }

  /** Compares the action at a position in the index. */
  at(position: number): Comparison {
    const [left, right] = [this.left.outcomeAt(position), this.right.outcomeAt(position)];
    const [could, can] = [isPossible(left), isPossible(right)];
    if (!could && !can) return 'neither';
    if (could !== can) return could ? 'left' : 'right';
    if (left !== right) return 'differ';
    // Common statements limit both equally.
    if (left === 'allowed' || !this.isTouched(position)) return 'same';
    return this.limits[0].at(position) === this.limits[1].at(position) ? 'same' : 'differ';
  }

  /** Counts by service and access level, one action at a time. */
  *summarize(): Steps<ServiceComparison[]> {
    const { index } = this.left;
    const services: ServiceComparison[] = [];
    for (const { prefix, from, to } of index.services) {
      const levels = {
        List: noCounts(),
        Read: noCounts(),
        Write: noCounts(),
        'Permissions management': noCounts(),
        Tagging: noCounts(),
      };
      for (let position = from; position < to; position += 1) {
        yield;
        levels[ACCESS_LEVELS[index.levelOf[position] ?? 0] ?? 'Read'][this.at(position)] += 1;
      }
      services.push({ service: prefix, levels });
    }
    return services;
  }

  /** Tests whether only one of the principals has a statement about the action. */
  private isTouched(position: number): boolean {
    const { touched } = this;
    return touched !== null && (hasPosition(touched.gain, position) || hasPosition(touched.lose, position));
  }
}

function isPossible(outcome: PermissionOutcome): boolean {
  return outcome === 'allowed' || outcome === 'limited';
}

function noCounts(): Record<Comparison, number> {
  return { neither: 0, left: 0, right: 0, differ: 0, same: 0 };
}

/** The resources and conditions that limit a principal's actions, however its statements are written. */
class Limits {
  private uses: ActionUses | null = null;
  private readonly conditions = new Map<ActionUse, string>();

  constructor(private readonly permissions: EffectivePermissions) {}

  /** Returns a text that is equal for equal resources and conditions. */
  at(position: number): string {
    const { index, scope } = this.permissions;
    this.uses ??= new ActionUses(index, scope);
    const target = targetAt(index, position);
    const uses = this.uses.at(position);
    const always = new Set(uses.filter((use) => !isDeny(use) && mustApply(use, target)).map(({ layer }) => layer));
    // If a layer always allows the action, its other Allow statements don't limit it.
    const limiting = uses.filter((use) => isDeny(use) || !always.has(use.layer));
    const said = limiting.flatMap((use) => this.said(use, target));
    return [...new Set(said)].sort().join('\n');
  }

  /** Returns a statement's content about an action, one text per resource, so that two statements equal one with both resources. */
  private said(use: ActionUse, target: ActionTarget): string[] {
    const { layer, statement, reach } = use;
    const kind = `${layer.type} ${statement.deny} ${this.conditionsOf(use)}`;
    if (reach === null || reach.must(target)) return [kind];
    const entries = statement.source.resource?.entries ?? [];
    const concerned = reach.concerned(target);
    const values = entries.flatMap(({ value }, at) => (concerned.has(at) ? [value] : []));
    return reach.negated ? [`${kind} not ${values.sort().join()}`] : values.map((value) => `${kind} ${value}`);
  }

  private conditionsOf(use: ActionUse): string {
    const known = this.conditions.get(use);
    if (known !== undefined) return known;
    const open = use.statement.conditions.filter((condition) => testKnown(condition, this.permissions.scope.known) === 'maybe');
    const said = open.map(({ clause: { operator, key, values } }) =>
      JSON.stringify([operator, key.toLowerCase(), values.map(({ value }) => value).sort()]),
    );
    const text = said.sort().join();
    this.conditions.set(use, text);
    return text;
  }
}

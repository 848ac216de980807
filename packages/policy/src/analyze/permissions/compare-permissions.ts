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
 * How two principals stand to one action. `left` and `right`: that one alone can; `differ`: both can, on other resources or under other
 * conditions; `same`: both can, for the same so far as their policies say it; `neither`: nobody can.
 */
export type Comparison = 'neither' | 'left' | 'right' | 'differ' | 'same';

export type ComparisonCounts = Readonly<Record<Comparison, number>>;
export type ServiceComparison = { service: string; levels: Readonly<Record<AccessLevel, ComparisonCounts>> };

/**
 * Compares what two principals may do, for every action of the index that both were answered for. Each answer is over its principal's own
 * account: that each can do something with all that its account owns counts as the same.
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

  /** By position in the index. */
  at(position: number): Comparison {
    const [left, right] = [this.left.outcomeAt(position), this.right.outcomeAt(position)];
    const [could, can] = [isPossible(left), isPossible(right)];
    if (!could && !can) return 'neither';
    if (could !== can) return could ? 'left' : 'right';
    if (left !== right) return 'differ';
    // Statements that both have limit both alike.
    if (left === 'allowed' || !this.isTouched(position)) return 'same';
    return this.limits[0].at(position) === this.limits[1].at(position) ? 'same' : 'differ';
  }

  /** Counts for each service and access level, an action at a time. */
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

  /** Whether some statement that bears on the action is of one of them alone. */
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

/** What actions hang on for a principal, whichever statements say it. */
class Limits {
  private uses: ActionUses | null = null;
  private readonly conditions = new Map<ActionUse, string>();

  constructor(private readonly permissions: EffectivePermissions) {}

  /** A text that is the same for the same resources and conditions. */
  at(position: number): string {
    const { index, scope } = this.permissions;
    this.uses ??= new ActionUses(index, scope);
    const target = targetAt(index, position);
    const uses = this.uses.at(position);
    const always = new Set(uses.filter((use) => !isDeny(use) && mustApply(use, target)).map(({ layer }) => layer));
    // Where a kind of policy, or a level, allows it in any case, nothing else that allows it there limits it.
    const limiting = uses.filter((use) => isDeny(use) || !always.has(use.layer));
    const said = limiting.flatMap((use) => this.said(use, target));
    return [...new Set(said)].sort().join('\n');
  }

  /** What a statement says of an action, by each of its resources: two statements say as much as one with the resources of both. */
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

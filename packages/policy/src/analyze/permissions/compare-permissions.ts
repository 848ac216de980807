import type { AccessLevel } from '../../validate/catalog';
import { ACCESS_LEVELS } from '../actions/action-index';
import { type ActionSet, addPosition, compress, type DenseSet, setHas } from '../actions/action-set';
import { StackComparer, type StackComparison } from '../compare/compare-stacks';
import type { Access } from '../model/ask-known';
import type { Steps } from '../steps';
import type { EffectivePermissions } from './effective-permissions';
import type { PermissionOutcome } from './outcome';

/**
 * The comparison of two principals for one action. `left` and `right`: only that principal can. `differ`: both can, and some request is
 * allowed for only one of them. `same`: both can, by the same requests. `undecided`: both can, and it is open by which requests.
 * `neither`: none can.
 */
export type Comparison = 'neither' | 'left' | 'right' | 'differ' | 'same' | 'undecided';

export type ComparisonCounts = Readonly<Record<Comparison, number>>;
export type ServiceComparison = { service: string; levels: Readonly<Record<AccessLevel, ComparisonCounts>> };

/**
 * Compares two principals for every action of the index, or for a range of positions. Actions that both can do under limits are compared
 * by decisions over requests about resources that let both accounts in. Full access to the own account's resources is the same for both.
 * If the permissions include resource policies (`onResources`), the access to each of these resources is compared too.
 */
export function* comparePermissionsSteps(
  left: EffectivePermissions,
  right: EffectivePermissions,
  { from, to }: { from: number; to: number } = { from: 0, to: left.index.actions.length },
): Steps<PermissionComparison> {
  const limited: DenseSet = new Uint32Array(left.index.words);
  for (let position = from; position < to; position += 1) {
    if (left.outcomeAt(position) === 'limited' && right.outcomeAt(position) === 'limited') addPosition(limited, position);
  }
  const [before, after] = [left, right].map(({ scope: { principal, known }, set }) => ({ principal, known, set }));
  const accounts = [left, right].map(({ scope: { principal } }) => ('accountId' in principal ? principal.accountId : ''));
  const compared = yield* new StackComparer(left.index).compare({
    before: before ?? null,
    after: after ?? null,
    resourceAccount: accounts[0] ?? '',
    letsIn: accounts,
    only: compress(limited),
  });
  return new PermissionComparison(left, right, compared);
}

export class PermissionComparison {
  private readonly differing: readonly ActionSet[];

  constructor(
    readonly left: EffectivePermissions,
    readonly right: EffectivePermissions,
    private readonly compared: StackComparison,
  ) {
    this.differing = [compared.gained, compared.lost, compared.widened, compared.narrowed];
  }

  /** Compares the action at a position in the index. */
  at(position: number): Comparison {
    const [left, right] = [this.left.outcomeAt(position), this.right.outcomeAt(position)];
    const [could, can] = [isPossible(left), isPossible(right)];
    if (!could && !can) return 'neither';
    if (could !== can) return could ? 'left' : 'right';
    if (left !== right) return 'differ';
    if (left === 'allowed') return 'same';
    if (this.differing.some((set) => setHas(set, position))) return 'differ';
    const onResources = compareAnswers(this.left.answersAt(position), this.right.answersAt(position));
    if (onResources === 'same' && setHas(this.compared.undecided, position)) return 'undecided';
    return onResources;
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
}

/** Compares the access to each resource. A resource that is evaluated for one side only, or depends on the request, is undecided. */
function compareAnswers(left: ReadonlyMap<string, Access>, right: ReadonlyMap<string, Access>): 'differ' | 'undecided' | 'same' {
  const pairs = [...new Set([...left.keys(), ...right.keys()])].map(
    (resource) => [left.get(resource), right.get(resource)] as const,
  );
  if (pairs.some(([one, other]) => one !== undefined && other !== undefined && one !== other)) return 'differ';
  return pairs.some(([one, other]) => one !== other || one === 'sometimes') ? 'undecided' : 'same';
}

function isPossible(outcome: PermissionOutcome): boolean {
  return outcome === 'allowed' || outcome === 'limited';
}

function noCounts(): Record<Comparison, number> {
  return { neither: 0, left: 0, right: 0, differ: 0, same: 0, undecided: 0 };
}

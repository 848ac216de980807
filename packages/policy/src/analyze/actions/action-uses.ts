import { spend } from '../../budget/count';
import type { CompiledStatement } from '../../evaluate/compile-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import { appliesTo } from '../model/applies-to';
import type { Trit } from '../model/known-context';
import type { Layer, PrincipalScope } from '../model/scope';
import { findText, type TextConstraint, type TextSet } from '../text/find-text';
import type { ActionIndex } from './action-index';
import { type ActionSet, type DenseSet, hasPosition, setHas } from './action-set';
import { type ActionTarget, type ResourceReach, reachesOf } from './statement-reach';

/** A statement that may match an action, with its elements' results. */
export type ActionUse = {
  layer: Layer;
  policy: PreparedPolicy;
  statement: CompiledStatement;
  applies: Trit;
  /** Null if the statement has no Resource element. */
  reach: ResourceReach | null;
};

/** The statements that can concern a principal, selected by action. */
export class ActionUses {
  private readonly candidates: readonly { use: ActionUse; may: ActionSet }[];

  constructor(index: ActionIndex, scope: PrincipalScope) {
    const reaches = reachesOf(index, scope);
    const candidates: { use: ActionUse; may: ActionSet }[] = [];
    for (const layer of scope.layers) {
      for (const policy of layer.policies) {
        for (const statement of policy.compiled.statements) {
          spend(50);
          const applies = appliesTo(statement, policy.compiled, scope);
          if (applies === 'no') continue;
          const { resources, deny } = statement;
          const reach = resources && reaches.resourceReach(resources, deny, scope);
          const { may } = reaches.ofStatement(statement, scope);
          candidates.push({ use: { layer, policy, statement, applies, reach }, may });
        }
      }
    }
    this.candidates = candidates;
  }

  /** Returns the statements that may match the action at a position, layer by layer. */
  at(position: number): ActionUse[] {
    spend(10 * this.candidates.length);
    return this.candidates.filter(({ may }) => setHas(may, position)).map(({ use }) => use);
  }
}

/** Returns the layers that apply to the action at a position. RCPs apply only to some services. */
export function layersAt({ layers }: PrincipalScope, underRcp: DenseSet, position: number): readonly Layer[] {
  return hasPosition(underRcp, position) ? layers : layers.filter(({ type }) => type !== 'rcp');
}

export function isDeny({ statement }: ActionUse): boolean {
  return statement.deny;
}

export function mustApply({ applies, reach }: ActionUse, target: ActionTarget): boolean {
  return applies === 'yes' && (reach === null || reach.must(target));
}

export function mayApply({ reach }: ActionUse, target: ActionTarget): boolean {
  return reach === null || reach.may(target);
}

/** The longest text search. Beyond it, resources are assumed to have something in common. */
const SEARCH_LIMIT = 2_000;

/**
 * Tests whether some resource of the target passes every layer and no unconditional Deny, whatever conditions and open variables are. Texts
 * are compared exactly: two layers that allow different buckets have nothing in common.
 */
export function haveCommonResource(
  index: ActionIndex,
  scope: PrincipalScope,
  layers: readonly Layer[],
  uses: readonly ActionUse[],
  target: ActionTarget,
): boolean {
  const formats = reachesOf(index, scope).formats;
  const targets = target.any.flatMap((at) => {
    const type = index.types[at];
    return type === undefined ? [] : [formats.of(type, null)];
  });
  const constraints: TextConstraint[] = [[{ negated: false, codes: targets }]];
  for (const layer of layers) {
    const allows = uses.filter((use) => use.layer === layer && !isDeny(use));
    if (!allows.some(({ reach }) => reach === null || reach.coversAny(target))) constraints.push(allows.flatMap(allowed));
  }
  for (const use of uses) if (isDeny(use) && use.applies === 'yes') constraints.push(notDenied(use));
  return findText(constraints, SEARCH_LIMIT).kind !== 'none';
}

function allowed({ reach }: ActionUse): TextSet[] {
  return reach === null ? [] : [{ negated: reach.negated, codes: reach.texts(!reach.negated) }];
}

function notDenied({ reach }: ActionUse): TextConstraint {
  return reach === null ? [] : [{ negated: !reach.negated, codes: reach.texts(reach.negated) }];
}

import { spend } from '../../budget/count';
import { EXPLICIT_DENY_ORDER } from '../../evaluate/open-points';
import type { PreparedPolicy } from '../../evaluate/record';
import type { Blocker, CredentialType, PolicyRef, PolicySet, PolicyType, StatementRef } from '../../evaluate/types';
import type { Span } from '../../json/types';
import type { AccessLevel } from '../../validate/catalog';
import { ACCESS_LEVELS, type ActionIndex } from '../actions/action-index';
import { hasPosition } from '../actions/action-set';
import {
  type ActionUse,
  type ActionUses,
  haveCommonResource,
  isDeny,
  layersAt,
  mayApply,
  mustApply,
} from '../actions/action-uses';
import { exemptActionsOf, mustNameCaller } from '../actions/exempt-actions';
import { type ActionTarget, targetAt } from '../actions/statement-reach';
import { testKnown } from '../model/known-context';
import type { Layer, LevelName, PrincipalScope } from '../model/scope';
import type { PermissionOutcome } from './outcome';

/** The entries of a Resource element, or a NotResource element if `negated`, that concern the action. */
export type ResourceResidue = { negated: boolean; patterns: readonly string[] };

/** A condition whose result is not known. */
export type ConditionResidue = { operator: string; key: string; values: readonly string[] };

/** A statement about an action, with how far it applies. */
export type StatementUse = {
  statement: StatementRef;
  policy: PolicyRef;
  type: PolicyType;
  level?: LevelName;
  sid?: string;
  effect: 'Allow' | 'Deny';
  /** `always` means on every resource in question and in every context. */
  applies: 'always' | 'sometimes';
  /** Null if the statement does not limit the resources of the action. */
  resources: ResourceResidue | null;
  conditions: readonly ConditionResidue[];
  span: Span;
};

/** A kind of policy or a level that must allow. */
export type LayerDetail = {
  type: PolicyType;
  level?: LevelName;
  outcome: 'always' | 'sometimes' | 'never';
  allows: readonly StatementUse[];
};

/** One of the action's resource types, or `*` if the action can be called without a resource. */
export type ResourceTypeOutcome = { name: string; arn: string; required: boolean; outcome: PermissionOutcome };

/** The unknown parts of a `limited` action. All must be favorable for a request to be allowed. */
export type PermissionResidue = {
  /** The resources of Allow statements that limit them. */
  granted: readonly ResourceResidue[];
  /** The resources of Deny statements about some of them. */
  denied: readonly ResourceResidue[];
  conditions: readonly (ConditionResidue & { effect: 'Allow' | 'Deny'; statement: StatementRef })[];
  /** The other policy that must agree: the role's trust policy, the key's policy, or the resource policy in another account. */
  resourcePolicy: 'trust' | 'key' | 'otherAccount' | null;
};

export type PermissionDetail = {
  /** The action as `service:Name` in AWS's spelling. */
  action: string;
  accessLevel: AccessLevel;
  outcome: PermissionOutcome;
  /** The code of a reason outside policies. Codes are stable. */
  reason: 'noPermissionNeeded' | 'credential' | 'rootUser' | 'noPrincipalAccount' | 'noCommonResource' | null;
  /** The layers in the order of the decision flow, without those that do not apply. */
  layers: readonly LayerDetail[];
  denies: readonly StatementUse[];
  /** For denials: what must change. */
  blockedBy: readonly Blocker[];
  residue: PermissionResidue | null;
  resourceTypes: readonly ResourceTypeOutcome[];
};

/** A bulk answer with its inputs. */
type AnsweredScope = {
  index: ActionIndex;
  scope: PrincipalScope;
  set: PolicySet<PreparedPolicy>;
  credential: CredentialType | undefined;
  outcomeAt(position: number): PermissionOutcome;
  uses(): ActionUses;
};

/** Computes one action of a bulk answer again with the results of each statement. */
export function permissionDetail(permissions: AnsweredScope, position: number): PermissionDetail {
  return new DetailMaker(permissions, position).make();
}

type NamedTarget = ActionTarget & { name: string; arn: string; required: boolean };

class DetailMaker {
  private readonly index: ActionIndex;
  private readonly scope: PrincipalScope;
  private readonly layers: readonly Layer[];
  private readonly uses: readonly ActionUse[];
  /** All resource types of the action. */
  private readonly whole: ActionTarget;
  private readonly outcome: PermissionOutcome;
  private readonly reason: PermissionDetail['reason'];

  constructor(
    private readonly permissions: AnsweredScope,
    private readonly position: number,
  ) {
    const { index, scope, set } = permissions;
    this.index = index;
    this.scope = scope;
    this.layers = layersAt(scope, exemptActionsOf(index).rcp(set.rcpServices), position);
    this.uses = permissions
      .uses()
      .at(position)
      .filter(({ layer }) => this.layers.includes(layer));
    this.whole = targetAt(index, position);
    this.outcome = permissions.outcomeAt(position);
    this.reason = this.findReason();
  }

  make(): PermissionDetail {
    const { index, position, outcome, reason } = this;
    const layers = this.layers.map((layer) => this.layerDetail(layer));
    const denies = this.uses.filter(isDeny).map((use) => this.statementUse(use));
    const action = index.actions[position];
    return {
      action: action === undefined ? '' : `${action.service}:${action.name}`,
      accessLevel: ACCESS_LEVELS[index.levelOf[position] ?? 0] ?? 'Read',
      outcome,
      reason,
      layers,
      denies,
      blockedBy: this.blockers(layers, denies),
      residue: outcome === 'limited' ? this.residue(layers, denies) : null,
      resourceTypes: this.targets().map((target) => this.typeOutcome(target)),
    };
  }

  private findReason(): PermissionDetail['reason'] {
    const { index, scope, position, permissions } = this;
    const exempt = exemptActionsOf(index);
    const { credential } = permissions;
    if (hasPosition(exempt.noPermissionNeeded(scope.principal, credential), position)) return 'noPermissionNeeded';
    if (hasPosition(exempt.refused(scope.principal, credential), position)) return 'credential';
    if (scope.needsResourceGrant) return 'noPrincipalAccount';
    if (!this.layers.some(({ type }) => type === 'identity')) return 'rootUser';
    return this.outcome === 'implicitDeny' && this.layers.every((layer) => this.allowsSome(layer)) ? 'noCommonResource' : null;
  }

  private allowsSome(layer: Layer): boolean {
    return this.uses.some((use) => use.layer === layer && !isDeny(use));
  }

  private layerDetail(layer: Layer): LayerDetail {
    const own = this.uses.filter((use) => use.layer === layer && !use.statement.deny);
    const always = own.some((use) => mustApply(use, this.whole));
    const outcome = always ? 'always' : own.length > 0 ? 'sometimes' : 'never';
    const detail: LayerDetail = { type: layer.type, outcome, allows: own.map((use) => this.statementUse(use)) };
    return layer.level === undefined ? detail : { ...detail, level: layer.level };
  }

  private statementUse(use: ActionUse): StatementUse {
    const { layer, policy, statement } = use;
    const { source } = statement;
    spend(200);
    const made: StatementUse = {
      statement: { policyId: policy.ref.id, statementIndex: source.index },
      policy: policy.ref,
      type: layer.type,
      effect: source.effect,
      applies: mustApply(use, this.whole) ? 'always' : 'sometimes',
      resources: this.resourceResidue(use),
      conditions: this.openConditions(use),
      span: source.span,
    };
    if (layer.level !== undefined) made.level = layer.level;
    if (source.sid !== undefined) made.sid = source.sid;
    return made;
  }

  private resourceResidue({ reach, statement }: ActionUse): ResourceResidue | null {
    if (reach === null || reach.must(this.whole)) return null;
    const entries = statement.source.resource?.entries ?? [];
    const concerned = reach.concerned(this.whole);
    return { negated: reach.negated, patterns: entries.filter((_, i) => concerned.has(i)).map(({ value }) => value) };
  }

  private openConditions({ statement, applies }: ActionUse): ConditionResidue[] {
    if (applies === 'yes') return [];
    for (const { templates } of statement.conditions) spend(100 + 10 * templates.length);
    return statement.conditions
      .filter((condition) => testKnown(condition, this.scope.known) === 'maybe')
      .map(({ clause: { operator, key, values } }) => ({ operator, key, values: values.map(({ value }) => value) }));
  }

  private residue(layers: readonly LayerDetail[], denies: readonly StatementUse[]): PermissionResidue {
    const limiting = layers.filter(({ outcome }) => outcome === 'sometimes').flatMap(({ allows }) => allows);
    const resourcesOf = (uses: readonly StatementUse[]) =>
      uses.flatMap(({ resources }) => (resources === null ? [] : [resources]));
    return {
      granted: resourcesOf(limiting),
      denied: resourcesOf(denies),
      conditions: [...limiting, ...denies].flatMap(({ conditions, effect, statement }) =>
        conditions.map((condition) => ({ ...condition, effect, statement })),
      ),
      resourcePolicy: this.resourcePolicyNeeded(),
    };
  }

  private resourcePolicyNeeded(): PermissionResidue['resourcePolicy'] {
    if (this.whole.own.some((at) => this.isNamed(at))) {
      return this.index.names[this.position]?.startsWith('sts:') ? 'trust' : 'key';
    }
    const allows = this.uses.filter((use) => !isDeny(use));
    const own = this.layers.every((layer) =>
      allows.some((use) => use.layer === layer && (use.reach?.mayOwn(this.whole) ?? true)),
    );
    return own ? null : 'otherAccount';
  }

  private blockers(layers: readonly LayerDetail[], denies: readonly StatementUse[]): Blocker[] {
    if (this.outcome === 'explicitDeny') {
      if (this.reason === 'credential') return [{ type: 'credential', kind: 'explicit' }];
      return explicitBlockers(denies.filter(({ applies }) => applies === 'always'));
    }
    if (this.outcome !== 'implicitDeny') return [];
    if (this.scope.needsResourceGrant) return [{ type: 'resource', kind: 'implicit' }];
    const apart = this.reason === 'noCommonResource';
    const blockers = apart ? explicitBlockers(denies) : [];
    layers.forEach(({ type, level, outcome }, i) => {
      if (
        outcome !== (apart ? 'sometimes' : 'never') ||
        blockers.some((blocker) => blocker.type === type && blocker.kind === 'implicit')
      )
        return;
      const policies = this.layers[i]?.policies ?? [];
      const [only] = type === 'boundary' || type === 'vpcEndpoint' ? policies : [];
      const blocker: Blocker = only === undefined ? { type, kind: 'implicit' } : { type, kind: 'implicit', policy: only.ref };
      blockers.push(level === undefined ? blocker : { ...blocker, level });
    });
    return blockers;
  }

  private targets(): NamedTarget[] {
    const { index, position, whole } = this;
    const required = new Map(index.actions[position]?.resourceTypes.map((type) => [type.name, type.required]));
    return whole.any.flatMap((at) => {
      const type = index.types[at]?.type;
      if (type === undefined) return [];
      const { name, arn } = type;
      return [{ name, arn, required: required.get(name) ?? false, own: [at], any: [at] }];
    });
  }

  private typeOutcome(target: NamedTarget): ResourceTypeOutcome {
    const { name, arn, required } = target;
    return { name, arn, required, outcome: this.targetOutcome(target) };
  }

  private targetOutcome(target: ActionTarget): PermissionOutcome {
    if (this.reason === 'noPermissionNeeded') return 'allowed';
    const denies = this.uses.filter(isDeny);
    if (this.reason === 'credential' || denies.some((use) => mustApply(use, target))) return 'explicitDeny';
    const allows = (layer: Layer, applies: typeof mustApply) =>
      this.uses.some((use) => use.layer === layer && !isDeny(use) && applies(use, target));
    const { layers, scope, index, uses } = this;
    if (scope.needsResourceGrant || !layers.every((layer) => allows(layer, mayApply))) return 'implicitDeny';
    if (!haveCommonResource(index, scope, layers, uses, target)) return 'implicitDeny';
    const certain = layers.every((layer) => allows(layer, mustApply)) && !denies.some((use) => mayApply(use, target));
    return certain && !target.own.some((at) => this.isNamed(at)) ? 'allowed' : 'limited';
  }

  private isNamed(at: number): boolean {
    const type = this.index.types[at]?.type;
    return type !== undefined && mustNameCaller(type.service, type.arn);
  }
}

/** Returns one blocker per kind of policy, as `authorize` names them. */
function explicitBlockers(denies: readonly StatementUse[]): Blocker[] {
  const blockers: Blocker[] = [];
  for (const type of EXPLICIT_DENY_ORDER) {
    const use = denies.find((deny) => deny.type === type);
    if (use === undefined) continue;
    const blocker: Blocker = { type, kind: 'explicit', policy: use.policy, statement: use.statement };
    blockers.push(use.level === undefined ? blocker : { ...blocker, level: use.level });
  }
  return blockers;
}

import { type Found, Judge, type Policy, type Verdict } from './judge';
import type { ReferenceStatement, World } from './world';
import { listOf } from './world';

/** An Allow that the flow requires, with its kind of policy. */
type Need = { type: string; found: Found | undefined };

/** Any Allow overrides a Deny. */
class AllowWins extends Judge {
  protected override denies() {
    return this.needs().every(({ found }) => found !== undefined) ? [] : super.denies();
  }
}

/** The first matching statement of a policy decides. */
class Ordered extends Judge {
  protected override find(policies: readonly Policy[], effect: string): Found[] {
    const found = super.find(policies, effect);
    if (effect !== 'Deny') return found;
    const numberOf = ({ at }: Found) => Number(at.slice(at.indexOf('#') + 1));
    const allowed = super.find(policies, 'Allow');
    return found.filter((deny) => !allowed.some((allow) => allow.policy === deny.policy && numberOf(allow) < numberOf(deny)));
  }
}

/** An Allow of SCPs at every level is a permission. */
class ScpGrants extends Judge {
  protected override ownAllow() {
    const levels = this.scp.map((level) => this.allow(level));
    return super.ownAllow() ?? (levels.every((found) => found !== undefined) ? levels.at(-1) : undefined);
  }
}

/** An Allow of the boundary is a permission. */
class BoundaryGrants extends Judge {
  protected override ownAllow() {
    return super.ownAllow() ?? this.allow(this.boundary);
  }
}

/** A condition on a missing key always has the given result. `Null` is excluded, because its meaning is clear. */
abstract class MissingKeys extends Judge {
  protected abstract readonly holds: boolean;
  protected override conditionHolds(operator: string, key: string, values: readonly string[], variables: boolean): boolean {
    const isMissing = !this.context.has(key.toLowerCase());
    return isMissing && operator !== 'Null' ? this.holds : super.conditionHolds(operator, key, values, variables);
  }
}
class MissingTrue extends MissingKeys {
  protected readonly holds = true;
}
class MissingFalse extends MissingKeys {
  protected readonly holds = false;
}

/** The caller's own policies must always allow. */
class ResourceNeverEnough extends Judge {
  protected override grants(): Need[] {
    const needs = super.grants();
    const asksOwn = needs.some(({ type }) => type === 'identity');
    return this.hasOwnPolicies && !asksOwn ? [{ type: 'identity', found: this.ownAllow() }, ...needs] : needs;
  }
}

/** A resource policy that names the caller is sufficient across accounts too. */
class ResourceAlwaysEnough extends Judge {
  protected override isAcross(grant: Found | undefined) {
    return grant === undefined && super.isAcross(grant);
  }
}

/** Everything that is not denied is allowed. */
class SilenceIsYes extends Judge {
  protected override needs(): Need[] {
    return [];
  }
}

/** A Deny with NotAction allows the listed actions. */
class NotActionGrants extends Judge {
  protected override ownAllow() {
    return super.ownAllow() ?? this.spared()[0];
  }

  private spared(): Found[] {
    return this.identity.flatMap((policy) =>
      policy.document.Statement.flatMap((statement, i): Found[] =>
        this.isSpared(statement, policy.document.Version === '2012-10-17')
          ? [{ policy, at: `${policy.id}#${i}`, naming: 'DIRECT' }]
          : [],
      ),
    );
  }

  private isSpared(statement: ReferenceStatement, variables: boolean): boolean {
    const { Effect, NotAction } = statement;
    return (
      Effect === 'Deny' &&
      listOf(NotAction).length > 0 &&
      !this.actionHolds(statement) &&
      this.resourceHolds(statement, variables) &&
      this.conditionsHold(statement, variables)
    );
  }
}

/** The root user needs a policy like everybody else. */
class RootBound extends Judge {
  protected override get hasOwnPolicies() {
    return this.caller.type === 'Root' || super.hasOwnPolicies;
  }
  protected override get needsNoPolicy() {
    return this.caller.type !== 'Root' && super.needsNoPolicy;
  }
}

/** One Allow at any level is sufficient. */
class ScpUnion extends Judge {
  protected override needs(): Need[] {
    const others = super.needs().filter(({ type }) => type !== 'scp');
    return this.scp.length === 0 ? others : [{ type: 'scp', found: this.allow(this.scp.flat()) }, ...others];
  }
}

/** SCPs apply to the management account. */
class ManagementBound extends Judge {
  protected override get scp() {
    const { organization } = this.world;
    return organization.principalInManagementAccount === true && this.caller.account !== '' && !this.caller.serviceLinked
      ? this.levels('scp')
      : super.scp;
  }
}

/** An RCP applies to the callers of its accounts like an SCP, and not in the management account. */
class RcpBindsCaller extends Judge {
  protected override get rcp() {
    return this.world.organization.principalInManagementAccount === true ? [] : super.rcp;
  }
}

/** Common misconceptions, each as the evaluator with one rule replaced, in the order of the tutor's lessons. */
const MODELS = {
  ALLOW_WINS: AllowWins,
  ORDERED: Ordered,
  SCP_GRANTS: ScpGrants,
  BOUNDARY_GRANTS: BoundaryGrants,
  MISSING_TRUE: MissingTrue,
  MISSING_FALSE: MissingFalse,
  RESOURCE_NEVER_ENOUGH: ResourceNeverEnough,
  RESOURCE_ALWAYS_ENOUGH: ResourceAlwaysEnough,
  SILENCE_IS_YES: SilenceIsYes,
  NOTACTION_GRANTS: NotActionGrants,
  ROOT_BOUND: RootBound,
  SCP_UNION: ScpUnion,
  MGMT_BOUND: ManagementBound,
  RCP_BINDS_CALLER: RcpBindsCaller,
} as const;

export type WrongModel = keyof typeof MODELS;
export const WRONG_MODELS = Object.keys(MODELS) as WrongModel[];

/** Returns the answer that a misconception gives. */
export function decideWrong(model: WrongModel, world: World): Verdict['decision'] {
  return new MODELS[model](world).judge().decision;
}

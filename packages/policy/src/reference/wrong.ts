import { type Found, Judge, type Policy, type Verdict } from './judge';
import type { ReferenceStatement, World } from './world';
import { listOf } from './world';

/** The Allow and what it is of, as the flow asks for them. */
type Need = { type: string; found: Found | undefined };

/** Any Allow beats a Deny. */
class AllowWins extends Judge {
  protected override denies() {
    return this.needs().every(({ found }) => found !== undefined) ? [] : super.denies();
  }
}

/** The first statement of a policy that matches decides. */
class Ordered extends Judge {
  protected override find(policies: readonly Policy[], effect: string): Found[] {
    const found = super.find(policies, effect);
    if (effect !== 'Deny') return found;
    const numberOf = ({ at }: Found) => Number(at.slice(at.indexOf('#') + 1));
    const allowed = super.find(policies, 'Allow');
    return found.filter((deny) => !allowed.some((allow) => allow.policy === deny.policy && numberOf(allow) < numberOf(deny)));
  }
}

/** What SCPs allow on every level is a permission. */
class ScpGrants extends Judge {
  protected override ownAllow() {
    const levels = this.scp.map((level) => this.allow(level));
    return super.ownAllow() ?? (levels.every((found) => found !== undefined) ? levels.at(-1) : undefined);
  }
}

/** What the boundary allows is a permission. */
class BoundaryGrants extends Judge {
  protected override ownAllow() {
    return super.ownAllow() ?? this.allow(this.boundary);
  }
}

/** A condition on a key that the request has not is as told. `Null` asks for just that, and everybody knows what it does. */
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

/** A resource policy that names the caller is enough across accounts, too. */
class ResourceAlwaysEnough extends Judge {
  protected override isAcross(grant: Found | undefined) {
    return grant === undefined && super.isAcross(grant);
  }
}

/** What nothing denies is allowed. */
class SilenceIsYes extends Judge {
  protected override needs(): Need[] {
    return [];
  }
}

/** A Deny with NotAction allows what it spares. */
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

/** The root user needs a policy as everybody does. */
class RootBound extends Judge {
  protected override get hasOwnPolicies() {
    return this.caller.type === 'Root' || super.hasOwnPolicies;
  }
  protected override get needsNoPolicy() {
    return this.caller.type !== 'Root' && super.needsNoPolicy;
  }
}

/** One Allow on any level is enough. */
class ScpUnion extends Judge {
  protected override needs(): Need[] {
    const others = super.needs().filter(({ type }) => type !== 'scp');
    return this.scp.length === 0 ? others : [{ type: 'scp', found: this.allow(this.scp.flat()) }, ...others];
  }
}

/** SCPs bind the management account. */
class ManagementBound extends Judge {
  protected override get scp() {
    const { organization } = this.world;
    return organization.principalInManagementAccount === true && this.caller.account !== '' && !this.caller.serviceLinked
      ? this.levels('scp')
      : super.scp;
  }
}

/** An RCP follows the callers of its accounts, as an SCP does: in the management account it binds nobody. */
class RcpBindsCaller extends Judge {
  protected override get rcp() {
    return this.world.organization.principalInManagementAccount === true ? [] : super.rcp;
  }
}

/** What people commonly believe, each the evaluator beside with one rule replaced. In the order in which the tutor tells of them. */
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

/** What somebody who believes that would answer. */
export function decideWrong(model: WrongModel, world: World): Verdict['decision'] {
  return new MODELS[model](world).judge().decision;
}

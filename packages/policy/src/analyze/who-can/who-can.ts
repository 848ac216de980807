import type { StatementRef } from '../../evaluate/types';
import type { AccessModel } from '../model/access-model';
import { type Access, type AccessAnswer, askedResource, askKnown } from '../model/ask-known';
import { type GuardedResource, type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import { type Steps, takeAll } from '../steps';
import { type AssumeStep, canAssume, trustIndexOf } from './assume-role';
import { type OutsideAnswer, outsideAccess } from './outside-access';

export type WhoCanOptions = {
  /** Lists only principals of these accounts. Roles of others still count as steps. Absent: all. */
  accounts?: readonly string[];
  /** False leaves out principals that need roles. */
  throughRoles?: boolean;
};

export type PrincipalAccess = {
  /** The ARN of the user, role or root user. */
  arn: string;
  accountId: string;
  access: 'always' | 'sometimes';
  /** Its access without assuming a role. */
  direct: Access;
  /** The roles to assume, in order. Empty if none is needed. */
  path: readonly AssumeStep[];
  /** The statements that grant the action to the principal or the last role. */
  deciding: readonly StatementRef[];
};

export type WhoCanAnswer = OutsideAnswer & { principals: readonly PrincipalAccess[] };

/**
 * Finds who can do an action on a resource (an ARN or a pattern of ARNs), directly or by assuming roles, over all principals of a model.
 * `always`: in every context that agrees with the model's facts, on every resource of the pattern. `sometimes`: it depends.
 */
export function whoCan(model: AccessModel, action: string, resource: string, options: WhoCanOptions = {}): WhoCanAnswer {
  return takeAll(whoCanSteps(model, action, resource, options));
}

/** Runs `whoCan` in steps of one question to one principal. */
export function* whoCanSteps(
  model: AccessModel,
  action: string,
  resource: string,
  options: WhoCanOptions = {},
): Steps<WhoCanAnswer> {
  const index = modelIndexOf(model);
  const guarded = index.guarded(action, resource);
  const search = new WaySearch(model, index, yield* directAnswers(index, action, resource, guarded));
  if (options.throughRoles !== false) yield* search.run();
  const wanted = options.accounts === undefined ? null : new Set(options.accounts);
  return {
    principals: search.answers().filter(({ accountId }) => wanted === null || wanted.has(accountId)),
    ...outsideAccess(index, action, resource, guarded),
  };
}

function* directAnswers(
  index: ModelIndex,
  action: string,
  resource: string,
  guarded: GuardedResource,
): Steps<Map<Member, AccessAnswer>> {
  const asked = askedResource(resource);
  const answers = new Map<Member, AccessAnswer>();
  for (const member of index.members) {
    const resourceAccount = guarded.accountId ?? member.account.accountId;
    const request = { principal: member.entry.principal, action, resourceAccount };
    const answer = askKnown(request, asked, index.policySet(member, guarded), index.knownOf(member, guarded));
    if (answer.access !== 'never') answers.set(member, answer);
    yield;
  }
  return answers;
}

type Way = { access: 'always' | 'sometimes'; path: readonly AssumeStep[]; deciding: readonly StatementRef[] };

/** Searches backwards from the roles that can to those who can assume them, first the certain and then the uncertain ones. */
class WaySearch {
  private readonly ways = new Map<Member, Way>();
  private readonly answered = new Map<Member, Map<Member, AccessAnswer>>();

  constructor(
    private readonly model: AccessModel,
    private readonly index: ModelIndex,
    private readonly direct: ReadonlyMap<Member, AccessAnswer>,
  ) {
    for (const [member, { access, deciding }] of direct) {
      if (access === 'always') this.ways.set(member, { access, path: [], deciding });
    }
  }

  *run(): Steps<void> {
    yield* this.spread([...this.ways.keys()], 'always');
    this.addUncertain();
    yield* this.spread([...this.ways.keys()], 'sometimes');
  }

  answers(): PrincipalAccess[] {
    this.addUncertain();
    return [...this.ways]
      .sort(([a], [b]) => a.position - b.position)
      .map(([member, way]) => ({
        arn: member.entry.arn,
        accountId: member.account.accountId,
        direct: this.direct.get(member)?.access ?? 'never',
        ...way,
      }));
  }

  private addUncertain(): void {
    for (const [member, { deciding }] of this.direct) {
      if (!this.ways.has(member)) this.ways.set(member, { access: 'sometimes', path: [], deciding });
    }
  }

  private *spread(from: readonly Member[], access: 'always' | 'sometimes'): Steps<void> {
    const trust = trustIndexOf(this.model);
    const queue = from.filter(({ entry }) => entry.trust !== undefined);
    for (let role = queue.shift(); role !== undefined; role = queue.shift()) {
      const way = this.ways.get(role);
      if (way === undefined) continue;
      for (const member of trust.candidatesFor(role)) {
        if (this.ways.has(member)) continue;
        const step = this.assume(member, role);
        yield;
        if (step.access === 'never' || (access === 'always' && step.access !== 'always')) continue;
        const path = [{ role: role.entry.arn, access: step.access, deciding: step.deciding }, ...way.path];
        this.ways.set(member, { access, path, deciding: way.deciding });
        if (member.entry.trust !== undefined) queue.push(member);
      }
    }
  }

  private assume(member: Member, role: Member): AccessAnswer {
    let answers = this.answered.get(role);
    if (answers === undefined) {
      answers = new Map();
      this.answered.set(role, answers);
    }
    const answer = answers.get(member) ?? canAssume(this.index, member, role);
    answers.set(member, answer);
    return answer;
  }
}

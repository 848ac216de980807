import { sortInTurns, takeInTurns } from '../../core/bulk';
import { AwsError } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { tryPrepare } from '../../core/prepared-policies';
import {
  type AccessAccount,
  type AccessPrincipal,
  type ActionIndex,
  type ActionSet,
  countPositions,
  diffPrincipalsSteps,
  forEachPosition,
  malformedPolicyMessage,
  type PreparedPolicy,
  type PrincipalDiff,
} from '../../engine';
import { loadAccessModel } from '../access-model';
import { actionIndex } from '../action-index';
import { reachChecks, visibleAnswers } from '../many-principals';
import { parseSubject } from '../subject-arn';
import { PreviewPolicyVersionInput } from './schema';

/** So many actions, and the first of them by name. */
export type ActionList = { Count: number; Actions: string[] };

/** A user or role whose access a new version changes. */
export type AffectedPrincipal = {
  Arn: string;
  Kind: 'User' | 'Role';
  Name: string;
  /** Possible with the new version and not before, or the other way round. */
  Gained: ActionList;
  Lost: ActionList;
  /** Still possible, on fewer or more resources or under more or fewer conditions. */
  Narrowed: ActionList;
  Widened: ActionList;
};

export type PolicyVersionEffect = {
  /** Users and roles that have the policy: attached, through a group or as boundary. */
  Principals: number;
  /** Those whose access changes, most affected first, at most `MOST_NAMED`; how many more there are. */
  Changed: AffectedPrincipal[];
  More: number;
};

export const MOST_NAMED = 50;
export const MOST_ACTIONS = 100;

/**
 * What a new version of a managed policy would change, and for whom, before it is saved: for each user and role that has it, which of all
 * actions it gains and loses, with everything else that bears on it as it is, policies on resources of the account too. Asks for what questions about many principals ask for.
 */
export const PreviewPolicyVersion = defineOperation({
  service: 'iam',
  name: 'PreviewPolicyVersion',
  access: 'Read',
  input: PreviewPolicyVersionInput,
  checks: () => reachChecks('account', '*'),
  run: async ({ PolicyArn, Document }, scope): Promise<PolicyVersionEffect> => {
    const index = await actionIndex();
    const { accounts, resources, rcpServices } = await loadAccessModel(scope, 'account');
    const replacement = new Replacement(PolicyArn, Document);
    // Nobody else's access changes, so that only these are compared.
    const holders = accounts.map((account) => ({
      ...account,
      principals: account.principals.filter((one) => replacement.bearsOn(one)),
    }));
    const after = holders.map((account) => replacement.inAccount(account));
    const model = (of: readonly AccessAccount[]) => ({ accounts: of, resources, rcpServices });
    const { principals } = await takeInTurns(diffPrincipalsSteps(model(holders), model(after), index));
    const shown = await visibleAnswers(scope, principals, ({ arn }) => [arn]);
    const sizes = new Map(shown.map((diff) => [diff, weightOf(diff)]));
    const sorted = await sortInTurns(
      shown,
      (one, other) => (sizes.get(other) ?? 0) - (sizes.get(one) ?? 0) || (one.arn < other.arn ? -1 : 1),
    );
    return {
      Principals: holders.reduce((sum, account) => sum + account.principals.length, 0),
      Changed: sorted.slice(0, MOST_NAMED).map(({ arn, gained, lost, narrowed, widened }) => {
        const subject = parseSubject(arn);
        return {
          Arn: arn,
          Kind: subject?.kind === 'Role' ? 'Role' : 'User',
          Name: subject?.name ?? arn,
          Gained: listOf(gained, index),
          Lost: listOf(lost, index),
          Narrowed: listOf(narrowed, index),
          Widened: listOf(widened, index),
        };
      }),
      More: Math.max(0, sorted.length - MOST_NAMED),
    };
  },
});

/** One policy's text in the place of what is stored, wherever the policy is. */
class Replacement {
  readonly #made = new Map<PreparedPolicy, PreparedPolicy>();

  constructor(
    private readonly arn: string,
    private readonly document: string,
  ) {}

  bearsOn({ identity, boundary }: AccessPrincipal): boolean {
    return [...identity, ...(boundary ? [boundary] : [])].some((policy) => this.#isIt(policy));
  }

  inAccount(account: AccessAccount): AccessAccount {
    return { ...account, principals: account.principals.map((principal) => this.#inPrincipal(principal)) };
  }

  #inPrincipal(principal: AccessPrincipal): AccessPrincipal {
    const { identity, boundary } = principal;
    return {
      ...principal,
      identity: identity.map((policy) => this.#put(policy)),
      ...(boundary && { boundary: this.#put(boundary) }),
    };
  }

  #isIt({ ref }: PreparedPolicy): boolean {
    return ref.arn === this.arn;
  }

  /** Principals who share a policy share the new one too, so that what is worked out for it is worked out once. */
  #put(policy: PreparedPolicy): PreparedPolicy {
    if (!this.#isIt(policy)) return policy;
    const known = this.#made.get(policy);
    if (known) return known;
    const result = tryPrepare(policy.ref, this.document);
    if (!result.ok) throw new AwsError('MalformedPolicyDocumentException', malformedPolicyMessage(result.issues, 'identity'));
    this.#made.set(policy, result.prepared);
    return result.prepared;
  }
}

/** What somebody loses counts twice. */
function weightOf({ lost, gained, narrowed, widened }: PrincipalDiff): number {
  return countPositions(lost) * 2 + countPositions(gained) + countPositions(narrowed) + countPositions(widened);
}

function listOf(set: ActionSet, index: ActionIndex): ActionList {
  const Actions: string[] = [];
  let Count = 0;
  forEachPosition(set, (position) => {
    Count += 1;
    const action = index.actions[position];
    if (action && Actions.length < MOST_ACTIONS) Actions.push(`${action.service}:${action.name}`);
  });
  return { Count, Actions };
}

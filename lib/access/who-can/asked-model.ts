import type { AccessModel, AccessPrincipal, AccessResource, KnownFacts } from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { prepareStoredPolicy, prepareTrustPolicy } from '../../core/authorization/prepared-policies';
import { AwsError } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import { accessResource } from '../../resources/resources';
import { loadAccessModel, loadOwner, type ModelReach, namesIn } from '../model/access-model';
import { type DecisionQuestion, type QuestionResource, resourceSide } from '../question';
import { parseSubject } from '../subject-arn';

/** A model for a question. `owner` owns the resource, or is assumed to (`assumedOwner`) if nothing says. */
export type AskedModel = {
  model: AccessModel;
  owner: string;
  assumedOwner: string | undefined;
  /** The resource may have a policy that is not known here. */
  unknownPolicy: boolean;
};

type Asked = QuestionResource & Pick<DecisionQuestion, 'Context'> & { Reach: ModelReach };

/** A state in place of the stored one. `trust` is the trust policy of the role in question. */
export type TriedState = { model: AccessModel; trust?: PreparedPolicy | undefined };

/**
 * Loads the model of a question, with its resource and circumstances.
 * @throws AwsError MalformedPolicyDocument if a resource policy does not parse
 */
export async function loadAskedModel(scope: Scope, asked: Asked, tried?: TriedState): Promise<AskedModel> {
  const { accounts, ...model } = tried?.model ?? (await loadAccessModel(scope, asked.Reach));
  if (asked.ResourcePolicy?.trim() && parseSubject(asked.Resource)?.kind === 'Role')
    throw new AwsError('InvalidInputException', "A role's resource policy is its trust policy, which is found automatically.");
  const side = await resourceSide(asked, scope.accountId, scope);
  const { owner, given, stored, unknown } = side;
  const policy = tried?.trust ?? given ?? preparedPolicy(stored);
  const added = accounts.some(({ accountId }) => accountId === owner) || !side.reads ? [] : await loadOwner(scope, owner);
  const told = asked.Context?.length ? inCircumstances(accounts, asked.Context) : accounts;
  const kept = side.kept && withoutGiven(accessResource(side.kept), asked.Context);
  const resource: AccessResource = { ...kept, arn: asked.Resource, accountId: owner, policy, unknown };
  const resources = asked.Resource === '*' ? [] : [resource];
  const names = await namesIn(scope, policy ? [policy] : []);
  return {
    model: { ...model, accounts: [...told, ...added], resources, names },
    assumedOwner: side.assumed ? owner : undefined,
    unknownPolicy: policy === undefined && unknown.includes('resource'),
    owner,
  };
}

function preparedPolicy({ trustPolicy, resourcePolicy }: Pick<Check, 'trustPolicy' | 'resourcePolicy'>) {
  if (trustPolicy) return prepareTrustPolicy(trustPolicy);
  const { resourceArn = '', document = null } = resourcePolicy ?? {};
  return document === null ? undefined : prepareStoredPolicy({ resourceArn, document });
}

/** Removes stored keys that the question sets itself. */
function withoutGiven({ factsFor, ...resource }: AccessResource, context: Asked['Context'] = []): AccessResource {
  const given = new Set(context.map(({ Key }) => Key.toLowerCase()));
  if (!factsFor || given.size === 0) return { ...resource, ...(factsFor && { factsFor }) };
  return {
    ...resource,
    factsFor: (accountId) => {
      const { knownContext = {}, absentKeys = [] } = factsFor(accountId);
      const kept = Object.entries(knownContext).filter(([key]) => !given.has(key.toLowerCase()));
      return { knownContext: Object.fromEntries(kept), absentKeys: absentKeys.filter((key) => !given.has(key.toLowerCase())) };
    },
  };
}

type Accounts = AccessModel['accounts'];

/** Returns the same principals with the question's condition keys. */
function inCircumstances(accounts: Accounts, context: NonNullable<Asked['Context']>): Accounts {
  const given = new Set(context.map(({ Key }) => Key.toLowerCase()));
  const set = Object.fromEntries(context.flatMap(({ Key, Values }) => (Values.length > 0 ? [[Key, valueFrom(Values)]] : [])));
  const absent = context.flatMap(({ Key, Values }) => (Values.length > 0 ? [] : [Key]));
  const adapt = ({ knownContext = {}, absentKeys = [] }: KnownFacts): KnownFacts => {
    const kept = Object.entries(knownContext).filter(([key]) => !given.has(key.toLowerCase()));
    return { knownContext: { ...Object.fromEntries(kept), ...set }, absentKeys: [...absentKeys, ...absent] };
  };
  const principal = (entry: AccessPrincipal): AccessPrincipal => ({ ...entry, facts: adapt(entry.facts ?? {}) });
  return accounts.map((account) => ({ ...account, principals: account.principals.map(principal) }));
}

function valueFrom(values: readonly string[]): string | readonly string[] {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}

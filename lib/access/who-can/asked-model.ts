import type { AccessModel, AccessPrincipal, AccessResource, KnownFacts } from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { AwsError } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import { prepareStoredPolicy, prepareTrustPolicy } from '../../core/prepared-policies';
import { accessResource } from '../../resources/resources';
import { loadAccessModel, loadOwner, type ModelReach, namesIn } from '../access-model';
import { type AskedResource, type Question, resourceSide } from '../question';
import { parseSubject } from '../subject-arn';

/** `owner` has what is asked about: taken to be so (`assumedOwner`) where nobody says it. */
export type AskedModel = {
  model: AccessModel;
  owner: string;
  assumedOwner: string | undefined;
  /** There may be a policy on the resource that is not known here. */
  unknownPolicy: boolean;
};

type Asked = AskedResource & Pick<Question, 'Context'> & { Reach: ModelReach };

/** What a question is asked of in place of what is stored. `trust`: of the role that is asked about. */
export type Tried = { model: AccessModel; trust?: PreparedPolicy | undefined };

/**
 * The model that a question is asked of: with its resource and in its circumstances.
 * @throws AwsError MalformedPolicyDocument for a resource policy that does not parse
 */
export async function loadAskedModel(scope: Scope, asked: Asked, tried?: Tried): Promise<AskedModel> {
  const { accounts, ...model } = tried?.model ?? (await loadAccessModel(scope, asked.Reach));
  if (asked.ResourcePolicy?.trim() && parseSubject(asked.Resource)?.kind === 'Role')
    throw new AwsError('InvalidInputException', 'The policy of a role is its trust policy, which is read where it is.');
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

/** What the question says of a key counts, and not what is stored. */
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

/** The same principals, of whose requests more is known. */
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

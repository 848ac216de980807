import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import type { AccessModel, AccessPrincipal, AccessResource, KnownFacts, PreparedPolicy } from '../../engine';
import { loadAccessModel, type ModelReach } from '../access-model';
import { accountIn } from '../question';
import { prepareResourcePolicy } from '../resource-policy';
import { parseSubject } from '../subject-arn';

type Asked = {
  Resource: string;
  ResourceAccount?: string;
  ResourcePolicy?: string;
  Context?: readonly { Key: string; Values: readonly string[] }[];
  Reach: ModelReach;
};

/**
 * The model that a question is asked of: with its resource and in its circumstances.
 * A resource whose ARN does not say whose it is lies in the caller's account unless the question says otherwise.
 * @throws AwsError MalformedPolicyDocument for a resource policy that does not parse
 */
export async function loadAskedModel(scope: Scope, asked: Asked): Promise<AccessModel> {
  const model = await loadAccessModel(scope, asked.Reach);
  const resource = askedResource(scope, asked);
  const accounts = asked.Context?.length ? inCircumstances(model.accounts, asked.Context) : model.accounts;
  if (!resource && accounts === model.accounts) return model;
  return { ...model, accounts, resources: resource ? [resource] : [] };
}

function askedResource({ accountId }: Scope, { Resource, ResourceAccount, ResourcePolicy }: Asked): AccessResource | null {
  const policy = ResourcePolicy?.trim() ? givenPolicy(Resource, ResourcePolicy) : undefined;
  const named = accountIn(Resource);
  // Nothing to add: the ARN says whose it is, or there is no resource.
  if (!policy && ResourceAccount === undefined && (named !== undefined || Resource === '*')) return null;
  return { arn: Resource, accountId: ResourceAccount ?? named ?? accountId, policy };
}

function givenPolicy(resource: string, text: string): PreparedPolicy {
  if (parseSubject(resource)?.kind === 'Role')
    throw new AwsError('InvalidInputException', 'The policy of a role is its trust policy, which is read where it is.');
  return prepareResourcePolicy(resource, text, '');
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

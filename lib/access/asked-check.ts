import { hasNoResource } from '@gatehouse/catalog/load-catalog';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Check } from '../core/operation';
import type { TagPair } from '../core/tags';
import type { Transaction } from '../db/client';
import { checkOfStored, type KeptResource, underPolicy } from '../resources/resources';
import { accountIn, type DecisionQuestion, decidedQuestion } from './question';
import { prepareResourcePolicy } from './resource-policy';
import { parseSubject } from './subject-arn';

/** An action on a resource in given circumstances. `ResourceTags` replaces all stored tags of the resource. */
export type AskedCall = Omit<DecisionQuestion, 'Context'> & { Context?: RequestContext; ResourceTags?: readonly TagPair[] };

/**
 * Returns the account that owns the resource of a call: from its ARN, from the question, or from the stored resource. Returns undefined if
 * none of them says.
 */
export function ownerAsked({ Action, Resource, ResourceAccount }: AskedCall, kept: KeptResource | null): string | undefined {
  return hasNoResource(Action) ? undefined : (accountIn(Resource) ?? ResourceAccount ?? kept?.found.accountId);
}

/**
 * Builds the check of a call that has no operation here. Everything stored about the resource applies, in every account, as in real calls.
 * It leaves nothing unknown, unlike the questions of viewers who may read only some accounts.
 * @param owner the account that owns the resource
 * @param kept the resource itself, if it is stored here
 * @throws AwsError MalformedPolicyDocument if a resource policy does not parse
 */
export async function checkAsked(
  asked: AskedCall,
  { owner, callerAccountId, kept, db }: { owner: string; callerAccountId: string; kept: KeptResource | null; db: Transaction },
): Promise<Check> {
  const { Context, ResourceTags, ...question } = asked;
  const { Action, Resource, ResourcePolicy } = decidedQuestion(question);
  const given = ResourcePolicy === undefined ? undefined : prepareResourcePolicy(Resource, ResourcePolicy);
  const tried = kept && given ? await underPolicy({ db }, kept, given) : kept;
  const check = await checkOfStored({ Action, Resource }, { owner, callerAccountId, kept: tried, db });
  return {
    ...check,
    ...(ResourcePolicy !== undefined && givenPolicy(Resource, ResourcePolicy)),
    ...(ResourceTags && { resourceTags: ResourceTags }),
    context: merged(check.context ?? {}, Context ?? {}),
  };
}

function givenPolicy(resource: string, document: string): Pick<Check, 'trustPolicy' | 'resourcePolicy'> {
  if (parseSubject(resource)?.kind === 'Role') return { trustPolicy: { roleArn: resource, document } };
  return { resourcePolicy: { resourceArn: resource, document } };
}

/** Merges condition keys. Keys that differ only in case are the same key. */
function merged(stored: RequestContext, given: RequestContext): RequestContext {
  const names = new Set(Object.keys(given).map((key) => key.toLowerCase()));
  return { ...Object.fromEntries(Object.entries(stored).filter(([key]) => !names.has(key.toLowerCase()))), ...given };
}

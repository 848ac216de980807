import { hasNoResource } from '@gatehouse/catalog/load-catalog';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Check } from '../core/operation';
import type { TagPair } from '../core/tags';
import type { Transaction } from '../db/client';
import { checkOfStored, type KeptResource, underPolicy } from '../resources/resources';
import { accountIn, decidedQuestion, type Question } from './question';
import { prepareResourcePolicy } from './resource-policy';
import { parseSubject } from './subject-arn';

/** What is to be done to what, in which circumstances. `ResourceTags` stand for all that the resource is stored with. */
export type AskedCall = Omit<Question, 'Context'> & { Context?: RequestContext; ResourceTags?: readonly TagPair[] };

/** Whose the resource of a call is: its ARN names the account, or the question does, or it is kept here; undefined where nobody says. */
export function ownerAsked({ Action, Resource, ResourceAccount }: AskedCall, kept: KeptResource | null): string | undefined {
  return hasNoResource(Action) ? undefined : (accountIn(Resource) ?? ResourceAccount ?? kept?.found.accountId);
}

/**
 * The check of a call for which there is no operation here: all that is stored of the resource bears on it, whoever owns it, as on real calls.
 * Unlike a question of somebody who may read no more than an account of theirs, it leaves nothing open.
 * @param owner of the resource
 * @param kept the resource itself, where it is kept here
 * @throws AwsError MalformedPolicyDocument for a resource policy that does not parse
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

/** Two keys that differ in case only are one. */
function merged(stored: RequestContext, given: RequestContext): RequestContext {
  const names = new Set(Object.keys(given).map((key) => key.toLowerCase()));
  return { ...Object.fromEntries(Object.entries(stored).filter(([key]) => !names.has(key.toLowerCase()))), ...given };
}

import { hasNoResource } from '@gatehouse/catalog/load-catalog';
import type { AuthorizationRequest, PolicySet, PreparedPolicy, UnknownSide } from '@gatehouse/policy/evaluate';
import type { AccountFacts } from '../core/account-facts';
import { assembleRequest, type CallerPolicies, type DecisionRecord, explainSet } from '../core/authorize';
import type { Call } from '../core/call';
import { tellsOfResource } from '../core/context';
import type { Scope } from '../core/operation';
import {
  findKeptResource,
  type KeptResource,
  livesHere,
  ownerOfKept,
  ownersOnlyOf,
  type StoredFacts,
  storedFacts,
  underPolicy,
} from '../resources/resources';
import { draftControls } from './drafts';
import { mayReadAccount } from './readable-accounts';
import { GIVEN_POLICY_ID, prepareResourcePolicy } from './resource-policy';
import { hiddenKeys } from './stranger';
import type { Subject } from './subject';

export type Question = {
  Action: string;
  Resource: string;
  /** Who owns the resource where its ARN does not say. Without it: the account of whoever is asked about. */
  ResourceAccount?: string;
  ResourcePolicy?: string;
  Context?: readonly { Key: string; Values: readonly string[] }[];
};

/** A question as it is decided: an action without resource types has no resource, so nobody else owns it and no policy is on it. */
export function decidedQuestion<Asked extends AskedResource & { Action: string }>(question: Asked): Asked {
  if (!hasNoResource(question.Action)) return question;
  return { ...question, Resource: '*', ResourceAccount: undefined, ResourcePolicy: undefined };
}

/** A question made ready for the engine, and what is to be said of it. */
export type AskedQuestion = {
  request: AuthorizationRequest;
  set: PolicySet<PreparedPolicy>;
  /** The owner was not given and the ARN names none: it was taken to be this account. */
  assumedOwner?: string;
  /** What is stored of the resource was read in another account. */
  readElsewhere: boolean;
  /** The caller is of another account, where its tags were read. */
  callerElsewhere: boolean;
  /** Where the resource is, if its ARN does not say so and it is kept here, as buckets are. */
  resourceRegion?: string;
};

/**
 * Builds the question as if the subject itself had called, from where and when the caller sits.
 * @throws AwsError MalformedPolicyDocument for a draft or a resource policy that does not parse
 */
export async function askQuestion(subject: Subject, question: Question, scope: Scope): Promise<AskedQuestion> {
  const { caller, account, policies, stranger, drafts } = subject;
  const call: Call = { ...scope.call, caller, context: stranger?.context };
  const known = policies.policies.identity.length > 0 ? ['identity'] : [];
  const unknown = stranger?.unknown.filter((side) => !known.includes(side));
  // What an action without resources reaches is the caller's own.
  const owner = hasNoResource(question.Action) ? account.id : ownerOf(subject, scope);
  const asked = await askFor({ call, account, policies, owner, unknown }, question, scope);
  const { request, set } = asked;
  const unseen = new Set(hiddenKeys(subject, Object.keys(request.context)));
  const given = new Set(question.Context?.map(({ Key }) => Key.toLowerCase()));
  const context = Object.fromEntries(
    Object.entries(request.context).filter(([key]) => !unseen.has(key) || given.has(key.toLowerCase())),
  );
  return { ...asked, request: { ...request, context }, set: draftControls(set, drafts, request.resourceAccount ?? owner) };
}

/** Whose a resource is taken to be where nobody says: the subject's account; of a stranger, who is asked about for it, the asker's. */
export function ownerOf({ stranger, account }: Subject, scope: Scope): string {
  return stranger ? scope.accountId : account.id;
}

/**
 * Who would call, from an account, with the policies that bear on it. `owner`: whose a resource is taken to be where nobody says, the
 * caller's account unless it is given; `unknown`: what of the caller's side is not known.
 */
export type Asked = {
  call: Call;
  account: AccountFacts;
  policies: CallerPolicies;
  owner?: string;
  unknown?: readonly UnknownSide[] | undefined;
};

/**
 * The one place that turns "who, what, on whose resource, in which circumstances" into the engine's input for whoever only asks.
 * What `scope` may not read of another account is marked as unknown, never taken for absent: lib/decisions/012-evaluations-without-the-other-account.md.
 * @throws AwsError MalformedPolicyDocument for a resource policy that does not parse
 */
export async function askFor(
  { call, account, policies, ...given }: Asked,
  asked: Question,
  scope: Scope,
): Promise<AskedQuestion> {
  const question = decidedQuestion(asked);
  const { Action, Resource } = question;
  const side = await resourceSide(question, given.owner ?? account.id, scope, account.id);
  const { owner, reads, stored } = side;
  const unknown = [...side.unknown, ...(given.unknown ?? [])];
  const { request, set } = await assembleRequest(scope.db, call, account, policies, {
    action: Action,
    resource: Resource,
    resourceAccount: owner,
    ...stored,
  });
  const region = stored.context?.['aws:RequestedRegion'];
  const visible = reads ? { request, set } : withoutPlace(request, set, scope.account);
  return {
    request: { ...visible.request, context: withContext(visible.request.context, question.Context) },
    set: { ...visible.set, ...(side.given && { resource: side.given }), ...(unknown.length > 0 && { unknown }) },
    ...(side.assumed && { assumedOwner: owner }),
    readElsewhere: owner !== scope.accountId && stored.resourceTags !== undefined,
    callerElsewhere: call.caller.accountId !== scope.accountId,
    ...(typeof region === 'string' && { resourceRegion: region }),
  };
}

/** The side of the resource in a question: whose it is, what is stored or given of it, and what is not known. */
export type ResourceSide = {
  owner: string;
  /** Neither the question nor the ARN names an owner, though there is one. */
  assumed: boolean;
  /** Whether the asker may read that account. */
  reads: boolean;
  stored: StoredFacts;
  given: PreparedPolicy | undefined;
  /** The resource itself, where it is one of those that are kept: as it would be under a policy that is given. */
  kept: KeptResource | null;
  unknown: readonly UnknownSide[];
};

/** What a question says of its resource. Without an action it is about all of them. */
export type AskedResource = Omit<Question, 'Action' | 'Context'> & { Action?: string };

/**
 * @param account whose the resource is taken to be where nobody says
 * @param callerAccountId whose principal would call; where many are asked about, whoever asks
 * @throws AwsError MalformedPolicyDocument for a resource policy that does not parse
 */
export async function resourceSide(
  question: AskedResource,
  account: string,
  scope: Scope,
  callerAccountId: string = scope.accountId,
): Promise<ResourceSide> {
  const { Resource, ResourcePolicy } = question;
  // What the ARN says is so: nobody reads another account's role by calling it their own.
  const named = accountIn(Resource) ?? question.ResourceAccount ?? (await readableOwner(scope, Resource));
  const owner = named ?? account;
  const reads = await mayReadAccount(scope, owner);
  const given = ResourcePolicy?.trim() ? prepareResourcePolicy(Resource, ResourcePolicy) : undefined;
  const found = reads ? await findKeptResource(scope, Resource) : null;
  const own = found?.found.accountId === owner ? found : null;
  const kept = own && given ? await underPolicy(scope, own, given) : own;
  const stored = reads ? await storedFacts(scope, owner, question, kept, callerAccountId) : ownersOnlyOf(question);
  const known = given !== undefined || stored.trustPolicy !== undefined || stored.resourcePolicy !== undefined;
  return {
    owner,
    assumed: named === undefined && Resource !== '*' && Resource.split(':')[4] !== 'aws',
    reads,
    stored,
    given,
    kept,
    unknown: unknownSides(question, reads, known),
  };
}

/**
 * The answer with its record. What was read in another account decides, and stays there: the text of a role's trust policy, and the tags and
 * other keys of a resource or a caller but for those that a condition of the asker's own policies names.
 * @returns `foreign`: ids of policies that are another account's to show
 */
export function explainAsked({ request, set, readElsewhere, callerElsewhere }: AskedQuestion): {
  record: DecisionRecord;
  foreign: readonly string[];
} {
  const record = explainSet(request, set);
  const stays = (key: string) => (readElsewhere && tellsOfResource(key)) || (callerElsewhere && PRINCIPAL_TAG.test(key));
  const context = Object.fromEntries(Object.entries(request.context).filter(([key]) => !stays(key)));
  const explanation = { ...record.explanation, request: { ...request, context } };
  const { resource } = set;
  const isForeign = readElsewhere && resource !== undefined && resource.ref.id !== GIVEN_POLICY_ID;
  return { record: { ...record, explanation }, foreign: isForeign ? [resource.ref.id] : [] };
}

/** The owner an ARN names; undefined where it names none (S3 buckets) or a pattern. */
export function accountIn(resource: string): string | undefined {
  const account = resource.split(':')[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

/** Whose a bucket is that is kept here, for those who may read its account; undefined for others, who must say. */
async function readableOwner(scope: Scope, resource: string): Promise<string | undefined> {
  const owner = await ownerOfKept(scope, resource);
  return owner !== null && (await mayReadAccount(scope, owner)) ? owner : undefined;
}

const PRINCIPAL_TAG = /^aws:PrincipalTag\//i;

function unknownSides(question: AskedResource, reads: boolean, known: boolean): UnknownSide[] {
  const hidden: UnknownSide[] = reads ? [] : ['rcp'];
  if (known || question.Resource === '*') return hidden;
  if (reads && livesHere(question)) return hidden;
  return ['resource', ...hidden];
}

/** Where another account lies is not for everybody to see, but that it lies in one's own organization is. */
function withoutPlace(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>, { organization }: AccountFacts) {
  const { 'aws:ResourceOrgPaths': _, 'aws:ResourceOrgID': organizationId, ...visible } = request.context;
  const { rcp: __, resourceInManagementAccount: ___, ...visibleSet } = set;
  const own = organizationId !== undefined && organizationId === organization?.id;
  const context = own ? { ...visible, 'aws:ResourceOrgID': organizationId } : visible;
  return { request: { ...request, context }, set: visibleSet };
}

function withContext(context: AuthorizationRequest['context'], entries: Question['Context']): AuthorizationRequest['context'] {
  const merged: Record<string, string | readonly string[]> = { ...context };
  for (const { Key, Values } of entries ?? []) {
    for (const known of Object.keys(merged)) if (known.toLowerCase() === Key.toLowerCase()) delete merged[known];
    const [first] = Values;
    if (Values.length === 1 && first !== undefined) merged[Key] = first;
    else if (Values.length > 1) merged[Key] = Values;
  }
  return merged;
}

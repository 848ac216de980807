import { hasNoResource } from '@gatehouse/catalog/load-catalog';
import type { AuthorizationRequest, PolicySet, PreparedPolicy, UnknownSide } from '@gatehouse/policy/evaluate';
import type { AccountFacts } from '../core/account-facts';
import { assembleRequest, type CallerPolicies, type DecisionRecord, explainSet } from '../core/authorization/authorize';
import { tellsOfResource } from '../core/authorization/context';
import type { Call } from '../core/call';
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
import type { AccessSubject } from './subject';

export type DecisionQuestion = {
  Action: string;
  Resource: string;
  /** The owner of the resource, if its ARN does not say. Default: the account of the subject. */
  ResourceAccount?: string;
  ResourcePolicy?: string;
  Context?: readonly { Key: string; Values: readonly string[] }[];
};

/**
 * Returns the question that is decided. An action without resource types has no resource, so it has no other owner and no resource policy.
 */
export function decidedQuestion<Asked extends QuestionResource & { Action: string }>(question: Asked): Asked {
  if (!hasNoResource(question.Action)) return question;
  return { ...question, Resource: '*', ResourceAccount: undefined, ResourcePolicy: undefined };
}

/** A question prepared for the engine, with notes for its answer. */
export type PreparedQuestion = {
  request: AuthorizationRequest;
  set: PolicySet<PreparedPolicy>;
  /** The account assumed as the owner, because neither the question nor the ARN names one. */
  assumedOwner?: string;
  /** The resource's stored data was read in another account. */
  readElsewhere: boolean;
  /** The caller's tags were read in another account. */
  callerElsewhere: boolean;
  /** The resource's Region, if it is stored here and its ARN does not say, as for buckets. */
  resourceRegion?: string;
};

/**
 * Builds the question as if the subject itself called, with the viewer's address and time.
 * @throws AwsError MalformedPolicyDocument if a draft or resource policy does not parse
 */
export async function askQuestion(subject: AccessSubject, question: DecisionQuestion, scope: Scope): Promise<PreparedQuestion> {
  const { caller, account, policies, stranger, drafts } = subject;
  const call: Call = { ...scope.call, caller, context: stranger?.context };
  const known = policies.policies.identity.length > 0 ? ['identity'] : [];
  const unknown = stranger?.unknown.filter((side) => !known.includes(side));
  // An action without resources affects the caller's own account.
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

/** Returns the assumed owner of a resource: the subject's account, or the viewer's account for an external principal. */
export function ownerOf({ stranger, account }: AccessSubject, scope: Scope): string {
  return stranger ? scope.accountId : account.id;
}

/**
 * A caller with its account and the policies that apply to it. `owner` is the assumed owner of the resource, by default the caller's
 * account. `unknown` lists the unknown parts of the caller's side.
 */
export type QuestionCaller = {
  call: Call;
  account: AccountFacts;
  policies: CallerPolicies;
  owner?: string;
  unknown?: readonly UnknownSide[] | undefined;
};

/**
 * Builds the engine's input for every hypothetical question. Data of other accounts that `scope` may not read is marked as unknown, and
 * never treated as absent: lib/decisions/012-evaluations-without-the-other-account.md.
 * @throws AwsError MalformedPolicyDocument if a resource policy does not parse
 */
export async function askFor(
  { call, account, policies, ...given }: QuestionCaller,
  asked: DecisionQuestion,
  scope: Scope,
): Promise<PreparedQuestion> {
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

/** The resource's side of a question: its owner, the stored or given data, and the unknown parts. */
export type ResourceSide = {
  owner: string;
  /** The owner is assumed, because neither the question nor the ARN names it. */
  assumed: boolean;
  /** The viewer may read the owner's account. */
  reads: boolean;
  stored: StoredFacts;
  given: PreparedPolicy | undefined;
  /** The stored resource, under the given policy if there is one. Null if it is not stored here. */
  kept: KeptResource | null;
  unknown: readonly UnknownSide[];
};

/** The resource of a question. Without an action it stands for all actions. */
export type QuestionResource = Omit<DecisionQuestion, 'Action' | 'Context'> & { Action?: string };

/**
 * Reads the resource's side of a question.
 * @param account the assumed owner of the resource
 * @param callerAccountId the account of the calling principal, or of the viewer for many principals
 * @throws AwsError MalformedPolicyDocument if a resource policy does not parse
 */
export async function resourceSide(
  question: QuestionResource,
  account: string,
  scope: Scope,
  callerAccountId: string = scope.accountId,
): Promise<ResourceSide> {
  const { Resource, ResourcePolicy } = question;
  // The ARN decides: nobody can read another account's role by claiming to own it.
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
 * Explains a question with its record. Data read in another account counts for the decision but is not shown. This
 * covers the text of a trust policy, and tags and other keys, except those that the viewer's own policies test.
 * @returns `foreign`: the ids of policies that belong to another account
 */
export function explainAsked({ request, set, readElsewhere, callerElsewhere }: PreparedQuestion): {
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

/** Returns the owner that an ARN names. Returns undefined for patterns and for ARNs without an account, such as S3 buckets. */
export function accountIn(resource: string): string | undefined {
  const account = resource.split(':')[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

/** Returns the owner of a stored bucket for viewers who may read its account, and undefined for others. */
async function readableOwner(scope: Scope, resource: string): Promise<string | undefined> {
  const owner = await ownerOfKept(scope, resource);
  return owner !== null && (await mayReadAccount(scope, owner)) ? owner : undefined;
}

const PRINCIPAL_TAG = /^aws:PrincipalTag\//i;

function unknownSides(question: QuestionResource, reads: boolean, known: boolean): UnknownSide[] {
  const hidden: UnknownSide[] = reads ? [] : ['rcp'];
  if (known || question.Resource === '*') return hidden;
  if (reads && livesHere(question)) return hidden;
  return ['resource', ...hidden];
}

/** The position of another account in the organization is hidden. Membership in the viewer's organization is not. */
function withoutPlace(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>, { organization }: AccountFacts) {
  const { 'aws:ResourceOrgPaths': _, 'aws:ResourceOrgID': organizationId, ...visible } = request.context;
  const { rcp: __, resourceInManagementAccount: ___, ...visibleSet } = set;
  const own = organizationId !== undefined && organizationId === organization?.id;
  const context = own ? { ...visible, 'aws:ResourceOrgID': organizationId } : visible;
  return { request: { ...request, context }, set: visibleSet };
}

function withContext(
  context: AuthorizationRequest['context'],
  entries: DecisionQuestion['Context'],
): AuthorizationRequest['context'] {
  const merged: Record<string, string | readonly string[]> = { ...context };
  for (const { Key, Values } of entries ?? []) {
    for (const known of Object.keys(merged)) if (known.toLowerCase() === Key.toLowerCase()) delete merged[known];
    const [first] = Values;
    if (Values.length === 1 && first !== undefined) merged[Key] = first;
    else if (Values.length > 1) merged[Key] = Values;
  }
  return merged;
}

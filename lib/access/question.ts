import { assembleRequest } from '../core/authorize';
import type { Call } from '../core/call';
import { AwsError } from '../core/errors';
import type { Scope } from '../core/operation';
import { tryPrepare } from '../core/prepared-policies';
import type { AuthorizationRequest, PolicySet, PreparedPolicy } from '../engine';
import { findRole } from '../iam/role/rows';
import type { Subject } from './subject';
import { parseSubject } from './subject-arn';

export type Question = {
  Action: string;
  Resource: string;
  ResourceAccount?: string;
  ResourcePolicy?: string;
  Context?: { Key: string; Values: string[] }[];
};

/** Builds the question as if the subject itself had called, from where and when the caller sits. */
export async function askQuestion(
  subject: Subject,
  question: Question,
  scope: Scope,
): Promise<{ request: AuthorizationRequest; set: PolicySet<PreparedPolicy> }> {
  const call: Call = { ...scope.call, caller: subject.caller, context: undefined };
  const { request, set } = await assembleRequest(scope.db, call, subject.account, subject.policies, {
    action: question.Action,
    resource: question.Resource,
    resourceAccount: question.ResourceAccount ?? accountIn(question.Resource),
    trustPolicy: await trustPolicyOf(question, scope),
  });
  const known = ownKnowledge(subject, request.context, set);
  return {
    request: { ...request, context: withContext(known.context, question.Context) },
    set: { ...known.set, ...resourcePolicy(question) },
  };
}

/** What is stored of an account outside the organization is not for the subject's account to see: neither its place nor its RCPs. */
function ownKnowledge({ account }: Subject, context: AuthorizationRequest['context'], set: PolicySet<PreparedPolicy>) {
  const owner = context['aws:ResourceOrgID'];
  if (owner === undefined || owner === account.organization?.id) return { context, set };
  const { 'aws:ResourceOrgID': _, 'aws:ResourceOrgPaths': __, ...visible } = context;
  const { rcp: ___, resourceInManagementAccount: ____, ...visibleSet } = set;
  return { context: visible, set: visibleSet };
}

/** The owner an ARN names; undefined where it names none (S3 buckets) or a pattern. */
export function accountIn(resource: string): string | undefined {
  const account = resource.split(':')[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

// Roles of other accounts are not read: their trust policies can be given by hand.
async function trustPolicyOf({ Action, Resource }: Question, scope: Scope) {
  const named = /^sts:(AssumeRole|TagSession|SetSourceIdentity)/i.test(Action) ? parseSubject(Resource) : null;
  if (named?.kind !== 'Role' || named.accountId !== scope.accountId) return undefined;
  const role = await findRole(scope, named.name);
  return role ? { roleArn: Resource, document: role.assumeRolePolicyDocument } : undefined;
}

function resourcePolicy({ ResourcePolicy, Resource, Action }: Question): { resource?: PreparedPolicy } {
  if (!ResourcePolicy?.trim()) return {};
  const type = /^sts:AssumeRole/i.test(Action) ? 'trust' : 'resource';
  const result = tryPrepare(
    { id: 'resource', type, name: 'resource policy', origin: { kind: 'resource', resourceArn: Resource } },
    ResourcePolicy,
  );
  if (!result.ok) {
    const issue = result.issues[0];
    throw new AwsError(
      'MalformedPolicyDocumentException',
      `Resource policy, line ${issue?.span.start.line ?? 1}: ${issue?.message ?? 'syntax errors'}`,
    );
  }
  return { resource: result.prepared };
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

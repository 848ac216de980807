import { assembleRequest, type ExplainedCheck, explainSet } from '../core/authorize';
import type { Call } from '../core/call';
import { AwsError } from '../core/errors';
import { defineOperation, type Scope } from '../core/operation';
import { documentOf, tryPrepare } from '../core/prepared-policies';
import { type AuthorizationRequest, describeFix, type PolicySet, type PreparedPolicy, smallestFix } from '../engine';
import { findRole } from '../iam/role/rows';
import { applyDrafts } from './drafts';
import { ExplainAccessInput, GetSubjectInput } from './schema';
import { requireSubject, type Subject, subjectChecks } from './subject';
import { parseSubject } from './subject-arn';

/** The facts of a subject that a page shows above any answer. */
export type SubjectSummary = {
  Arn: string;
  Kind: Subject['kind'];
  Name: string;
  Account: { Id: string; Name: string; Management: boolean };
  /** Names of the root and OUs above the account, root first; empty outside an organization. */
  Levels: { Id: string; Name: string; Kind: string; Policies: { Id: string; Name: string; Arn?: string }[] }[];
  Identity: { Id: string; Name: string; Arn?: string; Via: string }[];
  Boundary?: { Id: string; Name: string; Arn?: string };
  ScpApplies: boolean;
};

export function summarize(subject: Subject): SubjectSummary {
  const { policies } = subject.policies;
  const management = policies.principalInManagementAccount ?? false;
  return {
    Arn: subject.arn,
    Kind: subject.kind,
    Name: subject.name,
    Account: { Id: subject.account.id, Name: subject.account.name, Management: management },
    Levels: (policies.scp ?? []).map((level) => ({
      Id: level.id,
      Name: level.name,
      Kind: level.kind,
      Policies: level.policies.map(({ ref }) => ({ Id: ref.id, Name: ref.name, Arn: ref.arn })),
    })),
    Identity: policies.identity.map(({ ref }) => ({
      Id: ref.id,
      Name: ref.name,
      Arn: ref.arn,
      Via: ref.origin.kind === 'group' ? ref.origin.groupName : ref.origin.kind,
    })),
    Boundary: policies.boundary && {
      Id: policies.boundary.ref.id,
      Name: policies.boundary.ref.name,
      Arn: policies.boundary.ref.arn,
    },
    ScpApplies: policies.scp !== undefined && !management,
  };
}

/** Every policy on the subject's side. */
export function policiesOf({ policies: { policies } }: Subject): PreparedPolicy[] {
  return [
    ...policies.identity,
    ...(policies.boundary ? [policies.boundary] : []),
    ...(policies.session ?? []),
    ...(policies.scp ?? []).flatMap((level) => level.policies),
  ];
}

export const GetSubject = defineOperation({
  service: 'iam',
  name: 'GetSubject',
  access: 'Read',
  input: GetSubjectInput,
  checks: ({ PrincipalArn }, scope) => subjectChecks(PrincipalArn, scope),
  run: async ({ PrincipalArn }, scope) => {
    const subject = await requireSubject(PrincipalArn, scope);
    const Documents = Object.fromEntries(policiesOf(subject).map((policy) => [policy.ref.id, documentOf(policy)]));
    return { Subject: summarize(subject), Documents };
  },
});

/** One blocker after the other, each with the least change in each place where it could be made. */
export type AccessFix = { Step: number; Sentence: string };
export type AccessAnswer = ExplainedCheck & { Subject: SubjectSummary; Fixes: AccessFix[] };

/** One question: may this principal do this action on this resource in these circumstances, and why. */
export const ExplainAccess = defineOperation({
  service: 'iam',
  name: 'ExplainAccess',
  access: 'Read',
  input: ExplainAccessInput,
  checks: ({ PrincipalArn }, scope) => subjectChecks(PrincipalArn, scope),
  run: async (input, scope): Promise<AccessAnswer> => {
    const subject = applyDrafts(await requireSubject(input.PrincipalArn, scope), input.Drafts);
    const { request, set } = await ask(subject, input, scope);
    const answer = explainSet(request, set);
    return { ...answer, Subject: summarize(subject), Fixes: fixesOf(request, set) };
  },
});

/** In words; empty when it is allowed, or when no change of a policy would help. */
function fixesOf(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): AccessFix[] {
  const plan = smallestFix(request, set);
  if (!plan.possible) return [];
  return plan.steps.flatMap(({ options }, index) =>
    options.map((option) => ({ Step: index + 1, Sentence: describeFix(option) })),
  );
}

type Question = {
  Action: string;
  Resource: string;
  ResourceAccount?: string;
  ResourcePolicy?: string;
  Context?: { Key: string; Values: string[] }[];
};

/** Builds the question as if the subject itself had called, from where and when the caller sits. */
async function ask(
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
  return {
    request: { ...request, context: withContext(request.context, question.Context) },
    set: { ...set, ...resourcePolicy(question) },
  };
}

/** The owner an ARN names; undefined where it names none (S3 buckets) or a pattern. */
function accountIn(resource: string): string | undefined {
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

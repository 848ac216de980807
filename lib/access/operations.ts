import type { ExplainedCheck } from '../core/authorize';
import { defineOperation } from '../core/operation';
import { allowedPart, type PreparedPolicy } from '../engine';
import { credentialsOf, withCredential } from './credential';
import { applyDrafts } from './drafts';
import { askQuestion, explainAsked } from './question';
import { readableDocuments, withoutHidden } from './readable-policies';
import { type AskedRegion, inRegion } from './region';
import { type CredentialName, ExplainAccessInput, GetSubjectInput } from './schema';
import { requireSubject, type Subject, subjectChecks } from './subject';

/** The facts of a subject that a page shows above any answer. */
export type SubjectSummary = {
  Arn: string;
  Kind: Subject['kind'];
  Name: string;
  Account: { Id: string; Name: string; Management: boolean };
  /** Names of the root and OUs above the account, root first; empty outside an organization. */
  Levels: { Id: string; Name: string; Kind: string; Policies: { Id: string; Name: string; Arn?: string }[] }[];
  /** `Group`: the group that has the policy. */
  Identity: { Id: string; Name: string; Arn?: string; Inline: boolean; Group?: string }[];
  Boundary?: { Id: string; Name: string; Arn?: string };
  ScpApplies: boolean;
  /** With what it can call; the first is taken where nobody says. */
  Credentials: readonly CredentialName[];
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
      Inline: ref.origin.kind === 'inline' || (ref.origin.kind === 'group' && ref.origin.inline),
      Group: ref.origin.kind === 'group' ? ref.origin.groupName : undefined,
    })),
    Boundary: policies.boundary && {
      Id: policies.boundary.ref.id,
      Name: policies.boundary.ref.name,
      Arn: policies.boundary.ref.arn,
    },
    ScpApplies: policies.scp !== undefined && !management,
    Credentials: credentialsOf(subject),
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

/** Of the policies that bear on a principal, the texts of those that the asker may read, by policy id. */
export const GetSubject = defineOperation({
  service: 'iam',
  name: 'GetSubject',
  access: 'Read',
  input: GetSubjectInput,
  checks: ({ PrincipalArn }, scope) => subjectChecks(PrincipalArn, scope),
  run: async ({ PrincipalArn }, scope) => {
    const subject = await requireSubject(PrincipalArn, scope);
    return { Subject: summarize(subject), Documents: await readableDocuments(scope, { subject }, policiesOf(subject)) };
  },
});

export type AccessAnswer = ExplainedCheck & {
  Subject: SubjectSummary;
  /** Whose the resource was taken to be, where neither its ARN nor the question says. */
  AssumedOwner?: string;
  /** In which Region the call was taken to be made; absent where the question takes the key away. */
  Region?: AskedRegion;
  /** With what the principal was taken to call. */
  Credential: CredentialName;
  /** Asked about a pattern that is not allowed as a whole: a part of it that is. */
  AllowedPart?: string;
};

/** One question: may this principal do this action on this resource in these circumstances, and why. */
export const ExplainAccess = defineOperation({
  service: 'iam',
  name: 'ExplainAccess',
  access: 'Read',
  input: ExplainAccessInput,
  checks: ({ PrincipalArn }, scope) => subjectChecks(PrincipalArn, scope),
  run: async (input, scope): Promise<AccessAnswer> => {
    const subject = applyDrafts(await requireSubject(input.PrincipalArn, scope), input.Drafts);
    const caller = withCredential(subject, input.Credential, scope.now);
    const { asked, region: Region } = inRegion(await askQuestion(caller, input, scope), input, scope);
    const Credential = input.Credential ?? credentialsOf(subject)[0];
    const explained = await withoutHidden(explainAsked(asked), scope, { subject, drafts: input.Drafts });
    const implicit = explained.explanation.decision === 'ImplicitDeny';
    const part = implicit && !asked.readElsewhere ? allowedPart(asked.request, asked.set) : null;
    // It is in the words of a policy, for whoever may read that.
    const AllowedPart = part && part.policyId in explained.documents ? part.resource : undefined;
    return {
      ...explained,
      Subject: summarize(subject),
      AssumedOwner: asked.assumedOwner,
      Region,
      Credential,
      AllowedPart,
    };
  },
});

import { allowedPart } from '@gatehouse/policy/analyze';
import type { OrganizationLevel, PreparedPolicy } from '@gatehouse/policy/evaluate';
import type { z } from 'zod';
import { defineOperation, type Scope } from '../core/operation';
import { type Controls, controlsOver } from './controls';
import { credentialsOf, withCredential } from './credential';
import { applyDrafts } from './drafts';
import type { CredentialName } from './limits';
import { type OpenParts, openParts } from './open-question';
import { askQuestion, explainAsked, ownerOf } from './question';
import { asShown, type ExplainedCheck, readableDocuments } from './readable-policies';
import { type AskedRegion, inRegion } from './region';
import { ExplainAccessInput, GetSubjectInput } from './schema';
import { hiddenKeys } from './stranger';
import { requireSubject, type Subject, subjectChecks } from './subject';

/** The facts of a subject that a page shows above any answer. */
export type SubjectSummary = {
  Arn: string;
  Kind: Subject['kind'];
  Name: string;
  /** What is known of it: its account is the asker's, is another one of the organization that the asker's manages, or none that the asker reads. */
  Known: 'own' | 'organization' | 'nothing';
  /** Empty where it has none. */
  Account: { Id: string; Name: string; Management: boolean };
  /** The root and OUs above the account, and itself, root first; empty outside an organization. */
  Levels: LevelSummary[];
  /** `Group`: the group that has the policy. */
  Identity: { Id: string; Name: string; Arn?: string; Inline: boolean; Group?: string }[];
  Boundary?: { Id: string; Name: string; Arn?: string };
  ScpApplies: boolean;
  /** With what it can call; the first is taken where nobody says. */
  Credentials: readonly CredentialName[];
};

export type LevelSummary = { Id: string; Name: string; Kind: string; Policies: { Id: string; Name: string; Arn?: string }[] };

function summarizeLevels(levels: readonly OrganizationLevel<PreparedPolicy>[]): LevelSummary[] {
  return levels.map(({ id, name, kind, policies }) => ({
    Id: id,
    Name: name,
    Kind: kind,
    Policies: policies.map(({ ref }) => ({ Id: ref.id, Name: ref.name, Arn: ref.arn })),
  }));
}

export function summarize(subject: Subject, { accountId }: Pick<Scope, 'accountId'>): SubjectSummary {
  const { policies } = subject.policies;
  const management = policies.principalInManagementAccount ?? false;
  return {
    Arn: subject.arn,
    Kind: subject.kind,
    Name: subject.name,
    Known: subject.stranger ? 'nothing' : subject.account.id === accountId ? 'own' : 'organization',
    Account: { Id: subject.account.id, Name: subject.account.name, Management: management },
    Levels: summarizeLevels(policies.scp ?? []),
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

/** The RCPs over the account whose resources are asked about. */
export type ControlsSummary = { Owner: { Id: string; Name: string }; Management: boolean; Levels: LevelSummary[] };

export type SubjectAnswer = {
  Subject: SubjectSummary;
  Controls?: ControlsSummary | undefined;
  Documents: Record<string, string>;
};

/**
 * Of the policies that bear on a caller, and on the resources of an account, the texts of those that the asker may read, by policy id.
 * `Controls` is absent where the RCPs over that account are not the asker's to know.
 */
export const GetSubject = defineOperation({
  service: 'iam',
  name: 'GetSubject',
  access: 'Read',
  input: GetSubjectInput,
  checks: ({ PrincipalArn }, scope) => subjectChecks(PrincipalArn, scope),
  run: async ({ PrincipalArn, ResourceAccount }, scope): Promise<SubjectAnswer> => {
    const subject = await requireSubject(PrincipalArn, scope);
    const controls = await controlsOver(ResourceAccount ?? ownerOf(subject, scope), scope);
    const policies = [...policiesOf(subject), ...(controls?.levels.flatMap((level) => level.policies) ?? [])];
    return {
      Subject: summarize(subject, scope),
      Controls: controls ? summarizeControls(controls) : undefined,
      Documents: await readableDocuments(scope, { subject }, policies),
    };
  },
});

function summarizeControls({ owner, management, levels }: Controls): ControlsSummary {
  return { Owner: { Id: owner.id, Name: owner.name }, Management: management, Levels: summarizeLevels(levels) };
}

export type AccessAnswer = ExplainedCheck & {
  Subject: SubjectSummary;
  /** Whose the resource was taken to be, where neither its ARN nor the question says. */
  AssumedOwner?: string;
  /** In which Region the call was taken to be made; absent where the question takes the key away. */
  Region?: AskedRegion;
  /** With what the principal was taken to call. */
  Credential: CredentialName;
  /** Condition keys that policies ask for and whose value is not known of this caller: the answer takes them for absent. */
  UnknownKeys: string[];
  /** What the question leaves open, to be asked for before any change is proposed. */
  Open: OpenParts;
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
  run: (input, scope) => explainAccess(input, scope),
});

/** The answer of ExplainAccess, for questions that are made of several of it. @throws AwsError NoSuchEntity */
export async function explainAccess(input: z.output<typeof ExplainAccessInput>, scope: Scope): Promise<AccessAnswer> {
  const subject = applyDrafts(await requireSubject(input.PrincipalArn, scope), input.Drafts);
  const caller = withCredential(subject, input.Credential, scope.now);
  const { asked, region: Region } = inRegion(await askQuestion(caller, input, scope), input, scope);
  const Credential = input.Credential ?? credentialsOf(subject)[0];
  const { record, foreign } = explainAsked(asked);
  const open = openParts(input, record.explanation);
  // Where it is not said what the call is about, no change can be known to be enough.
  const situation = open.ResourceTypes.length > 0 ? null : asked;
  const given = input.Context?.map(({ Key }) => Key) ?? [];
  const explained = await asShown(record, scope, { subject, drafts: input.Drafts }, { situation, foreign, given });
  const implicit = explained.explanation.decision === 'ImplicitDeny';
  const part = implicit && !asked.readElsewhere ? allowedPart(asked.request, asked.set) : null;
  // It is in the words of a policy, for whoever may read that.
  const AllowedPart = part && part.policyId in explained.documents ? part.resource : undefined;
  return {
    ...explained,
    Subject: summarize(subject, scope),
    AssumedOwner: asked.assumedOwner,
    Region,
    Credential,
    Open: open,
    UnknownKeys: hiddenKeys(subject, explained.explanation.missingContextKeys),
    AllowedPart,
  };
}

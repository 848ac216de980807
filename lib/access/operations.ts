import { allowedPart } from '@gatehouse/policy/analyze';
import type { OrganizationLevel, PreparedPolicy } from '@gatehouse/policy/evaluate';
import type { z } from 'zod';
import { OWN_PASSWORD_POLICY_ID } from '../core/authorization/principal-policies';
import { defineOperation, type Scope } from '../core/operation';
import { type Controls, controlsOver } from './controls';
import { credentialsOf, withCredential } from './credential';
import { applyDrafts } from './drafts';
import type { CredentialName } from './limits';
import { type OpenParts, openParts } from './open-question';
import { askQuestion, explainAsked, ownerOf } from './question';
import { asShown, type ExplainedCheck, readableDocuments } from './readable/readable-policies';
import { type AskedRegion, inRegion } from './region';
import { ExplainAccessInput, GetSubjectInput } from './schema';
import { hiddenKeys } from './stranger';
import { type AccessSubject, requireSubject, subjectChecks } from './subject';

/** The facts about a subject that a page shows above every answer. */
export type SubjectSummary = {
  Arn: string;
  Kind: AccessSubject['kind'];
  Name: string;
  /** The subject's account: the viewer's own, one of the viewer's organization, or one that the viewer may not read. */
  Known: 'own' | 'organization' | 'nothing';
  /** Empty if the subject has no account. */
  Account: { Id: string; Name: string; Management: boolean };
  /** The levels above the account and the account itself, root first. Empty outside an organization. */
  Levels: LevelSummary[];
  /**
   * The identity policies. `Group` names the group that has the policy. `OfSetting` marks the account's password policy, which is a setting
   * and nobody's policy.
   */
  Identity: { Id: string; Name: string; Arn?: string; Inline: boolean; Group?: string; OfSetting?: true }[];
  Boundary?: { Id: string; Name: string; Arn?: string };
  ScpApplies: boolean;
  /** The kinds of credentials it can call with. The first is the default. */
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

export function summarize(subject: AccessSubject, { accountId }: Pick<Scope, 'accountId'>): SubjectSummary {
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
      ...(ref.id === OWN_PASSWORD_POLICY_ID && { OfSetting: true }),
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

/** Returns all policies of the subject itself. */
export function policiesOf({ policies: { policies } }: AccessSubject): PreparedPolicy[] {
  return [
    ...policies.identity,
    ...(policies.boundary ? [policies.boundary] : []),
    ...(policies.session ?? []),
    ...(policies.scopes ?? []),
    ...(policies.scp ?? []).flatMap((level) => level.policies),
  ];
}

/** The RCPs over the account that owns the resource. */
export type ControlsSummary = { Owner: { Id: string; Name: string }; Management: boolean; Levels: LevelSummary[] };

export type SubjectAnswer = {
  Subject: SubjectSummary;
  Controls?: ControlsSummary | undefined;
  Documents: Record<string, string>;
};

/**
 * Returns the policies that apply to a caller and to an account's resources, with the texts that the viewer may read, by policy id.
 * `Controls` is absent if the viewer may not see that account's RCPs.
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

export type ExplainedAccess = ExplainedCheck & {
  Subject: SubjectSummary;
  /** The assumed owner of the resource, if neither its ARN nor the question names one. */
  AssumedOwner?: string;
  /** The assumed Region of the call. Absent if the question removes the key. */
  Region?: AskedRegion;
  /** The assumed credentials of the principal. */
  Credential: CredentialName;
  /** The condition keys that policies test and whose values are not known for this caller. The answer treats them as absent. */
  UnknownKeys: string[];
  /** The parts that the question leaves open and the viewer should supply before a change is proposed. */
  Open: OpenParts;
  /** For a denied pattern: a part of it that is allowed. */
  AllowedPart?: string;
};

/** Answers one question: may this principal do this action on this resource in these circumstances, and why. */
export const ExplainAccess = defineOperation({
  service: 'iam',
  name: 'ExplainAccess',
  access: 'Read',
  input: ExplainAccessInput,
  checks: ({ PrincipalArn }, scope) => subjectChecks(PrincipalArn, scope),
  run: (input, scope) => explainAccess(input, scope),
});

/** Answers a question like ExplainAccess, for operations that ask several. @throws AwsError NoSuchEntity */
export async function explainAccess(input: z.output<typeof ExplainAccessInput>, scope: Scope): Promise<ExplainedAccess> {
  const subject = applyDrafts(await requireSubject(input.PrincipalArn, scope), input.Drafts);
  const caller = withCredential(subject, input.Credential, scope.now);
  const { asked, region: Region } = inRegion(await askQuestion(caller, input, scope), input, scope);
  const Credential = input.Credential ?? credentialsOf(subject)[0];
  const { record, foreign } = explainAsked(asked);
  const open = openParts(input, record.explanation);
  // Without a known resource, no change can be proven sufficient.
  const situation = open.ResourceTypes.length > 0 ? null : asked;
  const given = input.Context?.map(({ Key }) => Key) ?? [];
  const explained = await asShown(record, scope, { subject, drafts: input.Drafts }, { situation, foreign, given });
  const implicit = explained.explanation.decision === 'ImplicitDeny';
  const part = implicit && !asked.readElsewhere ? allowedPart(asked.request, asked.set) : null;
  // The allowed part quotes a policy, so only viewers who may read that policy see it.
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

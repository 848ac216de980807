import { z } from 'zod';
import { partitionOfArn } from '../core/arns';
import type { Partition } from '../core/call';
import { firstNames } from '../core/text/lists';
import { accountOfDetails, stateOfDetails } from './authorization-details';
import { IdentityCenterAnswers, isOfIdentityCenter } from './identity-center/read-answers';
import {
  DEFAULT_POLICIES,
  isOfAws,
  type MemberState,
  type OrganizationPolicyState,
  type OrganizationState,
  ordersOf,
  organizationInOrder,
} from './organization-state';
import { reservedRolesLeftOut, withoutReservedRoles } from './service-roles';
import type { AccountState } from './state';
import type { Tag } from './tag';

/** An answer with the id its call was about, since some answers don't contain it. */
export type Answer = { value: unknown; about: string | undefined };

export type ReadOrganization =
  | { ok: false; problem: string }
  | {
      ok: true;
      state: OrganizationState;
      /** Sentences about what is unknown or left out. */
      notes: string[];
    };

const text = z.string();
const Tags = z.array(z.object({ Key: text, Value: text }));
const AccountShape = z.object({
  Id: text,
  Name: text.default(''),
  Email: text.default(''),
  Status: text.optional(),
  State: text.optional(),
  JoinedMethod: text.optional(),
  Paths: z.array(text).optional(),
});
const UnitShape = z.object({ Id: text, Name: text.default(''), Path: text.optional() });
const Summary = z.object({ Id: text, Name: text.default(''), Description: text.default(''), Type: text.default('') });
const Service = z.object({ ServicePrincipal: text });

/** The answers of Organizations that are read, as the AWS CLI prints them. Other members are ignored. */
const Known = z.object({
  Organization: z.object({ Id: text, Arn: text.optional(), FeatureSet: text.default('ALL'), MasterAccountId: text }).optional(),
  Roots: z.array(z.object({ Id: text, PolicyTypes: z.array(z.object({ Type: text, Status: text })).default([]) })).optional(),
  OrganizationalUnits: z.array(UnitShape).optional(),
  OrganizationalUnit: UnitShape.optional(),
  Accounts: z.array(AccountShape).optional(),
  Account: AccountShape.optional(),
  Parents: z.array(z.object({ Id: text })).optional(),
  Policies: z.array(Summary).optional(),
  Policy: z.object({ PolicySummary: Summary, Content: text }).optional(),
  Targets: z.array(z.object({ TargetId: text })).optional(),
  EnabledServicePrincipals: z.array(Service).optional(),
  DelegatedAdministrators: z.array(z.object({ Id: text })).optional(),
  DelegatedServices: z.array(Service).optional(),
  ResourcePolicy: z.object({ ResourcePolicySummary: z.object({ Id: text }).optional(), Content: text }).optional(),
  Tags: Tags.optional(),
  EnabledFeatures: z.array(text).optional(),
});
type Known = z.output<typeof Known>;

const DETAILS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList'];
/** Members of answers that need no mention: paging, and lists that repeat others. */
const NOT_TOLD = ['NextToken', 'IsTruncated', 'Marker', 'OrganizationId', 'ResponseMetadata', 'Children', ...DETAILS];

const isKnown = (name: string) => NOT_TOLD.includes(name) || Object.hasOwn(Known.shape, name) || isOfIdentityCenter(name);
const isDetails = (value: unknown) => membersOf(value).some(([name]) => DETAILS.includes(name));

function membersOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Returns whether a value is an answer of Organizations. */
export function isOfOrganization(value: unknown): boolean {
  return !isDetails(value) && membersOf(value).some(([name]) => Object.hasOwn(Known.shape, name));
}

/**
 * Reads answers of Organizations, and of `GetAccountAuthorizationDetails` in its accounts, as the state of an organization. The
 * content is untrusted: each part is created by a call that validates it.
 */
export function readOrganizationAnswers(answers: readonly Answer[]): ReadOrganization {
  const gathered = new Gathered();
  const unknown = new Set<string>();
  try {
    for (const { value, about } of answers) {
      for (const [name] of membersOf(value)) if (!isKnown(name)) unknown.add(name);
      if (isDetails(value)) gathered.addDetails(value);
      else {
        gathered.add(Known.parse(value), about);
        gathered.identityCenter.add(value, about);
      }
    }
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    return {
      ok: false,
      problem: `${issue?.path.join('.') || 'An answer'}: ${issue?.message}. It should be as the AWS CLI prints it.`,
    };
  }
  const read = gathered.state();
  if (!read.ok) return read;
  const names = [...unknown];
  return { ...read, notes: [...(names.length > 0 ? [`Not read: ${firstNames(names)}.`] : []), ...read.notes] };
}

/** Collects the content of the answers. */
class Gathered {
  private organization: Known['Organization'];
  private root: NonNullable<Known['Roots']>[number] | undefined;
  private readonly units = new Map<string, z.output<typeof UnitShape>>();
  private readonly accounts = new Map<string, z.output<typeof AccountShape>>();
  private readonly parents = new Map<string, string>();
  private readonly summaries = new Map<string, z.output<typeof Summary>>();
  private readonly contents = new Map<string, string>();
  private readonly attached = new Set<string>();
  private readonly services = new Set<string>();
  private readonly delegated: { accountId: string; service: string }[] = [];
  private readonly tags = new Map<string, Tag[]>();
  private readonly features = new Set<string>();
  private readonly details: unknown[] = [];
  private delegation: Known['ResourcePolicy'];
  readonly identityCenter = new IdentityCenterAnswers();
  private readonly seen = new Set<string>();
  /** Answers without the id that their call was about, by kind. */
  private readonly lost = new Map<string, number>();

  addDetails(value: unknown): void {
    accountOfDetails(value);
    this.details.push(value);
  }

  add(answer: Known, about: string | undefined): void {
    for (const member of Object.keys(answer)) this.seen.add(member);
    this.organization ??= answer.Organization;
    this.root ??= answer.Roots?.[0];
    this.delegation ??= answer.ResourcePolicy;
    for (const unit of [answer.OrganizationalUnit ?? [], answer.OrganizationalUnits ?? []].flat()) {
      this.units.set(unit.Id, { ...this.units.get(unit.Id), ...unit });
      this.place(unit.Id, unit.Path, answer.OrganizationalUnits ? about : undefined);
    }
    for (const account of [answer.Account ?? [], answer.Accounts ?? []].flat()) {
      this.accounts.set(account.Id, { ...this.accounts.get(account.Id), ...account });
      this.place(account.Id, account.Paths?.[0], answer.Accounts ? about : undefined);
    }
    for (const { Id } of answer.Parents ?? []) this.asked('Parents', about, (child) => this.parents.set(child, Id));
    for (const summary of [answer.Policy?.PolicySummary ?? [], answer.Policies ?? []].flat()) {
      this.summaries.set(summary.Id, summary);
      // `list-policies-for-target` is about a target, `list-policies` about a type. Its order replaces that of `list-targets-for-policy`.
      if (about !== undefined && answer.Policies) {
        const key = `${summary.Id} ${about}`;
        this.attached.delete(key);
        this.attached.add(key);
      }
    }
    if (answer.Policy) this.contents.set(answer.Policy.PolicySummary.Id, answer.Policy.Content);
    for (const { TargetId } of answer.Targets ?? [])
      this.asked('Targets', about, (policyId) => this.attached.add(`${policyId} ${TargetId}`));
    for (const { ServicePrincipal } of answer.EnabledServicePrincipals ?? []) this.services.add(ServicePrincipal);
    for (const { ServicePrincipal: service } of answer.DelegatedServices ?? [])
      this.asked('DelegatedServices', about, (accountId) => this.delegated.push({ accountId, service }));
    if (answer.Tags && answer.Tags.length > 0)
      this.asked('Tags', about, (id) => this.tags.set(id, [...(this.tags.get(id) ?? []), ...(answer.Tags ?? [])]));
    for (const feature of answer.EnabledFeatures ?? []) this.features.add(feature);
  }

  /** Records the parent of a node, from AWS's path of ids or from the call's own id. */
  private place(id: string, path: string | undefined, about: string | undefined): void {
    const parent =
      path
        ?.split('/')
        .filter((part) => part !== '')
        .at(-2) ?? about;
    if (parent !== undefined && /^(r|ou)-/.test(parent)) this.parents.set(id, parent);
  }

  private asked(what: string, about: string | undefined, use: (about: string) => void): void {
    if (about === undefined) this.lost.set(what, (this.lost.get(what) ?? 0) + 1);
    else use(about);
  }

  state(): ReadOrganization {
    const { organization, root } = this;
    if (!organization) return { ok: false, problem: 'The answer of describe-organization is missing.' };
    if (!root) return { ok: false, problem: 'The answer of list-roots is missing.' };
    const notes = [...this.lost].map(
      ([what, count]) =>
        `${count === 1 ? 'One part' : `${count} parts`} ${what} could not be placed: neither the answer nor the name of its file says what it is about.`,
    );
    const { units, members, homeless } = this.tree(root.Id, organization.MasterAccountId, notes);
    if (homeless.length > 0) notes.push(`Nothing says where these are, so they come into the root: ${firstNames(homeless)}.`);
    const places = new Set([root.Id, organization.MasterAccountId, ...[...units, ...members].map(({ id }) => id)]);
    const { policies, attachments } = this.policies(places, notes);
    const delegated = this.delegated.filter(({ accountId }) => places.has(accountId));
    const accounts = this.accountStates(places, notes);
    const management = organization.MasterAccountId;
    const names = new Map([[management, ''], ...members.map(({ id, name }) => [id, name] as const)]);
    const identityCenter = this.identityCenter.state(management, names, (id) => this.tagsOf(id));
    return {
      ok: true,
      notes: [...notes, ...inOrder(policies, attachments), ...(identityCenter?.notes ?? []), ...this.silent(), ...WITHOUT],
      state: organizationInOrder({
        ...{
          id: organization.Id,
          partition: partitionOfArn(organization.Arn ?? ''),
        },
        ...{
          featureSet: organization.FeatureSet === 'ALL' ? 'ALL' : 'CONSOLIDATED_BILLING',
          rootId: root.Id,
          rootTags: this.tagsOf(root.Id),
        },
        ...{ managementAccountId: management, managementParentId: this.parentIn(places, management) ?? root.Id },
        ...{ managementTags: this.tagsOf(management), units, members, policies, attachments, delegated, accounts },
        policyTypes: root.PolicyTypes.flatMap(({ Type, Status }) => (Status === 'ENABLED' ? [Type] : [])),
        ...{ services: [...this.services], rootFeatures: [...this.features], leftOut: [] },
        ...(identityCenter && { identityCenter: identityCenter.state }),
        ...(this.delegation && {
          delegation: { content: this.delegation.Content, tags: this.tagsOf(this.delegation.ResourcePolicySummary?.Id ?? '') },
        }),
      }),
    };
  }

  private tree(rootId: string, managementAccountId: string, notes: string[]) {
    const known = new Set([rootId, ...this.units.keys()]);
    const homeless: string[] = [];
    const parentOf = (id: string, name: string) => {
      const parent = this.parentIn(known, id);
      if (parent === undefined) homeless.push(name);
      return parent ?? rootId;
    };
    const units = [...this.units.values()].map(({ Id, Name }) => ({
      ...{ id: Id, name: Name, parentId: parentOf(Id, Name), tags: this.tagsOf(Id) },
    }));
    const closed: string[] = [];
    const members: MemberState[] = [];
    for (const { Id, Name, Email, State, Status, JoinedMethod } of this.accounts.values()) {
      if (Id === managementAccountId) continue;
      if ((State ?? Status ?? 'ACTIVE') !== 'ACTIVE') closed.push(Name);
      else {
        const joined = JoinedMethod === 'INVITED' ? 'INVITED' : 'CREATED';
        members.push({ id: Id, name: Name, email: Email, parentId: parentOf(Id, Name), joined, tags: this.tagsOf(Id) });
      }
    }
    if (closed.length > 0) notes.push(`Closed accounts do not come along: ${firstNames(closed)}.`);
    return { units, members, homeless };
  }

  private parentIn(known: ReadonlySet<string>, id: string): string | undefined {
    const parent = this.parents.get(id);
    return parent !== undefined && known.has(parent) ? parent : undefined;
  }

  private policies(places: ReadonlySet<string>, notes: string[]) {
    const policies: OrganizationPolicyState[] = [];
    const empty: string[] = [];
    for (const { Id, Name, Description, Type } of this.summaries.values()) {
      const content = this.contents.get(Id);
      if (isOfAws(Id)) continue;
      if (content === undefined) empty.push(Name);
      else policies.push({ id: Id, name: Name, description: Description, type: Type, content, tags: this.tagsOf(Id) });
    }
    if (empty.length > 0) notes.push(`Policies without their text, of which describe-policy is missing: ${firstNames(empty)}.`);
    const there = new Set(policies.map(({ id }) => id));
    const all = [...this.attached].map((key) => {
      const [policyId = '', targetId = ''] = key.split(' ');
      return { policyId, targetId };
    });
    const attachments = all.filter(
      ({ policyId, targetId }) => (there.has(policyId) || isOfAws(policyId)) && places.has(targetId),
    );
    const lost = all.length - attachments.length;
    if (lost > 0)
      notes.push(
        `${lost === 1 ? 'One attachment is' : `${lost} attachments are`} of policies or targets that are not in the files.`,
      );
    // If the files don't say where AWS's own policies are attached, they stay attached everywhere, as AWS does it.
    const asked = new Set(attachments.map(({ policyId }) => policyId).filter(isOfAws));
    const usual = Object.values(DEFAULT_POLICIES).flatMap((policyId) =>
      asked.has(policyId) ? [] : [...places].map((targetId) => ({ policyId, targetId })),
    );
    return { policies, attachments: [...attachments, ...usual] };
  }

  private accountStates(places: ReadonlySet<string>, notes: string[]): AccountState[] {
    const byAccount = new Map<string, { partition: Partition; parts: ReturnType<typeof stateOfDetails>[] }>();
    for (const value of this.details) {
      const owner = accountOfDetails(value);
      if (!owner) continue;
      const known = byAccount.get(owner.accountId) ?? { partition: owner.partition, parts: [] };
      byAccount.set(owner.accountId, { ...known, parts: [...known.parts, stateOfDetails(value)] });
    }
    const foreign = [...byAccount.keys()].filter((id) => !places.has(id));
    if (foreign.length > 0)
      notes.push(`Details of accounts that are not in the organization are not read: ${firstNames(foreign)}.`);
    return [...byAccount].flatMap(([accountId, { partition, parts }]) => {
      if (!places.has(accountId)) return [];
      const all = <Part extends keyof (typeof parts)[number]>(part: Part) => parts.flatMap((each) => each[part] as unknown[]);
      const state = withoutReservedRoles({
        ...{ accountId, partition, samlProviders: [], oidcProviders: [] },
        ...{ policies: all('policies'), groups: all('groups'), users: all('users'), roles: all('roles') },
        instanceProfiles: all('instanceProfiles'),
      } as AccountState);
      notes.push(...reservedRolesLeftOut(state).map((sentence) => `In account ${accountId}, ${sentence}`));
      return [state];
    });
  }

  /** Returns what no answer covers but may exist. */
  private silent(): string[] {
    const lacking = SPOKEN_OF.filter(([, ...members]) => !members.some((member: string) => this.seen.has(member))).map(
      ([what]): string => what,
    );
    if (!this.identityCenter.isSpokenOf) lacking.push('IAM Identity Center');
    return lacking.length > 0 ? [`The files say nothing of ${lacking.join(', ')}.`] : [];
  }

  private tagsOf(id: string): Tag[] {
    return (this.tags.get(id) ?? []).toSorted((one, other) => (one.Key < other.Key ? -1 : 1));
  }
}

/** The parts of an organization, with the members of answers that cover them. */
const SPOKEN_OF = [
  ['organizational units', 'OrganizationalUnits', 'OrganizationalUnit'],
  ['accounts', 'Accounts', 'Account'],
  ['policies', 'Policies', 'Policy'],
  ['what policies are attached to', 'Targets'],
  ['trusted access', 'EnabledServicePrincipals'],
  ['delegated administrators', 'DelegatedServices', 'DelegatedAdministrators'],
  ['tags', 'Tags'],
] as const;

const WITHOUT = [
  'Accounts are created anew, with ids of their own, and marked as rehearsals. Nobody can sign in to one until somebody is given a password.',
];

/** Says which orders of attachment were taken from the files. */
function inOrder(policies: OrganizationState['policies'], attachments: OrganizationState['attachments']): string[] {
  const targets = [...ordersOf({ policies, attachments }).keys()].map((key) => key.slice(key.indexOf(' ') + 1));
  return targets.length > 0
    ? [
        `Several policies of one type are attached in the order of list-policies-for-target, which AWS does not document as the order of attachment. Check the effective policies of ${firstNames([...new Set(targets)])}.`,
      ]
    : [];
}

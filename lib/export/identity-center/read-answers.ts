import { z } from 'zod';
import { copyNotes } from './left-out';
import type {
  AssignmentState,
  BoundaryState,
  IdentityCenterState,
  MembershipState,
  PermissionSetState,
  StoreGroupState,
} from './state';
import { identityCenterInOrder } from './state';
import { toUserState } from './user-state';

const text = z.string();
const optional = text.optional();
const Reference = z.object({ Name: text, Path: text.default('/') });

/** The answers of IAM Identity Center that are read, as the AWS CLI prints them. Other members are ignored. */
const Known = z.object({
  Instances: z
    .array(z.object({ InstanceArn: text, IdentityStoreId: text, OwnerAccountId: optional, Name: text.default('') }))
    .optional(),
  Users: z
    .array(
      z.looseObject({
        IdentityStoreId: optional,
        UserId: text,
        UserName: optional,
        DisplayName: optional,
        UserStatus: optional,
        ExternalIds: z.array(z.object({ Issuer: text })).optional(),
      }),
    )
    .optional(),
  Groups: z
    .array(z.object({ IdentityStoreId: optional, GroupId: text, DisplayName: text.default(''), Description: optional }))
    .optional(),
  GroupMemberships: z
    .array(z.object({ MembershipId: text.default(''), GroupId: text, MemberId: z.object({ UserId: text }) }))
    .optional(),
  PermissionSet: z
    .object({ PermissionSetArn: text, Name: text, Description: optional, SessionDuration: optional, RelayState: optional })
    .optional(),
  AttachedManagedPolicies: z.array(z.object({ Arn: text })).optional(),
  CustomerManagedPolicyReferences: z.array(Reference).optional(),
  InlinePolicy: optional,
  PermissionsBoundary: z
    .union([z.object({ ManagedPolicyArn: text }), z.object({ CustomerManagedPolicyReference: Reference })])
    .optional(),
  AccountAssignments: z
    .array(z.object({ AccountId: text, PermissionSetArn: text, PrincipalType: z.enum(['USER', 'GROUP']), PrincipalId: text }))
    .optional(),
  InstanceAccessControlAttributeConfiguration: z
    .object({ AccessControlAttributes: z.array(z.object({ Key: text, Value: z.object({ Source: z.array(text) }) })) })
    .optional(),
});
type Known = z.output<typeof Known>;

/** Members of answers that need no mention. */
const NOT_TOLD = ['PermissionSets', 'AccountIds', 'Status'];
const MEMBERS: ReadonlySet<string> = new Set([...Object.keys(Known.shape), ...NOT_TOLD]);

/** Returns whether a member belongs to answers of IAM Identity Center. */
export const isOfIdentityCenter = (member: string) => MEMBERS.has(member);

/** Collects the answers of IAM Identity Center and of its identity store. */
export class IdentityCenterAnswers {
  private instances: NonNullable<Known['Instances']> | undefined;
  private readonly users = new Map<string, NonNullable<Known['Users']>[number]>();
  private readonly groups = new Map<string, StoreGroupState>();
  private readonly memberships: MembershipState[] = [];
  private readonly permissionSets = new Map<string, NonNullable<Known['PermissionSet']>>();
  private readonly managed = new Map<string, string[]>();
  private readonly customer = new Map<string, PermissionSetState['customerPolicies'][number][]>();
  private readonly inline = new Map<string, string>();
  private readonly boundaries = new Map<string, BoundaryState>();
  private readonly assignments: AssignmentState[] = [];
  private accessControl: Known['InstanceAccessControlAttributeConfiguration'];

  /** @throws ZodError for an answer that AWS does not give */
  add(value: unknown, about = ''): void {
    const answer = Known.parse(value);
    if (answer.Instances) this.instances = [...(this.instances ?? []), ...answer.Instances];
    this.accessControl ??= answer.InstanceAccessControlAttributeConfiguration;
    // Users and groups of IAM have no identity store.
    for (const user of answer.Users ?? []) if (user.IdentityStoreId !== undefined) this.users.set(user.UserId, user);
    for (const { IdentityStoreId, GroupId: id, DisplayName, Description } of answer.Groups ?? [])
      if (IdentityStoreId !== undefined)
        this.groups.set(id, { id, displayName: DisplayName, ...(Description !== undefined && { description: Description }) });
    for (const { MembershipId: id, GroupId, MemberId } of answer.GroupMemberships ?? [])
      this.memberships.push({ id, groupId: GroupId, userId: MemberId.UserId });
    this.addPermissionSet(answer, about);
    for (const { AccountId, PermissionSetArn, PrincipalType, PrincipalId } of answer.AccountAssignments ?? [])
      this.assignments.push({
        ...{ permissionSetArn: PermissionSetArn, accountId: AccountId, principalType: PrincipalType, principalId: PrincipalId },
      });
  }

  private addPermissionSet(answer: Known, about: string): void {
    const { PermissionSet, AttachedManagedPolicies = [], CustomerManagedPolicyReferences = [] } = answer;
    if (PermissionSet) this.permissionSets.set(PermissionSet.PermissionSetArn, PermissionSet);
    if (AttachedManagedPolicies.length > 0)
      this.managed.set(about, [...(this.managed.get(about) ?? []), ...AttachedManagedPolicies.map(({ Arn }) => Arn)]);
    if (CustomerManagedPolicyReferences.length > 0)
      this.customer.set(about, [...(this.customer.get(about) ?? []), ...CustomerManagedPolicyReferences]);
    if (answer.InlinePolicy) this.inline.set(about, answer.InlinePolicy);
    if (answer.PermissionsBoundary) this.boundaries.set(about, answer.PermissionsBoundary);
  }

  /** Returns whether the answers say if IAM Identity Center is enabled. */
  get isSpokenOf(): boolean {
    return this.instances !== undefined;
  }

  /**
   * Returns the instance of an organization; undefined if there is none.
   * @param places the accounts of the organization by id, with their names
   */
  state(
    owner: string,
    places: ReadonlyMap<string, string>,
    tagsOf: (id: string) => IdentityCenterState['tags'],
  ): { state: IdentityCenterState; notes: string[] } | undefined {
    const instance = this.instances?.find(({ OwnerAccountId = owner }) => OwnerAccountId === owner);
    if (!instance) return undefined;
    const { InstanceArn, IdentityStoreId, Name } = instance;
    const state: IdentityCenterState = {
      ...{ instanceArn: InstanceArn, storeId: IdentityStoreId, name: Name, tags: tagsOf(InstanceArn) },
      users: [...this.users.values()].map(toUserState),
      ...{ groups: [...this.groups.values()], memberships: this.memberships, assignments: this.assignments, leftOut: [] },
      permissionSets: [...this.permissionSets.values()].map((set) => this.permissionSet(set, tagsOf)),
      ...(this.accessControl && { accessControl: this.accessControl.AccessControlAttributes }),
    };
    const ordered = identityCenterInOrder(state, places);
    return { state: ordered, notes: [...copyNotes(ordered), ENABLED] };
  }

  private permissionSet(
    { PermissionSetArn: arn, Name, Description, SessionDuration, RelayState }: NonNullable<Known['PermissionSet']>,
    tagsOf: (id: string) => IdentityCenterState['tags'],
  ): PermissionSetState {
    const [inlinePolicy, boundary] = [this.inline.get(arn), this.boundaries.get(arn)];
    return {
      ...{ arn, name: Name, managedPolicies: this.managed.get(arn) ?? [], customerPolicies: this.customer.get(arn) ?? [] },
      ...(Description !== undefined && { description: Description }),
      ...(SessionDuration !== undefined && { sessionDuration: SessionDuration }),
      ...(RelayState !== undefined && { relayState: RelayState }),
      ...(inlinePolicy !== undefined && { inlinePolicy }),
      ...(boundary && { boundary }),
      tags: tagsOf(arn),
    };
  }
}

const ENABLED =
  'IAM Identity Center is enabled in the selected Region. Its people have no passwords: reset them, or let people set one by email.';

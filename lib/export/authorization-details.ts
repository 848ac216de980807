import { parseArn } from '@gatehouse/policy/arn';
import { isAwsManaged } from '@gatehouse/policy/evaluate';
import { z } from 'zod';
import { partitionOfArn } from '../core/arns';
import type { AccountState, NamedDocument, PolicyState } from './state';
import type { Tag } from './tag';

/** A document as on the wire (URL-encoded JSON), as the AWS CLI prints it (JSON), or as text. */
const Document = z.union([z.string(), z.record(z.string(), z.unknown())]).transform(documentText);

/**
 * The access of an account's identities, as `GetAccountAuthorizationDetails` returns and the AWS CLI prints it. Other members are
 * ignored.
 */
const Details = z.object({
  UserDetailList: z
    .array(
      z.object({
        Arn: z.string(),
        UserName: z.string(),
        Path: z.string().default('/'),
        GroupList: z.array(z.string()).default([]),
        UserPolicyList: inlineList(),
        AttachedManagedPolicies: attachedList(),
        PermissionsBoundary: boundary(),
        Tags: tags(),
      }),
    )
    .default([]),
  GroupDetailList: z
    .array(
      z.object({
        Arn: z.string(),
        GroupName: z.string(),
        Path: z.string().default('/'),
        GroupPolicyList: inlineList(),
        AttachedManagedPolicies: attachedList(),
      }),
    )
    .default([]),
  RoleDetailList: z
    .array(
      z.object({
        Arn: z.string(),
        RoleName: z.string(),
        Path: z.string().default('/'),
        AssumeRolePolicyDocument: Document,
        RolePolicyList: inlineList(),
        AttachedManagedPolicies: attachedList(),
        PermissionsBoundary: boundary(),
        Tags: tags(),
        InstanceProfileList: z
          .array(z.object({ InstanceProfileName: z.string(), Path: z.string().default('/'), Tags: tags() }))
          .default([]),
      }),
    )
    .default([]),
  Policies: z
    .array(
      z.object({
        Arn: z.string(),
        PolicyName: z.string(),
        Path: z.string().default('/'),
        Description: z.string().optional(),
        DefaultVersionId: z.string().optional(),
        PolicyVersionList: z
          .array(z.object({ Document, VersionId: z.string(), IsDefaultVersion: z.boolean().default(false) }))
          .default([]),
      }),
    )
    .default([]),
});

function inlineList() {
  return z.array(z.object({ PolicyName: z.string(), PolicyDocument: Document })).default([]);
}

function attachedList() {
  return z.array(z.object({ PolicyArn: z.string() })).default([]);
}

function boundary() {
  return z.object({ PermissionsBoundaryArn: z.string() }).optional();
}

function tags() {
  return z.array(z.object({ Key: z.string(), Value: z.string() })).default([]);
}

function documentText(given: string | Record<string, unknown>): string {
  if (typeof given !== 'string') return JSON.stringify(given, null, 2);
  if (!given.startsWith('%7B')) return given;
  try {
    return decodeURIComponent(given);
  } catch {
    return given;
  }
}

/** The part of an account's state that `GetAccountAuthorizationDetails` contains. */
export type DetailsState = Pick<AccountState, 'policies' | 'groups' | 'users' | 'roles' | 'instanceProfiles'>;

/**
 * Returns the answer of `GetAccountAuthorizationDetails`, one page or all, as the state of an account. It lacks role
 * descriptions, session durations and policy tags. AWS managed policies are left to the catalog.
 * @throws z.ZodError if the format differs
 */
export function stateOfDetails(given: unknown): DetailsState {
  const details = Details.parse(given);
  return {
    policies: sorted(details.Policies.filter(({ Arn }) => !isAwsManaged({ arn: Arn })).map(policyOf)),
    groups: sorted(
      details.GroupDetailList.map((group) => ({
        ...{ name: group.GroupName, path: group.Path },
        ...permissions(group.GroupPolicyList, group.AttachedManagedPolicies),
      })),
    ),
    users: sorted(
      details.UserDetailList.map((user) => ({
        ...{ name: user.UserName, path: user.Path, groups: user.GroupList.toSorted() },
        ...{ tags: byKey(user.Tags), boundary: user.PermissionsBoundary?.PermissionsBoundaryArn },
        ...permissions(user.UserPolicyList, user.AttachedManagedPolicies),
      })),
    ),
    roles: sorted(
      details.RoleDetailList.map((role) => ({
        ...{ name: role.RoleName, path: role.Path, trust: role.AssumeRolePolicyDocument },
        ...{ tags: byKey(role.Tags), boundary: role.PermissionsBoundary?.PermissionsBoundaryArn },
        ...permissions(role.RolePolicyList, role.AttachedManagedPolicies),
      })),
    ),
    instanceProfiles: sorted(
      details.RoleDetailList.flatMap(({ RoleName, InstanceProfileList }) =>
        InstanceProfileList.map(({ InstanceProfileName, Path, Tags }) => ({
          ...{ name: InstanceProfileName, path: Path, role: RoleName, tags: byKey(Tags) },
        })),
      ),
    ),
  };
}

/**
 * Returns the account of these details; null if nothing in them tells.
 * @throws z.ZodError if the format differs
 */
export function accountOfDetails(given: unknown): Pick<AccountState, 'accountId' | 'partition'> | null {
  const { UserDetailList, GroupDetailList, RoleDetailList, Policies } = Details.parse(given);
  const named = [...UserDetailList, ...GroupDetailList, ...RoleDetailList, ...Policies].find(
    ({ Arn }) => !isAwsManaged({ arn: Arn }),
  );
  const arn = named && parseArn(named.Arn);
  return arn ? { accountId: arn.accountId, partition: partitionOfArn(named.Arn) } : null;
}

type Detail = z.output<typeof Details>['Policies'][number];

function policyOf({ PolicyName, Path, Description, DefaultVersionId, PolicyVersionList }: Detail): PolicyState {
  // AWS numbers versions v1, v2 and so on, and never reuses a number.
  const versions = PolicyVersionList.toSorted((one, other) => Number(one.VersionId.slice(1)) - Number(other.VersionId.slice(1)));
  const isDefault = ({ VersionId, IsDefaultVersion }: (typeof versions)[number]) =>
    DefaultVersionId === undefined ? IsDefaultVersion : VersionId === DefaultVersionId;
  return {
    ...{ name: PolicyName, path: Path, tags: [] },
    ...(Description !== undefined && Description !== '' && { description: Description }),
    versions: versions.map((version) => ({ document: version.Document, isDefault: isDefault(version) })),
  };
}

function permissions(
  inline: readonly { PolicyName: string; PolicyDocument: string }[],
  attached: readonly { PolicyArn: string }[],
): { inline: NamedDocument[]; attached: string[] } {
  return {
    inline: sorted(inline.map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, document: PolicyDocument }))),
    attached: attached.map(({ PolicyArn }) => PolicyArn).toSorted(),
  };
}

function sorted<Named extends { name: string }>(items: readonly Named[]): Named[] {
  return items.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function byKey(items: readonly Tag[]): Tag[] {
  return items.toSorted((one, other) => (one.Key < other.Key ? -1 : 1));
}

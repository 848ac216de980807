import { iamArn } from '../core/arns';
import { namesPrincipals, TRUSTS_NOBODY, type WithoutOrphans, withoutOrphans } from './document-principals';
import type { RebuildCall, RebuildPart } from './rebuild-call';
import { resourceParts } from './resource-calls';
import { linkedRole } from './service-roles';
import type { AccountState, Permissions, PolicyState, RoleState } from './state';
import type { Tag } from './tag';

type Kind = 'User' | 'Group' | 'Role';

/**
 * Returns the calls that rebuild a state in an empty account, each after everything it names. Providers, managed policies,
 * groups, users and roles come before policies that name principals, attachments and account settings. Keys and secrets come
 * first, because policies may name their generated ids; other resources come after the principals they name. A role whose trust
 * policy names principals begins with one that trusts nobody, because two roles may trust each other.
 */
export function rebuildCalls(state: AccountState): RebuildPart[] {
  const { first, last } = rebuildPasses(state);
  return [...first, ...last];
}

/** Returns the calls in two parts: `first` creates what policies of this and other accounts may name. */
export function rebuildPasses(state: AccountState): { first: RebuildPart[]; last: RebuildPart[] } {
  const roles = state.roles.filter((role) => linkedRole(role) === null);
  const resources = state.resources && resourceParts(state.resources, state);
  const first: RebuildPart[] = [
    ...(resources?.first ?? []),
    { title: 'Identity providers', calls: providers(state) },
    { title: 'Managed policies', calls: state.policies.flatMap((policy) => policyCalls(state, policy)) },
    {
      title: 'Groups',
      calls: state.groups.map(({ name, path }) => iam(`group ${name}`, 'CreateGroup', { GroupName: name, ...pathOf(path) })),
    },
    {
      title: 'Users',
      calls: state.users.map(({ name, path, boundary, tags }) =>
        iam(`user ${name}`, 'CreateUser', { UserName: name, ...pathOf(path), PermissionsBoundary: boundary, Tags: tagsOf(tags) }),
      ),
    },
    { title: 'Roles', calls: roles.map(roleCall) },
  ];
  const last: RebuildPart[] = [
    {
      title: 'Trust policies that name principals',
      calls: roles.filter(namesOthers).map(({ name, trust }) => {
        const { document, note } = withoutOrphans(trust);
        return iam(`role ${name}`, 'UpdateAssumeRolePolicy', { RoleName: name, PolicyDocument: document }, note);
      }),
    },
    { title: 'Roles of services', calls: state.roles.flatMap(linkedRoleCall) },
    {
      title: 'Policies of groups, users and roles',
      calls: [
        ...state.groups.flatMap((group) => permissionCalls('Group', group)),
        ...state.users.flatMap((user) => permissionCalls('User', user)),
        ...roles.flatMap((role) => permissionCalls('Role', role)),
      ],
    },
    {
      title: 'Members of groups',
      calls: state.users.flatMap(({ name, groups }) =>
        groups.map((GroupName) => iam(`user ${name}`, 'AddUserToGroup', { GroupName, UserName: name })),
      ),
    },
    {
      title: 'Instance profiles',
      calls: state.instanceProfiles.flatMap(({ name, path, role, tags }) => [
        iam(`instance profile ${name}`, 'CreateInstanceProfile', {
          InstanceProfileName: name,
          ...pathOf(path),
          Tags: tagsOf(tags),
        }),
        ...(role === undefined
          ? []
          : [iam(`instance profile ${name}`, 'AddRoleToInstanceProfile', { InstanceProfileName: name, RoleName: role })]),
      ]),
    },
    ...(resources?.last ?? []),
    {
      title: 'Settings of the account',
      calls: [
        ...(state.passwordPolicy ? [iam('password policy', 'UpdateAccountPasswordPolicy', state.passwordPolicy)] : []),
        ...(state.alias === undefined ? [] : [iam('alias', 'CreateAccountAlias', { AccountAlias: state.alias })]),
      ],
    },
  ];
  const filled = (parts: readonly RebuildPart[]) => parts.filter(({ calls }) => calls.length > 0);
  return { first: filled(first), last: filled(last) };
}

function iam(about: string, operation: string, input: Readonly<Record<string, unknown>>, note?: string): RebuildCall {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return { service: 'iam', operation, input: given, about, ...(note !== undefined && { note }) };
}

const pathOf = (path: string) => (path === '/' ? {} : { Path: path });
const tagsOf = (tags: readonly Tag[]) => (tags.length > 0 ? tags : undefined);

function providers({ samlProviders, oidcProviders }: AccountState): RebuildCall[] {
  return [
    ...samlProviders.map(({ name, metadata, tags }) =>
      iam(`provider ${name}`, 'CreateSAMLProvider', { Name: name, SAMLMetadataDocument: metadata, Tags: tagsOf(tags) }),
    ),
    ...oidcProviders.map(({ url, clientIds, thumbprints, tags }) =>
      iam(`provider ${url}`, 'CreateOpenIDConnectProvider', {
        Url: url,
        ClientIDList: clientIds,
        ThumbprintList: thumbprints.length > 0 ? thumbprints : undefined,
        Tags: tagsOf(tags),
      }),
    ),
  ];
}

/**
 * Returns the calls for a managed policy. The default version comes first, so that no other applies if a later call fails; the
 * others follow in order, numbered from 2.
 */
function policyCalls(
  { partition, accountId }: AccountState,
  { name, path, description, tags, versions }: PolicyState,
): RebuildCall[] {
  const [first, ...later] = versions.toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault));
  if (!first) return [];
  const PolicyArn = iamArn(partition, accountId, 'policy', path, name);
  return [
    iam(`policy ${name}`, 'CreatePolicy', {
      PolicyName: name,
      ...pathOf(path),
      PolicyDocument: first.document,
      Description: description,
      Tags: tagsOf(tags),
    }),
    ...later.map(({ document }) => iam(`policy ${name}`, 'CreatePolicyVersion', { PolicyArn, PolicyDocument: document })),
  ];
}

const namesOthers = ({ trust }: RoleState) => namesPrincipals(trust);

function roleCall(role: RoleState): RebuildCall {
  const { document, note }: WithoutOrphans = namesOthers(role)
    ? { document: JSON.stringify({ Version: '2012-10-17', Statement: [TRUSTS_NOBODY] }) }
    : withoutOrphans(role.trust);
  return iam(
    `role ${role.name}`,
    'CreateRole',
    {
      RoleName: role.name,
      ...pathOf(role.path),
      AssumeRolePolicyDocument: document,
      Description: role.description,
      MaxSessionDuration: role.maxSessionDuration,
      PermissionsBoundary: role.boundary,
      Tags: tagsOf(role.tags),
    },
    note,
  );
}

function linkedRoleCall(role: RoleState): RebuildCall[] {
  const linked = linkedRole(role);
  if (linked === null) return [];
  const { service, suffix } = linked;
  return [iam(`role ${role.name}`, 'CreateServiceLinkedRole', { AWSServiceName: service, CustomSuffix: suffix })];
}

function permissionCalls(kind: Kind, { name, inline, attached }: Permissions & { name: string }): RebuildCall[] {
  const about = `${kind.toLowerCase()} ${name}`;
  const named = { [`${kind}Name`]: name };
  return [
    ...inline.map(({ name: PolicyName, document }) =>
      iam(about, `Put${kind}Policy`, { ...named, PolicyName, PolicyDocument: document }),
    ),
    ...attached.map((PolicyArn) => iam(about, `Attach${kind}Policy`, { ...named, PolicyArn })),
  ];
}

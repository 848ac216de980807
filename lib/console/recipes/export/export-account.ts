import { partitionOfArn } from '@/lib/core/arns';
import 'server-only';
import type { PasswordPolicy } from '@aws-sdk/client-iam';
import { stateOfDetails } from '../../../export/authorization-details';
import { withoutReservedRoles } from '../../../export/service-roles';
import type { AccountState } from '../../../export/state';
import { GetAccountAuthorizationDetails } from '../../../iam/account/authorization-details-operations';
import { ListAccountAliases } from '../../../iam/account/operations';
import { ListInstanceProfiles, ListInstanceProfileTags } from '../../../iam/instance-profile/operations';
import { GetOpenIDConnectProvider, ListOpenIDConnectProviders } from '../../../iam/oidc-provider/operations';
import { GetAccountPasswordPolicy } from '../../../iam/password-policy/operations';
import { ListPolicies, ListPolicyTags } from '../../../iam/policy/operations';
import { ListRoles } from '../../../iam/role/operations';
import { GetSAMLProvider, ListSAMLProviders } from '../../../iam/saml-provider/operations';
import { GetCallerIdentity } from '../../../sts/caller/operations';
import type { Recipe } from '../recipe';
import { Steps } from '../steps';

/**
 * Reads everything that decides access in the caller's account by AWS's own calls. Each needs its permission, and the first
 * denial ends the export, since a partial account would look complete.
 */
export const readAccount: Recipe<void, AccountState> = async (run) => {
  const steps = new Steps(run);
  const { Account: accountId = '', Arn = '' } = (await steps.read(GetCallerIdentity, {})) ?? {};
  const details = async (Filter: 'User' | 'Group' | 'Role' | 'LocalManagedPolicy') =>
    // Each page is converted as it arrives.
    steps.list(GetAccountAuthorizationDetails, { Filter: [Filter] }, ({ IsTruncated: _, Marker: __, ...page }) => [
      stateOfDetails(page),
    ]);
  const users = (await details('User')).flatMap((page) => page.users);
  const groups = (await details('Group')).flatMap((page) => page.groups);
  const rolesWithPolicies = (await details('Role')).flatMap((page) => page.roles);
  const policies = (await details('LocalManagedPolicy')).flatMap((page) => page.policies);
  const listed = new Map(
    (await steps.list(ListRoles, {}, (answer) => answer.Roles)).map((role) => [role.RoleName, role] as const),
  );
  const tags = new Map<string, { Key: string; Value: string }[]>();
  for (const { PolicyName = '', Arn = '' } of await steps.list(ListPolicies, { Scope: 'Local' }, (answer) => answer.Policies)) {
    tags.set(PolicyName, await steps.list(ListPolicyTags, { PolicyArn: Arn }, (answer) => answer.Tags));
  }
  const instanceProfiles = [];
  for (const { InstanceProfileName = '', Path = '/', Roles } of await steps.list(
    ListInstanceProfiles,
    {},
    (answer) => answer.InstanceProfiles,
  )) {
    instanceProfiles.push({
      ...{ name: InstanceProfileName, path: Path, role: Roles[0]?.RoleName },
      tags: await steps.list(ListInstanceProfileTags, { InstanceProfileName }, (answer) => answer.Tags),
    });
  }
  const samlProviders = [];
  for (const { Arn = '' } of (await steps.read(ListSAMLProviders, {}))?.SAMLProviderList ?? []) {
    const read = await steps.read(GetSAMLProvider, { SAMLProviderArn: Arn });
    if (read)
      samlProviders.push({ name: Arn.slice(Arn.lastIndexOf('/') + 1), metadata: read.SAMLMetadataDocument, tags: read.Tags });
  }
  const oidcProviders = [];
  for (const { Arn = '' } of (await steps.read(ListOpenIDConnectProviders, {}))?.OpenIDConnectProviderList ?? []) {
    const read = await steps.read(GetOpenIDConnectProvider, { OpenIDConnectProviderArn: Arn });
    if (read)
      oidcProviders.push({
        ...{ url: `https://${read.Url}`, clientIds: read.ClientIDList, thumbprints: read.ThumbprintList, tags: read.Tags },
      });
  }
  const passwordPolicy = (await steps.read(GetAccountPasswordPolicy, {}))?.PasswordPolicy;
  const alias = (await steps.read(ListAccountAliases, {}))?.AccountAliases[0];
  const state: AccountState = {
    ...{ accountId, partition: partitionOfArn(Arn) },
    policies: policies.map((policy) => ({ ...policy, tags: tags.get(policy.name) ?? [] })),
    ...{ groups, users },
    roles: rolesWithPolicies.map((role) => ({
      ...role,
      description: listed.get(role.name)?.Description,
      maxSessionDuration: listed.get(role.name)?.MaxSessionDuration,
    })),
    instanceProfiles,
    samlProviders,
    oidcProviders,
    ...(passwordPolicy && { passwordPolicy: settable(passwordPolicy) }),
    ...(alias !== undefined && { alias }),
  };
  return steps.result(withoutReservedRoles(state));
};

/** Returns the settable part of a password policy. `ExpirePasswords` follows from the age. */
function settable({ ExpirePasswords: _, ...policy }: PasswordPolicy): Readonly<Record<string, unknown>> {
  return policy;
}

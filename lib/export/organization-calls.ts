import { enablingCall, identityCenterCalls } from './identity-center/calls';
import {
  ACCESS_ROLE,
  DEFAULT_POLICIES,
  isOfAws,
  ORGANIZATIONS_ROLE,
  type OrganizationState,
  placesOf,
} from './organization-state';
import type { RebuildCall, RebuildPart } from './rebuild-call';
import { rebuildPasses } from './rebuild-calls';
import type { AccountState } from './state';
import type { Tag } from './tag';

/**
 * Returns the calls that rebuild an organization in a standalone account. The tree and its accounts come first, then the accounts'
 * content and IAM Identity Center, and finally the policies, which could deny the other calls. The identities of all accounts come
 * before everything that names them, because roles trust roles in other accounts.
 */
export function organizationCalls(state: OrganizationState): RebuildPart[] {
  const accounts = state.accounts.map((account) => ({ account, passes: rebuildPasses(ownPart(state, account)) }));
  const inside = (pass: 'first' | 'last') =>
    accounts.flatMap(({ account, passes }) =>
      passes[pass].map(({ title, calls }) => ({
        title: `${title} of account ${account.accountId}`,
        calls:
          account.accountId === state.managementAccountId
            ? calls
            : calls.map((call) => ({ ...call, account: account.accountId })),
      })),
    );
  const parts: RebuildPart[] = [
    { title: 'The organization', calls: organization(state) },
    { title: 'Organizational units', calls: units(state) },
    { title: 'Accounts', calls: members(state) },
    { title: 'Trusted access, and what is done centrally', calls: services(state) },
    ...inside('first'),
    ...inside('last'),
    ...(state.identityCenter
      ? [{ title: 'IAM Identity Center', calls: [enablingCall()] }, ...identityCenterCalls(state.identityCenter)]
      : []),
    { title: 'Delegation', calls: delegation(state) },
    { title: 'Policies', calls: policies(state) },
    { title: 'Targets of the policies', calls: attachments(state) },
  ];
  return parts.filter(({ calls }) => calls.length > 0);
}

/** Returns an account without what its creation or the organization's creates. */
function ownPart({ managementAccountId }: OrganizationState, account: AccountState): AccountState {
  const comes = new Set([ORGANIZATIONS_ROLE, ...(account.accountId === managementAccountId ? [] : [ACCESS_ROLE])]);
  return { ...account, roles: account.roles.filter(({ name }) => !comes.has(name)) };
}

type Input = Readonly<Record<string, unknown>>;

function call(about: string, operation: string, input: Input = {}): RebuildCall {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return { service: 'organizations', operation, input: given, about };
}

const tagsOf = (tags: readonly Tag[]) => (tags.length > 0 ? tags : undefined);

function tag(about: string, ResourceId: string, tags: readonly Tag[]): RebuildCall[] {
  return tags.length > 0 ? [call(about, 'TagResource', { ResourceId, Tags: tags })] : [];
}

function organization({ id, featureSet, rootId, rootTags, managementAccountId, managementTags, policyTypes }: OrganizationState) {
  return [
    { ...call('organization', 'CreateOrganization', { FeatureSet: featureSet }), learns: { id, from: 'Organization.Id' } },
    { ...call('root', 'ListRoots'), learns: { id: rootId, from: 'Roots[0].Id' } },
    ...tag('root', rootId, rootTags),
    ...tag('management account', managementAccountId, managementTags),
    ...policyTypes.map((PolicyType) => call(`policy type ${PolicyType}`, 'EnablePolicyType', { RootId: rootId, PolicyType })),
  ];
}

function units({ units: all, rootId, managementParentId, managementAccountId }: OrganizationState): RebuildCall[] {
  const made = all.map(({ id, name, parentId, tags }) => ({
    ...call(`unit ${name}`, 'CreateOrganizationalUnit', { ParentId: parentId, Name: name, Tags: tagsOf(tags) }),
    learns: { id, from: 'OrganizationalUnit.Id' },
  }));
  return [...made, ...moved('management account', managementAccountId, rootId, managementParentId)];
}

function moved(about: string, AccountId: string, rootId: string, parentId: string): RebuildCall[] {
  if (parentId === rootId) return [];
  return [call(about, 'MoveAccount', { AccountId, SourceParentId: rootId, DestinationParentId: parentId })];
}

/** Returns the calls that create members. AWS creates an account some time after the request. */
function members({ members: all, rootId }: OrganizationState): RebuildCall[] {
  return all.flatMap(({ id, name, email, parentId, tags }): RebuildCall[] => {
    const about = `account ${name}`;
    const request = `car-${id}`;
    return [
      {
        ...call(about, 'CreateAccount', { AccountName: name, Email: email, Tags: tagsOf(tags) }),
        learns: { id: request, from: 'CreateAccountStatus.Id', isRequest: true },
      },
      {
        ...call(about, 'DescribeCreateAccountStatus', { CreateAccountRequestId: request }),
        learns: { id, from: 'CreateAccountStatus.AccountId' },
        waits: { state: 'CreateAccountStatus.State', reason: 'CreateAccountStatus.FailureReason' },
      },
      ...moved(about, id, rootId, parentId),
    ];
  });
}

const FEATURES: Readonly<Record<string, string>> = {
  RootCredentialsManagement: 'EnableOrganizationsRootCredentialsManagement',
  RootSessions: 'EnableOrganizationsRootSessions',
};

function services({ services: trusted, rootFeatures }: OrganizationState): RebuildCall[] {
  return [
    ...trusted.map((ServicePrincipal) => call(`service ${ServicePrincipal}`, 'EnableAWSServiceAccess', { ServicePrincipal })),
    ...rootFeatures.flatMap((feature): RebuildCall[] => {
      const operation = FEATURES[feature];
      return operation ? [{ service: 'iam', operation, input: {}, about: `feature ${feature}` }] : [];
    }),
  ];
}

function delegation({ delegated, delegation: policy }: OrganizationState): RebuildCall[] {
  return [
    ...delegated.map(({ accountId, service }) =>
      call(`service ${service}`, 'RegisterDelegatedAdministrator', { AccountId: accountId, ServicePrincipal: service }),
    ),
    ...(policy ? [call('delegation policy', 'PutResourcePolicy', { Content: policy.content, Tags: tagsOf(policy.tags) })] : []),
  ];
}

function policies({ policies: all }: OrganizationState): RebuildCall[] {
  return all.map(({ id, name, description, type, content, tags }) => ({
    ...call(`policy ${type} ${name}`, 'CreatePolicy', {
      ...{ Name: name, Type: type, Description: description, Content: content, Tags: tagsOf(tags) },
    }),
    learns: { id, from: 'Policy.PolicySummary.Id' },
  }));
}

/**
 * Returns the calls that attach policies. Denying ones come last, and children before the root, so that they don't stop the
 * rebuild.
 */
function attachments(state: OrganizationState): RebuildCall[] {
  const { attachments: all, policyTypes, units: every, members: accounts, rootId, managementAccountId } = state;
  const places = placesOf(state);
  const about = (targetId: string) => `target ${places.get(targetId) ?? targetId}`;
  const depth = (targetId: string) => places.get(targetId)?.split('/').length ?? 1;
  const own = all
    .filter(({ policyId }) => !isOfAws(policyId))
    .toSorted((one, other) => depth(other.targetId) - depth(one.targetId))
    .map(({ policyId, targetId }) => call(about(targetId), 'AttachPolicy', { PolicyId: policyId, TargetId: targetId }));
  const attached = new Set(all.map(({ policyId, targetId }) => `${policyId} ${targetId}`));
  const targets = [...accounts.map(({ id }) => id), managementAccountId, ...every.map(({ id }) => id), rootId];
  // AWS attaches its default policy to everything, so it must be detached where the state does not have it.
  const taken = policyTypes.flatMap((type) => {
    const policyId = DEFAULT_POLICIES[type];
    if (policyId === undefined) return [];
    return targets
      .filter((targetId) => !attached.has(`${policyId} ${targetId}`))
      .map((targetId) => call(about(targetId), 'DetachPolicy', { PolicyId: policyId, TargetId: targetId }));
  });
  return [...own, ...taken];
}

import {
  GetAccountAuthorizationDetailsCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListAccountAliasesCommand,
} from '@aws-sdk/client-iam';
import {
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  OrganizationsClient,
  type PolicyType,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
type Config = { endpoint: string; region: string; credentials: Keys };

const POLICY_TYPES: readonly PolicyType[] = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];
// These values differ between installations with the same content.
const CHANCE = new Set(['Arn', 'Id', 'UserId', 'GroupId', 'RoleId', 'PolicyId', 'CreateDate', 'UpdateDate', 'RoleLastUsed']);

/**
 * Reads a whole organization through the SDK: the tree with accounts and policies, and each account's users, groups, roles and
 * policies. Account IDs are names, and random values are left out.
 */
export async function readOrganization(endpoint: string, credentials: Keys): Promise<unknown> {
  const config = { endpoint, region: 'us-east-1', credentials };
  const organizations = new OrganizationsClient(config);
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const [root] = Roots ?? [];
  const names = new Map<string, string>();
  const tree = await readParent(organizations, root?.Id ?? '', names);
  const { Account: own } = await new STSClient(config).send(new GetCallerIdentityCommand({}));
  const accounts: Record<string, unknown> = {};
  for (const [id, name] of names) accounts[name] = await readAccount(id === own ? config : await enterAccount(config, id));
  const text = JSON.stringify({ policyTypes: root?.PolicyTypes, tree, accounts });
  return inOrder(JSON.parse([...names].reduce((all, [id, name]) => all.replaceAll(id, name), text)));
}

async function readParent(client: OrganizationsClient, ParentId: string, names: Map<string, string>): Promise<unknown> {
  const { Accounts = [] } = await client.send(new ListAccountsForParentCommand({ ParentId }));
  const { OrganizationalUnits = [] } = await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId }));
  // The script chooses all account names except that of the management account.
  for (const { Id, Name, JoinedMethod } of Accounts)
    names.set(Id ?? '', JoinedMethod === 'INVITED' ? 'management' : (Name ?? ''));
  return {
    policies: await readPolicies(client, ParentId),
    accounts: await Promise.all(Accounts.map(async ({ Id = '' }) => ({ account: Id, policies: await readPolicies(client, Id) }))),
    units: await Promise.all(
      OrganizationalUnits.map(async ({ Id = '', Name }) => ({ unit: Name, content: await readParent(client, Id, names) })),
    ),
  };
}

async function readPolicies(client: OrganizationsClient, TargetId: string): Promise<unknown> {
  const names = POLICY_TYPES.map(async (Filter) => {
    const { Policies = [] } = await client.send(new ListPoliciesForTargetCommand({ TargetId, Filter }));
    return Policies.map(({ Name, Description, AwsManaged }) => ({ Name, Description, AwsManaged }));
  });
  return (await Promise.all(names)).flat();
}

/** Returns a configuration with credentials of the role that CreateAccount created in an account. */
export async function enterAccount(config: Config, accountId: string): Promise<Config> {
  const { Credentials } = await new STSClient(config).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`, RoleSessionName: 'reader' }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return {
    ...config,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  };
}

async function readAccount(config: Config): Promise<unknown> {
  const iam = new IAMClient(config);
  const { AccountAliases } = await iam.send(new ListAccountAliasesCommand({}));
  const details = await iam.send(
    new GetAccountAuthorizationDetailsCommand({ Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'], MaxItems: 1000 }),
  );
  const { UserDetailList = [], GroupDetailList, RoleDetailList, Policies } = details;
  const signIns = UserDetailList.map(async ({ UserName }) => {
    const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName }));
    return { UserName, PasswordResetRequired: LoginProfile?.PasswordResetRequired };
  });
  return {
    AccountAliases,
    UserDetailList,
    GroupDetailList,
    RoleDetailList,
    Policies,
    signIns: await Promise.all(signIns),
  };
}

/** Sorts lists by content, without random values. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inOrder).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !CHANCE.has(key))
      .map(([key, item]) => [key, inOrder(item)]),
  );
}

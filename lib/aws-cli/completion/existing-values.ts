import { loadService, type ServiceCommand } from '../model/commands';
import type { CliOperation, CliService } from '../model/model';
import type { Candidate } from './candidate';
import type { ListCall } from './lists';

/** The facts that a list of values may depend on. */
export type ValueQuestion = {
  service: CliService;
  operation: CliOperation;
  /** The member of the input, such as UserName. */
  member: string;
  /** The values of options that were given, by member. */
  given: ReadonlyMap<string, string>;
  /** The typed beginning of the value. */
  word: string;
  list: (call: ListCall) => Promise<Candidate[]>;
};

type Source = Omit<ListCall, 'input'> & { input?: Readonly<Record<string, unknown>> };
type Finder = (question: ValueQuestion) => Promise<Candidate[]>;

const from = (service: ServiceCommand, operation: string, path: string, input?: Source['input']): Source => ({
  service,
  operation,
  path,
  ...(input && { input }),
});

const USERS = from('iam', 'ListUsers', 'Users[].UserName');
const ROLES = from('iam', 'ListRoles', 'Roles[].RoleName');
const GROUPS = from('iam', 'ListGroups', 'Groups[].GroupName');
const ROLE_ARNS = from('iam', 'ListRoles', 'Roles[].Arn');
const USER_ARNS = from('iam', 'ListUsers', 'Users[].Arn');
const GROUP_ARNS = from('iam', 'ListGroups', 'Groups[].Arn');
const OWN_POLICIES = from('iam', 'ListPolicies', 'Policies[].Arn', { Scope: 'Local' });
const OWN_ACCOUNT = from('sts', 'GetCallerIdentity', 'Account');
const ACCOUNTS = from('organizations', 'ListAccounts', 'Accounts[].[Id, Name]');
const ROOTS = from('organizations', 'ListRoots', 'Roots[].[Id, Name]');
const ORGANIZATION_POLICIES = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'].map((Filter) =>
  from('organizations', 'ListPolicies', 'Policies[].[Id, Name]', { Filter }),
);
const BUCKETS = from('s3api', 'ListBuckets', 'Buckets[].Name');
const KEYS = from('kms', 'ListKeys', 'Keys[].KeyId');
const KEY_ALIASES = from('kms', 'ListAliases', 'Aliases[].AliasName');
const INSTANCES = from('ec2', 'DescribeInstances', 'Reservations[].Instances[].InstanceId');
const TOPICS = from('sns', 'ListTopics', 'Topics[].TopicArn');
const TABLES = from('dynamodb', 'ListTables', 'TableNames[]');

/** The beginning of the ARN of every policy that AWS manages. */
const MANAGED = 'arn:aws:iam::aws:policy/';
/** The most lists of children that one completion reads. */
const MOST_PARENTS = 12;

/** Policies of the account, and those of AWS once their common beginning is typed: they are more than a page of ListPolicies has. */
const managedPolicies: Finder = async ({ word, list }) => {
  if (!word.startsWith(MANAGED)) return [...(await list(OWN_POLICIES)), { value: MANAGED, kind: 'value', continues: true }];
  const PathPrefix = word.slice(MANAGED.length - 1, word.lastIndexOf('/') + 1);
  return await list({ ...OWN_POLICIES, input: { Scope: 'AWS', PathPrefix } });
};

/** Roots, and the organizational units below them, nearest first. */
const parents: Finder = async ({ list }) => {
  const found = await list(ROOTS);
  for (let at = 0; at < found.length && at < MOST_PARENTS; at++) {
    const path = 'OrganizationalUnits[].[Id, Name]';
    const ParentId = found[at]?.value;
    found.push(
      ...(await list({ service: 'organizations', operation: 'ListOrganizationalUnitsForParent', path, input: { ParentId } })),
    );
  }
  return found;
};

const units: Finder = async (question) => (await parents(question)).filter(({ value }) => value.startsWith('ou-'));
const targets: Finder = async (question) => [...(await question.list(ACCOUNTS)), ...(await parents(question))];

/** The receiver of a handshake accepts it, and the organization cancels it. */
const handshakes: Finder = ({ operation, list }) =>
  list(
    from(
      'organizations',
      operation.name === 'CancelHandshake' ? 'ListHandshakesForOrganization' : 'ListHandshakesForAccount',
      'Handshakes[].[Id, Action]',
    ),
  );

const STORE_USERS = from('identitystore', 'ListUsers', 'Users[].[UserId, UserName]');
const STORE_GROUPS = from('identitystore', 'ListGroups', 'Groups[].[GroupId, DisplayName]');

/** Users and groups of the identity store behind the instance of the command: of the type that it names, if it does. */
const storePrincipals: Finder = async ({ given, list }) => {
  const instances = await list(from('sso-admin', 'ListInstances', 'Instances[].[IdentityStoreId, InstanceArn]'));
  // The ARN of an application has the name of its instance.
  const name = /ssoins-\w+/.exec(given.get('InstanceArn') ?? given.get('ApplicationArn') ?? '')?.[0];
  const named = instances.find(({ detail }) => name !== undefined && detail?.endsWith(`/${name}`));
  const IdentityStoreId = (named ?? instances[0])?.value;
  if (IdentityStoreId === undefined) return [];
  const type = given.get('PrincipalType');
  const sources = [...(type === 'GROUP' ? [] : [STORE_USERS]), ...(type === 'USER' ? [] : [STORE_GROUPS])];
  return (await Promise.all(sources.map((source) => list({ ...source, input: { IdentityStoreId } })))).flat();
};

/** The keys of objects, folder by folder. */
const objectKeys: Finder = ({ given, word, list }) => objectsIn(given.get('Bucket') ?? '', word, list);

/** Returns the folders and objects of a bucket in the folder of the typed key. */
export async function objectsIn(bucket: string, typed: string, list: ValueQuestion['list']): Promise<Candidate[]> {
  if (bucket === '') return [];
  const input = { Bucket: bucket, Prefix: typed.slice(0, typed.lastIndexOf('/') + 1), Delimiter: '/' };
  const call = { service: 's3api', operation: 'ListObjectsV2', input } as const;
  const folders = await list({ ...call, path: 'CommonPrefixes[].Prefix' });
  const objects = await list({ ...call, path: 'Contents[].Key' });
  return [...folders.map((folder): Candidate => ({ ...folder, continues: true })), ...objects];
}

export const listBuckets = (list: ValueQuestion['list']): Promise<Candidate[]> => list(BUCKETS);

/** Returns the ARNs of the users and roles of the account. */
export const listPrincipals = async (list: ValueQuestion['list']): Promise<Candidate[]> => [
  ...(await list(USER_ARNS)),
  ...(await list(ROLE_ARNS)),
];

/**
 * The lists by command and member, where botocore's model has none or another one. The input of a list has what its model requires and
 * the command has given, such as the bucket of a key.
 */
export const EXISTING_VALUES: Readonly<Partial<Record<ServiceCommand, Readonly<Record<string, readonly Source[] | Finder>>>>> = {
  iam: {
    UserName: [USERS],
    RoleName: [ROLES],
    GroupName: [GROUPS],
    PolicyArn: managedPolicies,
    PermissionsBoundary: managedPolicies,
    VersionId: [from('iam', 'ListPolicyVersions', 'Versions[].VersionId')],
    PolicySourceArn: [USER_ARNS, ROLE_ARNS, GROUP_ARNS],
    CallerArn: [USER_ARNS],
    Arn: [USER_ARNS, ROLE_ARNS, GROUP_ARNS, OWN_POLICIES],
    EntityArn: [USER_ARNS, ROLE_ARNS],
    InstanceProfileName: [from('iam', 'ListInstanceProfiles', 'InstanceProfiles[].InstanceProfileName')],
    ServerCertificateName: [from('iam', 'ListServerCertificates', 'ServerCertificateMetadataList[].ServerCertificateName')],
    SAMLProviderArn: [from('iam', 'ListSAMLProviders', 'SAMLProviderList[].Arn')],
    OpenIDConnectProviderArn: [from('iam', 'ListOpenIDConnectProviders', 'OpenIDConnectProviderList[].Arn')],
    DelegationRequestId: [from('iam', 'ListDelegationRequests', 'DelegationRequests[].DelegationRequestId')],
    OrganizationsPolicyId: ORGANIZATION_POLICIES,
  },
  organizations: {
    AccountId: [ACCOUNTS],
    ChildId: targets,
    ParentId: parents,
    SourceParentId: parents,
    DestinationParentId: parents,
    OrganizationalUnitId: units,
    RootId: [ROOTS],
    TargetId: targets,
    ResourceId: targets,
    PolicyId: ORGANIZATION_POLICIES,
    HandshakeId: handshakes,
    CreateAccountRequestId: [from('organizations', 'ListCreateAccountStatus', 'CreateAccountStatuses[].[Id, AccountName]')],
  },
  sts: { RoleArn: [ROLE_ARNS], PrincipalArn: [from('iam', 'ListSAMLProviders', 'SAMLProviderList[].Arn')] },
  'sso-admin': {
    InstanceArn: [from('sso-admin', 'ListInstances', 'Instances[].[InstanceArn, Name]')],
    PermissionSetArn: [from('sso-admin', 'ListPermissionSets', 'PermissionSets[]')],
    ApplicationArn: [from('sso-admin', 'ListApplications', 'Applications[].[ApplicationArn, Name]')],
    ApplicationProviderArn: [
      from('sso-admin', 'ListApplicationProviders', 'ApplicationProviders[].[ApplicationProviderArn, DisplayData.DisplayName]'),
    ],
    TrustedTokenIssuerArn: [from('sso-admin', 'ListTrustedTokenIssuers', 'TrustedTokenIssuers[].[TrustedTokenIssuerArn, Name]')],
    AccountId: [ACCOUNTS],
    TargetId: [ACCOUNTS],
    PrincipalId: storePrincipals,
    ManagedPolicyArn: managedPolicies,
  },
  identitystore: {
    IdentityStoreId: [from('sso-admin', 'ListInstances', 'Instances[].[IdentityStoreId, Name]')],
    UserId: [STORE_USERS],
    GroupId: [STORE_GROUPS],
    GroupIds: [STORE_GROUPS],
    MembershipId: [from('identitystore', 'ListGroupMemberships', 'GroupMemberships[].MembershipId')],
  },
  budgets: {
    AccountId: [OWN_ACCOUNT],
    BudgetName: [from('budgets', 'DescribeBudgets', 'Budgets[].BudgetName')],
    ExecutionRoleArn: [ROLE_ARNS],
  },
  ce: {
    CostCategoryArn: [from('ce', 'ListCostCategoryDefinitions', 'CostCategoryReferences[].[CostCategoryArn, Name]')],
  },
  accessanalyzer: {
    analyzerName: [from('accessanalyzer', 'ListAnalyzers', 'analyzers[].name')],
    analyzerArn: [from('accessanalyzer', 'ListAnalyzers', 'analyzers[].arn')],
    ruleName: [from('accessanalyzer', 'ListArchiveRules', 'archiveRules[].ruleName')],
    id: [from('accessanalyzer', 'ListFindingsV2', 'findings[].[id, resource]')],
    ids: [from('accessanalyzer', 'ListFindingsV2', 'findings[].[id, resource]')],
    jobId: [from('accessanalyzer', 'ListPolicyGenerations', 'policyGenerations[].[jobId, principalArn]')],
    principalArn: [USER_ARNS, ROLE_ARNS],
  },
  s3api: { Bucket: [BUCKETS], Key: objectKeys, SSEKMSKeyId: [KEYS] },
  s3control: { AccountId: [OWN_ACCOUNT] },
  ec2: { InstanceId: [INSTANCES], ImageId: [from('ec2', 'DescribeImages', 'Images[].[ImageId, Name]')] },
  kms: { KeyId: [KEYS, KEY_ALIASES], TargetKeyId: [KEYS] },
  secretsmanager: {
    SecretId: [from('secretsmanager', 'ListSecrets', 'SecretList[].[Name, Description]')],
    KmsKeyId: [KEYS, KEY_ALIASES],
  },
  sns: { TopicArn: [TOPICS], ResourceArn: [TOPICS], TargetArn: [TOPICS] },
  dynamodb: { TableName: [TABLES] },
  lambda: { FunctionName: [from('lambda', 'ListFunctions', 'Functions[].FunctionName')], Role: [ROLE_ARNS] },
};

/** Inline and attached policies belong to the user, group or role that the command names. */
const ENTITY_POLICY = /^(Attach|Detach|Get|Delete|Put)(User|Group|Role)Policy$/;
/** Operations whose own name is a new one. */
const MAKES = /^(?:Create|Upload)/;
/** Texts that belong to one resource only, though botocore's model offers those of others. */
const NOT_OFFERED: ReadonlySet<string> = new Set(['Description', 'CertificateBody', 'Name', 'RevisionId', 'Handler']);

/** Returns the values that exist for a member of an operation's input. */
export async function existingValues(question: ValueQuestion): Promise<Candidate[]> {
  const { service, operation, member } = question;
  const command = service.command as ServiceCommand;
  const entity = ENTITY_POLICY.exec(operation.name);
  if (entity && entity[1] !== 'Attach' && (member === 'PolicyName' || member === 'PolicyArn')) {
    const [, verb, kind] = entity;
    const source =
      verb === 'Detach'
        ? from('iam', `ListAttached${kind}Policies`, 'AttachedPolicies[].PolicyArn')
        : from('iam', `List${kind}Policies`, 'PolicyNames[]');
    return await listWith(source, question);
  }
  const isNew = MAKES.test(operation.name) && isNameOf(operation, member);
  if (isNew) return [];
  const known = EXISTING_VALUES[command]?.[member];
  if (typeof known === 'function') return await known(question);
  if (known) return (await Promise.all(known.map((source) => listWith(source, question)))).flat();
  const modelled = NOT_OFFERED.has(member) ? undefined : service.completions[operation.name]?.[member];
  if (!modelled) return [];
  return await listWith({ service: command, operation: modelled.operation, path: modelled.jmespath }, question);
}

/** True for the name of the resource that an operation makes: UserName of CreateUser, but not that of CreateAccessKey. */
function isNameOf({ name }: CliOperation, member: string): boolean {
  const made = name.replace(MAKES, '').toLowerCase();
  return [made, `${made}name`].includes(member.toLowerCase());
}

/** Makes a list call with the members that it requires, as far as the command has them. Without all of them, there is no call. */
async function listWith(source: Source, { service, member, given, list }: ValueQuestion): Promise<Candidate[]> {
  const model = source.service === service.command ? service : await loadService(source.service);
  const shape = model.shapes[model.operations.find(({ name }) => name === source.operation)?.input ?? ''];
  const input: Record<string, unknown> = { ...source.input };
  for (const { name, required } of shape?.type === 'structure' ? shape.members : []) {
    if (Object.hasOwn(input, name) || name === member) continue;
    const value = given.get(name);
    if (value !== undefined && source.service === service.command && NAMES_A_RESOURCE.test(name)) input[name] = value;
    else if (required) return [];
  }
  return await list({ ...source, input });
}

const NAMES_A_RESOURCE = /(?:Name|Id|Arn|Bucket)$/i;

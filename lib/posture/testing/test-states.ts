import { PutAccountEnforcement } from '../../account/settings-operations';
import { signUp } from '../../account/sign-up';
import { findSession } from '../../console/session/session';
import { signInRoot, signInUser } from '../../console/sign-in/sign-in';
import { SERVICE_CONTROL_POLICY } from '../../core/authorization/guardrails';
import { flushLastUsed, noteKeyUse } from '../../core/events/last-used';
import type { AnyOperation, InputOf } from '../../core/operation';
import { type Actor, rootCaller, TEST_NOW, type TestWorld, userCaller } from '../../core/test-world';
import { newCertificate, newIdentity, privateKeyPem } from '../../core/testing/certificates';
import { iamOperations } from '../../iam';
import { CreateAccessKey, DeleteAccessKey, UpdateAccessKey } from '../../iam/access-key/operations';
import { AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateLoginProfile, UpdateLoginProfile } from '../../iam/login-profile/operations';
import { CreateVirtualMFADevice, EnableMFADevice } from '../../iam/mfa/operations';
import { BeginSecurityKeyRegistration, EnableSecurityKey } from '../../iam/mfa/security-key-operations';
import { newAuthenticator } from '../../iam/mfa/testing/authenticator';
import { codeOf, stepOf } from '../../iam/mfa/totp';
import { PutOpenIDConnectProviderKeys } from '../../iam/oidc-provider/key-operations';
import { CreateOpenIDConnectProvider } from '../../iam/oidc-provider/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreatePolicyVersion } from '../../iam/policy/version-operations';
import { CreateRole, UpdateAssumeRolePolicy } from '../../iam/role/operations';
import { EnableOrganizationsRootCredentialsManagement } from '../../iam/root-access/operations';
import { CreateSAMLProvider } from '../../iam/saml-provider/operations';
import { UploadServerCertificate } from '../../iam/server-certificate/operations';
import { policyDocument, type Statement } from '../../iam/test-accounts';
import { samlMetadata } from '../../iam/test-saml-metadata';
import { CreateUser, DeleteUser } from '../../iam/user/operations';
import { CreateAccountAssignment, DeleteAccountAssignment } from '../../identity-center/assignment/operations';
import { StartSSO } from '../../identity-center/instance/console-operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import { AttachManagedPolicyToPermissionSet } from '../../identity-center/permission-set/policy-operations';
import { makeStoreGroup, makeStoreUser } from '../../identity-center/test-instance';
import { UpdatePassword } from '../../identity-store/password/console-operations';
import { registerStoreApp } from '../../identity-store/test-store';
import { CloseAccount, CreateAccount, MoveAccount } from '../../organizations/account/operations';
import { AttachPolicy, DetachPolicy } from '../../organizations/attachment/operations';
import { ListRoots } from '../../organizations/organization/operations';
import {
  CreatePolicy as CreateOrganizationPolicy,
  ListPolicies as ListOrganizationPolicies,
  UpdatePolicy as UpdateOrganizationPolicy,
} from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { PutResourcePolicy } from '../../organizations/resource-policy/operations';
import { EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import { organizationOf } from '../../organizations/test-organization';
import { DeleteOrganizationalUnit } from '../../organizations/unit/operations';
import { CreateQueue, SetQueueAttributes, TagQueue } from '../../resources/sqs/operations';
import { AssumeRoot } from '../../sts/root-session/operations';
import { callerOf } from '../../sts/test-actors';
import { testIssuer } from '../../sts/test-tokens';
import { PutFindingException } from '../findings/exception-operations';
import { PutPostureParameters } from '../operations';

// Creates each finding by operations of the product, and says how it is resolved if its check has no calls. fixes.test.ts runs
// through all of them.

const DAY_MS = 86_400_000;
/** The day on which findings are examined. Accounts are created a hundred days before. */
export const TODAY = new Date(TEST_NOW.getTime() + 100 * DAY_MS);

/** An account to create a finding in, and its root user. */
export type Scene = {
  world: TestWorld;
  /** Calls made today. */
  root: Actor;
  /** Calls made the given days ago. */
  ago(days: number): Actor;
};

/** The way a finding is resolved. */
type Ending = {
  /** The account whose findings are read. Default: the scene's account. */
  reader?: Actor;
  /** The manual steps, if the check has no calls. They include the action that the fix needs. */
  act?: () => Promise<unknown>;
  /** Explains why the steps use another action or none. */
  because?: string;
  /** The days that pass afterwards. */
  days?: number;
};

/**
 * Creates a finding.
 * @returns how it is resolved
 */
export type Story = (scene: Scene) => Promise<Ending>;

const PASSWORD = 'Posture-stories-1';
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const EVENTS_STAY = 'A past event is reported until its period ends. The page that the fix opens only shows it.';

const daysAgo = (days: number) => new Date(TODAY.getTime() - days * DAY_MS);
const allow = (Action: string | string[], over: object = {}): Statement => ({ Effect: 'Allow', Action, Resource: '*', ...over });
const NARROW = allow('s3:GetObject');
const trusting = (Principal: unknown, over: object = {}) =>
  policyDocument({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...over });
const ownAccount = ({ accountId }: Actor) => ({ AWS: `arn:aws:iam::${accountId}:root` });

async function consoleUser(by: Actor, UserName: string): Promise<void> {
  await by.run(CreateUser, { UserName });
  await by.run(CreateLoginProfile, { UserName, Password: PASSWORD });
}

const HERE = { sourceIp: '192.0.2.10', userAgent: 'Firefox', secure: true };

async function signIn({ world, root }: Scene, name: string, now: Date, origin = HERE): Promise<string> {
  const outcome = await signInUser(world.database, root.accountId, name, PASSWORD, origin, now);
  if ('mfa' in outcome) throw new Error('an MFA code is required');
  return outcome.token;
}

/** Assigns an authenticator app to a user, or to root, today. */
async function assignMfa(by: Actor, UserName?: string): Promise<void> {
  const { VirtualMFADevice } = await by.run(CreateVirtualMFADevice, { VirtualMFADeviceName: UserName ?? 'root' });
  const [seed, step] = [new TextDecoder().decode(VirtualMFADevice.Base32StringSeed), stepOf(TODAY)];
  const codes = { AuthenticationCode1: codeOf(seed, step), AuthenticationCode2: codeOf(seed, step + 1) };
  await by.run(EnableMFADevice, { UserName, SerialNumber: VirtualMFADevice.SerialNumber, ...codes });
}

/**
 * Creates a managed policy and attaches it to a group.
 * @returns its ARN
 */
async function attachedPolicy(by: Actor, ...statements: Statement[]): Promise<string> {
  const { Policy } = await by.run(CreatePolicy, { PolicyName: 'own', PolicyDocument: policyDocument(...statements) });
  const PolicyArn = Policy.Arn;
  await by.run(CreateGroup, { GroupName: 'Staff' });
  await by.run(AttachGroupPolicy, { GroupName: 'Staff', PolicyArn });
  return PolicyArn;
}

/** Returns a story with a faulty policy that is edited by hand. */
function wrongPolicy(...statements: Statement[]): Story {
  return async ({ root }) => {
    const PolicyArn = await attachedPolicy(root, ...statements);
    return {
      act: () => root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: policyDocument(NARROW), SetAsDefault: true }),
    };
  };
}

/** Returns a story with a role whose faulty trust policy is edited by hand. */
function wrongTrust(trust: (scene: Scene) => Promise<string> | string): Story {
  return async (scene) => {
    const { root } = scene;
    await root.run(CreateRole, { RoleName: 'Deploy', AssumeRolePolicyDocument: await trust(scene) });
    const PolicyDocument = trusting(ownAccount(root));
    return { act: () => root.run(UpdateAssumeRolePolicy, { RoleName: 'Deploy', PolicyDocument }) };
  };
}

async function identityProvider(by: Actor): Promise<string> {
  const given = { Url: 'https://id.example.com/staff', ClientIDList: ['gatehouse'] };
  const { OpenIDConnectProviderArn = '' } = await by.run(CreateOpenIDConnectProvider, given);
  return OpenIDConnectProviderArn;
}

/** Makes the account the management account of an organization of sixty days. */
const organize = ({ world, ago }: Scene, features?: 'CONSOLIDATED_BILLING') => organizationOf(world, ago(60), features);

const enable = (root: Actor, RootId: string, PolicyType: InputOf<typeof EnablePolicyType>['PolicyType']) =>
  root.run(EnablePolicyType, { RootId, PolicyType });

async function attachScp(root: Actor, TargetId: string, statement: Statement, Name = 'Guardrail'): Promise<void> {
  const Content = policyDocument(statement);
  const { Policy } = await root.run(CreateOrganizationPolicy, { Type: SERVICE_CONTROL_POLICY, Name, Description: '', Content });
  await root.run(AttachPolicy, { PolicyId: Policy.PolicySummary?.Id, TargetId });
}

/** Creates a declarative policy and attaches it to a target, and enables its type where that is needed. Returns its id. */
async function attachDeclarative(
  root: Actor,
  TargetId: string,
  Type: 'TAG_POLICY' | 'AISERVICES_OPT_OUT_POLICY',
  content: object,
): Promise<string> {
  const { Roots } = await root.run(ListRoots, {});
  const [{ Id: rootId = '', PolicyTypes = [] } = {}] = Roots;
  if (PolicyTypes.every((type) => type.Type !== Type)) await enable(root, rootId, Type);
  const { Policies } = await root.run(ListOrganizationPolicies, { Filter: Type });
  const given = { Type, Name: `Policy ${Policies.length}`, Description: '', Content: JSON.stringify(content) };
  const { Policy } = await root.run(CreateOrganizationPolicy, given);
  await root.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId });
  return Policy.PolicySummary.Id;
}

const NO_LEAVING: Statement = { Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' };

/** Creates an organization with a member and enables SCPs. */
async function guarded(scene: Scene) {
  const organization = await organize(scene);
  const member = await organization.member('shop');
  await enable(scene.root, organization.rootId, SERVICE_CONTROL_POLICY);
  return { ...organization, member };
}

const ACCOUNT: Readonly<Record<string, Story>> = {
  'password-policy-weak': async ({ root }) => {
    await consoleUser(root, 'ana');
    return {};
  },
  'password-policy-reuse': async ({ root }) => {
    await consoleUser(root, 'ana');
    return {};
  },
  'support-role-missing': async () => ({}),
  'enforcement-not-enforce': async ({ root }) => {
    await root.run(PutAccountEnforcement, { Enforcement: 'audit' });
    return {};
  },
  'server-certificate-expired': async ({ ago }) => {
    const site = newIdentity('site.example');
    const to = daysAgo(30).toISOString().slice(0, 10).replaceAll('-', '');
    // AWS refuses certificates that have already expired.
    await ago(60).run(UploadServerCertificate, {
      ServerCertificateName: 'site',
      CertificateBody: newCertificate(site, site, { from: '20240101', to }),
      PrivateKey: privateKeyPem(site),
    });
    return {};
  },
  'federation-keys-stale': async ({ root, ago }) => {
    const OpenIDConnectProviderArn = await identityProvider(ago(10));
    const { keySet } = await testIssuer();
    return { act: () => root.run(PutOpenIDConnectProviderKeys, { OpenIDConnectProviderArn, KeySet: keySet }) };
  },
  'user-administrator': async ({ root }) => {
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: ADMINISTRATOR });
    return { act: () => assignMfa(root, 'ana') };
  },
  'break-glass-missing': async ({ root }) => ({
    act: async () => {
      for (const UserName of ['ana', 'ben']) {
        await root.run(CreateUser, { UserName, Tags: [{ Key: 'break-glass', Value: 'yes' }] });
        await root.run(AttachUserPolicy, { UserName, PolicyArn: ADMINISTRATOR });
        await assignMfa(root, UserName);
      }
    },
  }),
};

const EVENTS: Readonly<Record<string, Story>> = {
  'signin-without-mfa': async (scene) => {
    await consoleUser(scene.ago(20), 'ana');
    await signIn(scene, 'ana', daysAgo(2));
    return { act: () => assignMfa(scene.root, 'ana') };
  },
  'root-signin': async (scene) => {
    const reader = await rootThatSignedIn(scene, daysAgo(1));
    return {
      reader,
      act: () => reader.run(PutFindingException, { CheckId: 'root-signin', Reason: 'The address of the account was changed.' }),
      days: 8,
    };
  },
  'many-denials': async ({ world, root }) => {
    const { User } = await root.run(CreateUser, { UserName: 'prober' });
    const prober = world.as(userCaller(User), { now: TODAY });
    const lists: AnyOperation[] = ['ListUsers', 'ListGroups', 'ListRoles', 'ListPolicies', 'ListSAMLProviders'].flatMap(
      (name) => (iamOperations as Readonly<Record<string, AnyOperation>>)[name] ?? [],
    );
    for (let call = 0; call < 50; call++) await prober.fails(lists[call % lists.length] as AnyOperation, {});
    return { because: EVENTS_STAY, days: 31 };
  },
  'failed-signins': async ({ world, root }) => {
    await consoleUser(root, 'ana');
    for (let minute = 0; minute < 10; minute++) {
      const now = new Date(TODAY.getTime() - (60 - minute * 6) * 60_000);
      const origin = { ...HERE, sourceIp: `192.0.2.${minute}` };
      await signInUser(world.database, root.accountId, 'ana', 'guessed', origin, now).catch(() => undefined);
    }
    return { because: EVENTS_STAY, days: 31 };
  },
  'key-two-addresses': async ({ world, root }) => {
    const { User } = await root.run(CreateUser, { UserName: 'job' });
    const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'job' });
    const accessKeyId = AccessKey.AccessKeyId;
    const job = world.as({ ...userCaller(User), accessKeyId }, { now: TODAY });
    for (const sourceIp of ['192.0.2.10', '198.51.100.7']) await job.with({ sourceIp }).fails(CreateGroup, { GroupName: 'any' });
    const use = { accessKeyId, roleId: undefined, service: 'iam', region: 'us-east-1', time: TODAY };
    noteKeyUse(world.database, use);
    await flushLastUsed(world.database);
    return {};
  },
  'user-shared-login': async (scene) => {
    const { world, ago } = scene;
    await consoleUser(ago(20), 'team');
    const places = ['192.0.2.10', '198.51.100.7', '203.0.113.9'];
    const start = daysAgo(2).getTime();
    const tokens: string[] = [];
    for (const [index, sourceIp] of places.entries())
      tokens.push(
        await signIn(scene, 'team', new Date(start + index * 60_000), { ...HERE, sourceIp, userAgent: `browser ${index}` }),
      );
    for (const token of tokens) await findSession(world.database, token, new Date(start + 600_000));
    return {};
  },
};

/** Returns the root user of an account signed up a hundred days ago, after it signed in. */
async function rootThatSignedIn({ world }: Scene, ...times: Date[]): Promise<Actor> {
  const reader = await rootWithPassword(world);
  const account = await world.database.reader.account.findUniqueOrThrow({ where: { id: reader.accountId } });
  for (const now of times) await signInRoot(world.database, account.email, PASSWORD, HERE, now);
  return reader;
}

let signedUp = 0;
async function rootWithPassword(world: TestWorld): Promise<Actor> {
  const given = { name: `signed-up-${++signedUp}`, email: `signed-up-${signedUp}@example.com`, password: PASSWORD };
  const { id } = await signUp(world.database, given, TEST_NOW);
  return world.as(rootCaller(id), { now: TODAY });
}

const ROOT: Readonly<Record<string, Story>> = {
  'root-mfa': async ({ world }) => {
    const reader = await rootWithPassword(world);
    return { reader, act: () => assignMfa(reader) };
  },
  'root-access-key': async ({ root }) => {
    await root.run(CreateAccessKey, {});
    return {};
  },
  'root-mfa-virtual-only': async ({ root }) => {
    await assignMfa(root);
    const [session, DeviceName] = [root.with({ via: 'console', consoleSession: 'one' }), 'yubikey'];
    return {
      act: async () => {
        const { RegistrationOptions } = await session.run(BeginSecurityKeyRegistration, { DeviceName });
        const RegistrationResponse = newAuthenticator().create(RegistrationOptions);
        await session.run(EnableSecurityKey, { DeviceName, RegistrationResponse });
      },
    };
  },
  'root-recently-used': async (scene) => {
    const reader = await rootThatSignedIn(scene, daysAgo(3));
    return { reader, act: () => reader.run(CreateUser, { UserName: 'ana' }), days: 31 };
  },
  'root-everyday': async ({ ago, root }) => {
    for (const days of [3, 2, 1]) await ago(days).run(CreateGroup, { GroupName: `day-${days}` });
    return { act: () => root.run(CreateUser, { UserName: 'ana' }), days: 31 };
  },
  'root-credentials-in-member': async (scene) => {
    const { world, root } = scene;
    const member = (await (await organize(scene)).member('shop')).with({ now: TODAY });
    const { AccessKey } = await member.run(CreateAccessKey, {});
    await manageRootCentrally(root);
    const { User } = await root.run(CreateUser, { UserName: 'security' });
    await root.run(AttachUserPolicy, { UserName: 'security', PolicyArn: ADMINISTRATOR });
    const security = world.as(userCaller(User), { now: TODAY });
    return {
      reader: member,
      act: async () => {
        const { Credentials } = await security.run(AssumeRoot, {
          TargetPrincipal: member.accountId,
          TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials' },
        });
        const session = world.as(await callerOf(world, Credentials), { now: TODAY });
        await session.run(DeleteAccessKey, { AccessKeyId: AccessKey.AccessKeyId });
      },
    };
  },
};

async function manageRootCentrally(management: Actor): Promise<void> {
  await management.run(EnableAWSServiceAccess, { ServicePrincipal: 'iam.amazonaws.com' });
  await management.run(EnableOrganizationsRootCredentialsManagement, {});
}

const USERS: Readonly<Record<string, Story>> = {
  'user-mfa-missing': async ({ root }) => {
    await consoleUser(root, 'ana');
    return { act: () => assignMfa(root, 'ana') };
  },
  'user-never-used': async ({ ago }) => {
    await consoleUser(ago(15), 'ana');
    return {};
  },
  'user-credentials-unused': async (scene) => {
    await consoleUser(scene.ago(80), 'ana');
    await signIn(scene, 'ana', daysAgo(46));
    return {};
  },
  'user-password-old': async ({ root, ago }) => {
    await consoleUser(ago(91), 'ana');
    return { act: () => root.run(UpdateLoginProfile, { UserName: 'ana', Password: `${PASSWORD}-anew` }) };
  },
  'user-key-old': async ({ root, ago }) => {
    await root.run(CreateUser, { UserName: 'job' });
    await ago(91).run(CreateAccessKey, { UserName: 'job' });
    return {};
  },
  'user-two-active-keys': async ({ root, ago }) => {
    await root.run(CreateUser, { UserName: 'job' });
    await ago(20).run(CreateAccessKey, { UserName: 'job' });
    await ago(8).run(CreateAccessKey, { UserName: 'job' });
    return {};
  },
  'user-console-and-keys': async ({ root }) => {
    await consoleUser(root, 'ana');
    await root.run(CreateAccessKey, { UserName: 'ana' });
    return {};
  },
  'user-direct-policies': async ({ root }) => {
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: READ_ONLY });
    return {};
  },
};

function deactivate(by: Actor, { UserName = '', AccessKeyId = '' }: { UserName?: string; AccessKeyId?: string }) {
  return by.run(UpdateAccessKey, { UserName, AccessKeyId, Status: 'Inactive' });
}

const GROUPS: Readonly<Record<string, Story>> = {
  'group-empty': async ({ root, ago }) => {
    await ago(8).run(CreateGroup, { GroupName: 'Staff' });
    await root.run(CreateUser, { UserName: 'ana' });
    return {};
  },
  'policy-unattached': async ({ ago }) => {
    const given = { PolicyName: 'own', PolicyDocument: policyDocument(NARROW) };
    await ago(8).run(CreatePolicy, given);
    return {};
  },
  'group-unused': async (scene) => {
    const { ago } = scene;
    await ago(91).run(CreateGroup, { GroupName: 'Staff' });
    await consoleUser(ago(91), 'ana');
    await signIn(scene, 'ana', daysAgo(1));
    await ago(91).run(AddUserToGroup, { GroupName: 'Staff', UserName: 'ana' });
    return {};
  },
};

const ROLES: Readonly<Record<string, Story>> = {
  'role-trust-anyone': wrongTrust(() => trusting('*')),
  'role-cross-account-no-external-id': wrongTrust(async ({ world }) => trusting(ownAccount(await world.account('vendor')))),
  'role-oidc-loose': wrongTrust(async ({ root }) =>
    trusting(
      { Federated: await identityProvider(root) },
      {
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'id.example.com/staff:aud': 'gatehouse' } },
      },
    ),
  ),
  'role-saml-no-audience': wrongTrust(async ({ root }) => {
    const given = { Name: 'Staff', SAMLMetadataDocument: samlMetadata() };
    const { SAMLProviderArn } = await root.run(CreateSAMLProvider, given);
    return trusting({ Federated: SAMLProviderArn }, { Action: 'sts:AssumeRoleWithSAML' });
  }),
  'role-unused': async ({ root, ago }) => {
    await ago(91).run(CreateRole, { RoleName: 'Old', AssumeRolePolicyDocument: trusting(ownAccount(root)) });
    return {};
  },
  'role-service-administrator': async ({ root }) => {
    const runner = { RoleName: 'Runner', PolicyArn: ADMINISTRATOR };
    const AssumeRolePolicyDocument = trusting({ Service: 'lambda.amazonaws.com' });
    await root.run(CreateRole, { RoleName: 'Runner', AssumeRolePolicyDocument });
    await root.run(AttachRolePolicy, runner);
    return {};
  },
  'role-long-session': async ({ root }) => {
    const AssumeRolePolicyDocument = trusting(ownAccount(root));
    await root.run(CreateRole, { RoleName: 'Night', AssumeRolePolicyDocument, MaxSessionDuration: 43_200 });
    return {};
  },
};

/** More than a tenth of all actions, but less than the nine tenths that count as administrator. */
const MORE_THAN_A_TENTH = [
  'iam',
  'sts',
  'ec2',
  'sagemaker',
  'iot',
  'chime',
  'connect',
  'glue',
  'quicksight',
  'ssm',
  'rds',
  's3',
].map((service) => `${service}:*`);

const POLICIES: Readonly<Record<string, Story>> = {
  'policy-full-admin': wrongPolicy(allow('*')),
  'policy-admin-by-effect': wrongPolicy(allow('iam:AttachRolePolicy')),
  'policy-allow-not-action': wrongPolicy({ Effect: 'Allow', NotAction: MORE_THAN_A_TENTH, Resource: '*' }),
  'policy-passrole-any': wrongPolicy(allow('iam:PassRole')),
  'policy-service-wildcard': wrongPolicy(allow('s3:*')),
  'policy-condition-hole': wrongPolicy(
    allow('s3:GetObject', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } } }),
  ),
  'policy-mfa-deny-bool': wrongPolicy({
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
  }),
  'policy-security-warning': wrongPolicy(allow('s3:GetObject', { Condition: { StringEquals: { 'aws:UserAgent': 'build' } } })),
  'policy-old-version-wider': async ({ root }) => {
    const PolicyArn = await attachedPolicy(root, allow('s3:*'));
    await root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: policyDocument(NARROW), SetAsDefault: true });
    return {};
  },
};

/** Creates a user with one inline policy. */
async function leo(by: Actor, ...statements: Statement[]): Promise<{ UserName: string; PolicyName: string }> {
  const own = { UserName: 'leo', PolicyName: 'own' };
  await by.run(CreateUser, { UserName: 'leo' });
  await by.run(PutUserPolicy, { ...own, PolicyDocument: policyDocument(...statements) });
  return own;
}

const ACCESS: Readonly<Record<string, Story>> = {
  'escalation-path': async ({ root }) => {
    const _own = await leo(root, allow('iam:AttachUserPolicy'));
    return {};
  },
  'permissions-unused': async ({ ago }) => {
    const _own = await leo(ago(91), allow(['iam:*User*', 'iam:*Group*']));
    return {};
  },
  'boundary-missing': async ({ root }) => {
    await leo(root, allow(['iam:CreateUser', 'iam:PutUserPolicy']));
    return {};
  },
  'cloudshell-full-access': async ({ root }) => {
    const shell = { GroupName: 'Staff', PolicyArn: 'arn:aws:iam::aws:policy/AWSCloudShellFullAccess' };
    await root.run(CreateGroup, { GroupName: 'Staff' });
    await root.run(AttachGroupPolicy, shell);
    return {};
  },
  'resource-names-gone': async ({ root }) => {
    const { User } = await root.run(CreateUser, { UserName: 'leaving' });
    await root.run(CreateQueue, { QueueName: 'inbox' });
    const QueueUrl = `/${root.accountId}/inbox`;
    const Resource = `arn:aws:sqs:us-east-1:${root.accountId}:inbox`;
    const Policy = policyDocument({ Effect: 'Allow', Principal: { AWS: User.Arn }, Action: 'sqs:SendMessage', Resource });
    await root.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy } });
    await root.run(DeleteUser, { UserName: 'leaving' });
    return {};
  },
  'external-access': wrongTrust(async ({ world }) =>
    trusting(ownAccount(await world.account('partner')), { Condition: { StringEquals: { 'sts:ExternalId': 'unit-7' } } }),
  ),
};

const ORGANIZATION: Readonly<Record<string, Story>> = {
  'org-features-not-all': async (scene) => {
    await organize(scene, 'CONSOLIDATED_BILLING');
    return {};
  },
  'org-scp-disabled': async (scene) => {
    await organize(scene);
    return {};
  },
  'org-rcp-disabled': async (scene) => {
    await organize(scene);
    return {};
  },
  'org-only-full-access': async (scene) => {
    await guarded(scene);
    return {};
  },
  'org-management-workloads': async (scene) => {
    const { root } = scene;
    await (await organize(scene)).member('shop');
    await root.run(CreateUser, { UserName: 'job' });
    const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'job' });
    return {
      act: async () => {
        await root.run(CreateAccount, { AccountName: 'jobs', Email: `jobs-${root.accountId}@example.com` });
        await deactivate(root, AccessKey);
      },
    };
  },
  'org-effective-policy-invalid': async (scene) => {
    const { root } = scene;
    const { rootId } = await organize(scene);
    const tagsFrom = (first: number) =>
      Array.from({ length: 30 }, (_, index) => [
        `k${first + index}`,
        { report_required_tag_for: { '@@assign': ['ec2:instance'] } },
      ]);
    await attachDeclarative(root, rootId, 'TAG_POLICY', { tags: Object.fromEntries(tagsFrom(0)) });
    // An effective policy requires at most 50 tags for one resource type.
    const PolicyId = await attachDeclarative(root, rootId, 'TAG_POLICY', { tags: Object.fromEntries(tagsFrom(30)) });
    return { act: () => root.run(UpdateOrganizationPolicy, { PolicyId, Content: '{"tags":{"k0":{}}}' }) };
  },
  'org-ai-not-opted-out': async (scene) => {
    const { root } = scene;
    const { rootId } = await organize(scene);
    await root.run(PutPostureParameters, { Parameters: { aiOptOut: true } });
    const services = { default: { opt_out_policy: { '@@assign': 'optOut' } } };
    return { act: () => attachDeclarative(root, rootId, 'AISERVICES_OPT_OUT_POLICY', { services }) };
  },
  'org-tags-not-compliant': async (scene) => {
    const { root } = scene;
    const { rootId } = await organize(scene);
    const rule = { tag_key: { '@@assign': 'Owner' }, report_required_tag_for: { '@@assign': ['sqs:queue'] } };
    await attachDeclarative(root, rootId, 'TAG_POLICY', { tags: { owner: rule } });
    const { QueueUrl } = await root.run(CreateQueue, { QueueName: 'jobs' });
    return {
      act: () => root.run(TagQueue, { QueueUrl, Tags: { Owner: 'payments' } }),
      because: 'the tags of a resource belong to its service',
    };
  },
  'org-accounts-outside-ou': async (scene) => {
    const { unit, member } = await organize(scene);
    await member('shop');
    await unit('Workloads');
    return {};
  },
  'org-unit-unguarded': async (scene) => {
    const { root } = scene;
    const { rootId, unit, member } = await guarded(scene);
    const [bare, other] = [await unit('Workloads'), await unit('Sandbox')];
    await root.run(MoveAccount, { AccountId: member.accountId, SourceParentId: rootId, DestinationParentId: bare });
    await attachScp(root, other, NO_LEAVING);
    return {};
  },
  'org-level-without-allow': async (scene) => {
    const { root } = scene;
    const { rootId, unit, member } = await guarded(scene);
    const unitId = await unit('Workloads');
    await root.run(MoveAccount, { AccountId: member.accountId, SourceParentId: rootId, DestinationParentId: unitId });
    await attachScp(root, unitId, NO_LEAVING);
    const everything = { PolicyId: 'p-FullAWSAccess', TargetId: unitId };
    await root.run(DetachPolicy, everything);
    return {};
  },
  'org-central-root-off': async (scene) => {
    await (await organize(scene)).member('shop');
    return {};
  },
  'org-no-delegated-administrator': async (scene) => {
    const { root } = scene;
    const { member } = await organize(scene);
    const [{ accountId }] = [await member('one'), await member('two'), await member('three')];
    const Content = policyDocument({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: 'organizations:ListAccounts',
      Resource: '*',
    });
    return { act: () => root.run(PutResourcePolicy, { Content }) };
  },
  'org-trusted-access-unused': async ({ world, ago }) => {
    await organizationOf(world, ago(95));
    const service = { ServicePrincipal: 'access-analyzer.amazonaws.com' };
    await ago(91).run(EnableAWSServiceAccess, service);
    return {};
  },
  'org-quota-near': async (scene) => {
    const { rootId, unit } = await organize(scene);
    let deepest = rootId;
    for (const level of [1, 2, 3, 4]) deepest = await unit(`Level ${level}`, deepest);
    return { act: () => scene.root.run(DeleteOrganizationalUnit, { OrganizationalUnitId: deepest }) };
  },
  'org-leave-allowed': async (scene) => {
    await guarded(scene);
    return {};
  },
  'org-accounts-closing': async (scene) => {
    const { accountId } = await (await organize(scene)).member('shop');
    await scene.root.run(CloseAccount, { AccountId: accountId });
    return { because: 'A closed account is listed for 90 days; until then its page shows what still names it.', days: 91 };
  },
  'org-root-unrestricted': async (scene) => {
    const { member } = await guarded(scene);
    await member.run(CreateAccessKey, {});
    return {};
  },
};

/** Enables IAM Identity Center 95 days ago, and creates a permission set. */
async function withPermissionSet({ world, ago }: Scene, Name: string, more: { SessionDuration?: string; policy?: string } = {}) {
  const then = ago(95);
  const { member, ...organization } = await organizationOf(world, then);
  const { InstanceArn, IdentityStoreId } = await then.run(StartSSO, {});
  const { policy, ...settings } = more;
  const { PermissionSet } = await then.run(CreatePermissionSet, { InstanceArn, Name, ...settings });
  const named = { InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn };
  if (policy !== undefined) await then.run(AttachManagedPolicyToPermissionSet, { ...named, ManagedPolicyArn: policy });
  const assignmentOf = (TargetId: string, PrincipalType: 'USER' | 'GROUP', PrincipalId: string) => ({
    ...named,
    TargetId,
    TargetType: 'AWS_ACCOUNT' as const,
    PrincipalType,
    PrincipalId,
  });
  const use = (accountId: string) =>
    world.database.writer.role.updateMany({
      where: { accountId, path: { startsWith: '/aws-reserved/' } },
      data: { lastUsedAt: daysAgo(1), lastUsedRegion: 'us-east-1' },
    });
  return { ...organization, then, member, named, IdentityStoreId, assignmentOf, use };
}

const IDENTITY_CENTER: Readonly<Record<string, Story>> = {
  'sso-direct-assignment': async (scene) => {
    const { then, member, IdentityStoreId, assignmentOf } = await withPermissionSet(scene, 'ReadOnly');
    const { accountId } = await member('shop');
    const assignment = assignmentOf(accountId, 'USER', await makeStoreUser(then, IdentityStoreId, 'ana'));
    await then.run(CreateAccountAssignment, assignment);
    return { act: () => scene.root.run(DeleteAccountAssignment, assignment) };
  },
  'sso-administrator-everywhere': async (scene) => {
    const given = await withPermissionSet(scene, 'Admin', { policy: ADMINISTRATOR });
    const { then, member, IdentityStoreId, assignmentOf, use } = given;
    const group = await makeStoreGroup(then, IdentityStoreId, 'Platform');
    const ids = [then.accountId, (await member('shop')).accountId, (await member('bank')).accountId];
    for (const id of ids) await then.run(CreateAccountAssignment, assignmentOf(id, 'GROUP', group));
    for (const id of ids) await use(id);
    return { act: () => scene.root.run(DeleteAccountAssignment, assignmentOf(ids[1] ?? '', 'GROUP', group)) };
  },
  'sso-permission-set-unused': async (scene) => {
    const { then, member, IdentityStoreId, assignmentOf } = await withPermissionSet(scene, 'Old');
    const group = await makeStoreGroup(then, IdentityStoreId, 'Auditors');
    await then.run(CreateAccountAssignment, assignmentOf((await member('shop')).accountId, 'GROUP', group));
    return {};
  },
  'sso-assignment-unused': async (scene) => {
    const { then, member, IdentityStoreId, assignmentOf, use } = await withPermissionSet(scene, 'ReadOnly');
    const group = await makeStoreGroup(then, IdentityStoreId, 'Auditors');
    const [shop, bank] = [await member('shop'), await member('bank')];
    for (const { accountId } of [shop, bank]) await then.run(CreateAccountAssignment, assignmentOf(accountId, 'GROUP', group));
    await use(bank.accountId);
    return {};
  },
  'sso-mfa-missing': async (scene) => {
    const { then, IdentityStoreId } = await withPermissionSet(scene, 'ReadOnly');
    const UserId = await makeStoreUser(then, IdentityStoreId, 'ana');
    await then.run(UpdatePassword, { IdentityStoreId, UserId, PasswordMode: 'OTP' });
    return {
      because: 'Only the person can register the device, in the access portal.',
      act: () => registerStoreApp(scene.world.database, { IdentityStoreId, UserId }),
    };
  },
  'sso-session-long': async (scene) => {
    await withPermissionSet(scene, 'Operators', { SessionDuration: 'PT12H' });
    return {};
  },
};

/** The stories by check id. */
export const STORIES: Readonly<Record<string, Story>> = {
  ...ACCOUNT,
  ...EVENTS,
  ...ROOT,
  ...USERS,
  ...GROUPS,
  ...ROLES,
  ...POLICIES,
  ...ACCESS,
  ...ORGANIZATION,
  ...IDENTITY_CENTER,
};

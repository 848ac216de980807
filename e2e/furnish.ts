import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type * as tryIt from '../app/(console)/access/ask/try/actions';
import type * as billing from '../app/(console)/billing/actions';
import type * as usage from '../app/(console)/billing/usage/actions';
import type * as passwordPolicy from '../app/(console)/iam/account-settings/actions';
import type * as iam from '../app/(console)/iam/actions';
import type * as groups from '../app/(console)/iam/groups/actions';
import type * as mfa from '../app/(console)/iam/mfa-devices/actions';
import type * as managedPolicies from '../app/(console)/iam/policies/actions';
import type * as roles from '../app/(console)/iam/roles/actions';
import type * as rootAccess from '../app/(console)/iam/root-access/actions';
import type * as users from '../app/(console)/iam/users/actions';
import type * as accounts from '../app/(console)/organizations/accounts/actions';
import type * as organizations from '../app/(console)/organizations/actions';
import type * as invitations from '../app/(console)/organizations/invitations/actions';
import type * as policies from '../app/(console)/organizations/policies/actions';
import type { ConsoleAction } from '../lib/console/result';
import { codeOf, stepOf } from '../lib/iam/mfa/totp';
import { readAsPage, readClaim } from './session';

// These functions prepare data with console actions instead of pages. Tests about creating these things use the pages.

/** The console's actions by the folder of their `actions.ts`. */
type Actions = {
  '/access/ask/try': Pick<typeof tryIt, 'realCall'>;
  '/billing': Pick<typeof billing, 'loadBillingExample'>;
  '/billing/usage': Pick<typeof usage, 'generateUsage'>;
  '/iam': Pick<typeof iam, 'editInlinePolicy'>;
  '/iam/groups': Pick<typeof groups, 'createGroup' | 'deleteGroups'>;
  '/iam/mfa-devices': Pick<typeof mfa, 'createVirtualMfaDevice' | 'enableMfaDevice'>;
  '/iam/policies': Pick<typeof managedPolicies, 'createPolicy' | 'editPolicy'>;
  '/iam/roles': Pick<typeof roles, 'createRole'>;
  '/iam/root-access': Pick<typeof rootAccess, 'enableRootAccess'>;
  '/iam/users': Pick<typeof users, 'createUser'>;
  '/organizations': Pick<typeof organizations, 'createOrganization' | 'createUnit' | 'moveAccounts'>;
  '/organizations/accounts': Pick<typeof accounts, 'createAccount' | 'inviteAccount' | 'leaveOrganization'>;
  '/organizations/invitations': Pick<typeof invitations, 'acceptInvitation'>;
  '/organizations/policies': Pick<typeof policies, 'createPolicy' | 'enablePolicyType'>;
  '/iam/account-settings': Pick<typeof passwordPolicy, 'updateAccountPasswordPolicy'>;
};
type InputOf<Action> = Action extends ConsoleAction<infer Input, infer _> ? Input : never;
type OutputOf<Action> = Action extends ConsoleAction<infer _, infer Output> ? Output : never;

/** Creates a user who can sign in, with an AWS managed policy or none. */
export async function furnishConsoleUser(page: Page, name: string, password: string, policy?: string): Promise<void> {
  await createUser(page, name, { password, mustChange: false }, policy);
}

export function documentOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** Enrolls an authenticator app for a user, or the signed-in root user. Returns a function for the code of a later 30-second step. */
export async function furnishMfa(page: Page, user?: string): Promise<(codesFromNow: number) => string> {
  const { serialNumber, seed } = await act(page, '/iam/mfa-devices', 'createVirtualMfaDevice', `${user ?? 'root'}-phone`);
  const code = (codesFromNow: number) => codeOf(seed, stepOf(new Date()) + codesFromNow);
  await act(page, '/iam/mfa-devices', 'enableMfaDevice', {
    UserName: user,
    SerialNumber: serialNumber,
    AuthenticationCode1: code(-1),
    AuthenticationCode2: code(0),
  });
  return code;
}

/** Enables root credentials management for the signed-in management account. */
export async function furnishRootCredentialsManagement(page: Page): Promise<void> {
  await act(page, '/iam/root-access', 'enableRootAccess', { feature: 'RootCredentialsManagement', trustIam: true });
}

/** Creates a user with one inline policy. */
export async function furnishUserWith(page: Page, name: string, policy: string, document: string): Promise<void> {
  await createUser(page, name, null);
  await furnishInlinePolicy(page, name, policy, document);
}

/** Adds an inline policy to a user. */
export async function furnishInlinePolicy(page: Page, user: string, name: string, document: string): Promise<void> {
  await act(page, '/iam', 'editInlinePolicy', { input: { entity: { kind: 'users', name: user }, name, document } });
}

/** Creates a managed policy with a version for each document. The last one is the default. */
export async function furnishPolicy(page: Page, account: string, name: string, documents: readonly string[]): Promise<void> {
  const [first = '', ...later] = documents;
  await act(page, '/iam/policies', 'createPolicy', { PolicyName: name, PolicyDocument: first });
  const arn = `arn:aws:iam::${account}:policy/${name}`;
  for (const document of later) await furnishPolicyVersion(page, arn, document);
}

/** Creates another version of a policy and makes it the default. */
export async function furnishPolicyVersion(page: Page, arn: string, document: string): Promise<void> {
  await act(page, '/iam/policies', 'editPolicy', { input: { arn, document, setAsDefault: true, deleteFirst: null } });
}

/** Sets a strict password policy: 14 characters of all four kinds, no reuse of 24 passwords, expiry each quarter. */
export async function furnishStrictPasswordPolicy(page: Page): Promise<void> {
  await act(page, '/iam/account-settings', 'updateAccountPasswordPolicy', {
    MinimumPasswordLength: 14,
    RequireUppercaseCharacters: true,
    RequireLowercaseCharacters: true,
    RequireNumbers: true,
    RequireSymbols: true,
    PasswordReusePrevention: 24,
    MaxPasswordAge: 90,
  });
}

/** Creates a user group without users and policies. */
export async function furnishGroup(page: Page, name: string): Promise<void> {
  const { failed } = await act(page, '/iam/groups', 'createGroup', { name, users: [], arns: [] });
  expect(failed, `what ${name} was not given`).toEqual([]);
}

/** Deletes a user group, as another user would. */
export async function loseGroup(page: Page, name: string): Promise<void> {
  await act(page, '/iam/groups', 'deleteGroups', [name]);
}

/** Creates a role with an AWS managed policy that the account can assume. */
export async function furnishRoleWith(page: Page, name: string, account: string, policy: string): Promise<void> {
  const statement = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' };
  const trust = documentOf(statement);
  const nothing = { description: '', boundary: null, tags: [], instanceProfile: false };
  await act(page, '/iam/roles', 'createRole', { ...nothing, name, trust, maxSessionDuration: 3600, arns: [awsPolicy(policy)] });
}

/** Creates a role with an AWS managed policy, which a service can assume. Returns its ARN. */
export async function furnishServiceRole(
  page: Page,
  account: string,
  name: string,
  service: string,
  policy: string,
): Promise<string> {
  const trust = documentOf({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });
  const nothing = { description: '', boundary: null, tags: [], instanceProfile: false };
  await act(page, '/iam/roles', 'createRole', { ...nothing, name, trust, maxSessionDuration: 3600, arns: [awsPolicy(policy)] });
  return `arn:aws:iam::${account}:role/${name}`;
}

/** Makes an AWS call as the signed-in identity and returns the response. Names are those of the SDK clients. Binary values are texts. */
export async function furnishCall(page: Page, service: string, name: string, input: object): Promise<unknown> {
  return act(page, '/access/ask/try', 'realCall', { Service: service, Name: name, Input: { ...input } });
}

/** Makes the account the management account of a new organization. Returns its ID. */
export async function furnishOrganization(page: Page): Promise<string> {
  const { Organization } = await act(page, '/organizations', 'createOrganization', { FeatureSet: 'ALL' });
  return Organization.Id;
}

/** Creates an organizational unit under the root. */
export async function furnishUnit(page: Page, name: string): Promise<string> {
  const input = { ParentId: await readRoot(page), Name: name };
  const { OrganizationalUnit } = await act(page, '/organizations', 'createUnit', input);
  return OrganizationalUnit.Id;
}

/** Creates a member account, in a unit or under the root. Returns its ID. */
export async function furnishMember(page: Page, name: string, email: string, unit?: string): Promise<string> {
  await act(page, '/organizations/accounts', 'createAccount', { AccountName: name, Email: email });
  const { Accounts } = await readAsPage<{ Accounts: { Id: string; Name: string }[] }>(page, 'organizations', 'ListAccounts');
  const id = Accounts.find((account) => account.Name === name)?.Id ?? '';
  if (unit) {
    await act(page, '/organizations', 'moveAccounts', [{ id, name, from: await readRoot(page), to: unit }]);
  }
  return id;
}

/** Makes the page's account join the organization of another page. */
export async function furnishJoining(management: Page, guest: Page, account: string): Promise<void> {
  const Target = { Id: account, Type: 'ACCOUNT' as const };
  const { Handshake } = await act(management, '/organizations/accounts', 'inviteAccount', { Target });
  await act(guest, '/organizations/invitations', 'acceptInvitation', { HandshakeId: Handshake.Id });
}

/** Makes the page's account leave its organization. */
export async function furnishLeaving(page: Page): Promise<void> {
  await act(page, '/organizations/accounts', 'leaveOrganization', {});
}

/** Loads prices and usage of AWS's consolidated billing examples, in a month of accounts that the signed-in account pays for. */
export async function furnishBillingExample(page: Page, example: InputOf<typeof billing.loadBillingExample>): Promise<void> {
  await act(page, '/billing', 'loadBillingExample', example);
}

/** Generates usage for accounts that the signed-in account pays for. */
export async function furnishUsage(page: Page, generation: InputOf<typeof usage.generateUsage>): Promise<void> {
  await act(page, '/billing/usage', 'generateUsage', generation);
}

/** Enables service control policies. */
export async function furnishServiceControlPolicies(page: Page): Promise<void> {
  const input = { RootId: await readRoot(page), PolicyType: 'SERVICE_CONTROL_POLICY' as const };
  await act(page, '/organizations/policies', 'enablePolicyType', input);
}

/** Creates an unattached service control policy. Returns its ID. */
export async function furnishServiceControlPolicy(page: Page, name: string, ...statements: readonly object[]): Promise<string> {
  const input = { Name: name, Description: '', Type: 'SERVICE_CONTROL_POLICY' as const, Content: documentOf(...statements) };
  const { Policy } = await act(page, '/organizations/policies', 'createPolicy', input);
  return Policy.PolicySummary?.Id;
}

async function createUser(page: Page, name: string, console: InputOf<typeof users.createUser>['console'], policy?: string) {
  const permissions = { from: 'policies' as const, arns: policy === undefined ? [] : [awsPolicy(policy)] };
  const { failed } = await act(page, '/iam/users', 'createUser', { name, console, permissions, boundary: null, tags: [] });
  expect(failed, `what ${name} was not given`).toEqual([]);
}

const awsPolicy = (name: string) => `arn:aws:iam::aws:policy/${name}`;

export async function readRoot(page: Page): Promise<string> {
  const { Roots } = await readAsPage<{ Roots: { Id: string }[] }>(page, 'organizations', 'ListRoots');
  return Roots[0]?.Id ?? '';
}

/** Calls an action as a console page does, as the signed-in identity. It must not fail. */
async function act<Folder extends keyof Actions, Name extends string & keyof Actions[Folder]>(
  page: Page,
  folder: Folder,
  name: Name,
  input: InputOf<Actions[Folder][Name]>,
): Promise<OutputOf<Actions[Folder][Name]>> {
  const { id, path } = findAction(folder, name);
  const { identity, origin } = await readClaim(page);
  const answer = await page.request.post(path, {
    headers: {
      origin,
      'next-action': id,
      'content-type': 'text/plain;charset=UTF-8',
      accept: 'text/x-component',
    },
    data: JSON.stringify([identity, input]),
  });
  // React sends the response in numbered rows. Row 1 is the action's result.
  // A long text in the answer comes before it as a row of its own, without a line break at its end.
  const [, row] = /(?:^|.)1:(\{"ok":.*)$/m.exec(await answer.text()) ?? [];
  const result = JSON.parse(row ?? 'null');
  expect(result, `${name} answers`).toMatchObject({ ok: true });
  return result.data;
}

type BuiltAction = { exportedName: string; filename: string; workers: Record<string, unknown> };

/** Returns the ID of a server action, which changes with each build, and the path of a page that uses the action. */
function findAction(folder: string, name: string): { id: string; path: string } {
  const manifest = readFileSync(join(import.meta.dirname, '../.next/server/server-reference-manifest.json'), 'utf8');
  const { node }: { node: Record<string, BuiltAction> } = JSON.parse(manifest);
  const file = `app/(console)${folder}/actions.ts`;
  const [id, action] = Object.entries(node).find(([, one]) => one.filename === file && one.exportedName === name) ?? [];
  const [page] = Object.keys(action?.workers ?? {});
  const path = page?.replace(/^app|\/\([^)]*\)|\/page$/g, '').replace(/\[\w+\]/g, 'any');
  if (id === undefined || path === undefined) throw new Error(`No page of the build has ${name} of ${file}`);
  return { id, path };
}

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAssignments, readIdentityCenter } from '../../console/recipes/export/export-identity-center';
import { readOrganization } from '../../console/recipes/export/export-organization';
import { runAs } from '../../console/testing/run-as';
import type { Actor } from '../../core/test-world';
import { rootCaller } from '../../core/test-world';
import { testIdentityCenter } from '../../export/identity-center/test-state';
import { type OrganizationState, placesOf } from '../../export/organization-state';
import { writeOrganizationExport } from '../../export/write-organization';
import { CreatePolicy } from '../../iam/policy/operations';
import { enableIdentityCenter } from '../../identity-center/test-instance';
import { CreateAccount } from '../../organizations/account/operations';
import { CreateOrganization } from '../../organizations/organization/operations';
import { createTestApi, type TestApi } from '../testing/api';
import { type AwsInShells, serveAwsToShells } from '../testing/aws-in-shells';

// Clients behave the same on both databases, so one run is enough.
const wanted = process.env.TEST_DATABASE !== 'postgresql' && existsSync('/usr/bin/aws');

let api: TestApi;
let home: string;
let aws: AwsInShells;
beforeAll(async () => {
  if (!wanted) return;
  api = await createTestApi();
  home = await mkdtemp(`${tmpdir()}/gatehouse-identity-center-`);
  aws = await serveAwsToShells(home);
});
afterAll(async () => {
  aws?.close();
  await api?.close();
  if (home) await rm(home, { recursive: true, force: true });
});

function dataOf<Data>(answer: { ok: true; data: Data } | { ok: false; error: { message: string } }): Data {
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.data;
}

async function exported(actor: Actor): Promise<OrganizationState> {
  const run = runAs(api, actor);
  const organization = dataOf(await readOrganization(run));
  const identityCenter = dataOf(await readIdentityCenter(run));
  const assignments = [];
  for (const { arn } of identityCenter.permissionSets) {
    const named = { InstanceArn: identityCenter.instanceArn, PermissionSetArn: arn };
    assignments.push(...dataOf(await readAssignments(run, named)));
  }
  return { ...organization, identityCenter: { ...identityCenter, assignments } };
}

/** Creates an organization whose accounts have the policies that the permission sets of the test need. */
async function organizationWith(actor: Actor, address: (name: string) => string): Promise<void> {
  await actor.run(CreateOrganization, {});
  await enableIdentityCenter(actor);
  for (const name of ['dev', 'unused']) await actor.run(CreateAccount, { AccountName: name, Email: address(name) });
  const { members } = dataOf(await readOrganization(runAs(api, actor)));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } });
  for (const { id } of members) {
    const member = api.as(rootCaller(id));
    await member.run(CreatePolicy, { PolicyName: 'Own', Path: '/team/', PolicyDocument });
    await member.run(CreatePolicy, { PolicyName: 'Limit', PolicyDocument });
  }
}

/** Returns a script without ids and addresses of one organization. */
function plain(state: OrganizationState): string {
  const script = writeOrganizationExport(state, 'cli').files.find(({ name }) => name.endsWith('-identity-center.sh'))?.text ?? '';
  const { id, managementAccountId, identityCenter } = state;
  const accounts = [...placesOf(state)].filter(([each]) => /^\d{12}$/.test(each));
  const ids: (readonly [string, string])[] = [
    [id, 'organization'],
    [managementAccountId, 'management'],
    ...accounts.map(([each, place]) => [each, place] as const),
    [identityCenter?.instanceArn ?? '', 'instance'],
    [identityCenter?.storeId ?? '', 'store'],
    ...(identityCenter?.permissionSets ?? []).map(({ arn, name }) => [arn, name] as const),
    ...(identityCenter?.users ?? []).map((user) => [user.id, user.userName] as const),
    ...(identityCenter?.groups ?? []).map((group) => [group.id, group.displayName] as const),
  ];
  const named = ids
    .toSorted(([one], [other]) => other.length - one.length)
    .reduce((text, [each, name]) => text.replaceAll(each, name), script);
  return named.replaceAll('+copy@', '@');
}

async function runScript(script: string, keys: { accessKeyId: string; secretAccessKey: string }, tag?: string): Promise<void> {
  await promisify(execFile)('bash', ['-c', script], {
    env: {
      ...process.env,
      PATH: `${aws.folder}:${process.env.PATH}`,
      AWS_ENDPOINT_URL: api.url,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      ...(tag !== undefined && { ADDRESS_TAG: tag }),
    },
  });
}

const scriptOf = (state: OrganizationState) =>
  writeOrganizationExport(state, 'cli').files.find(({ name }) => name.endsWith('-identity-center.sh'))?.text ?? '';

it.skipIf(!wanted)('an exported AWS CLI script fills the instances of two organizations equally', async () => {
  const { actor, ...keys } = await api.rootKeys();
  await organizationWith(actor, (name) => `${name}@example.com`);
  const empty = await exported(actor);
  const dev = empty.members.find(({ name }) => name === 'dev')?.id ?? '';
  const content = testIdentityCenter();
  const assignments = content.assignments.map((assignment) => ({
    ...assignment,
    accountId: assignment.principalType === 'GROUP' ? dev : actor.accountId,
  }));
  await runScript(scriptOf({ ...empty, identityCenter: { ...content, assignments } }), keys);
  const first = await exported(actor);
  expect(first.identityCenter?.assignments).toHaveLength(2);
  const ana = first.identityCenter?.users.find(({ userName }) => userName === 'ana');
  expect(ana?.attributes).toMatchObject(content.users[0]?.attributes ?? {});

  const { actor: other, ...otherKeys } = await api.rootKeys();
  await organizationWith(other, (name) => `${name}+copy@example.com`);
  await runScript(scriptOf(first), otherKeys, 'copy');
  expect(plain(await exported(other))).toBe(plain(first));
});

it.skipIf(!wanted)('the script says that there is no instance, and changes nothing', async () => {
  const { actor, ...keys } = await api.rootKeys();
  await actor.run(CreateOrganization, {});
  const { members, ...state } = dataOf(await readOrganization(runAs(api, actor)));
  const script = scriptOf({ ...state, members, identityCenter: { ...testIdentityCenter(), assignments: [] } });
  await expect(runScript(script, keys)).rejects.toThrow(/IAM Identity Center is not enabled in this Region/);
});

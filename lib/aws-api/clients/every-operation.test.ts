import * as iam from '@aws-sdk/client-iam';
import * as organizations from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call, CallTable, Seen } from '../../core/testing/contract';
import { GenerateCredentialReport } from '../../iam/credential-report/operations';
import { iamContracts } from '../../iam/test-contracts';
import { userWith } from '../../sts/test-actors';
import { findWireOperation, type Shape, type WireServiceName, wireOperationNames } from '../protocol/sdk-schemas';
import { findOperation, IAM, ORGANIZATIONS, STS, type WireService } from '../server/services';
import { createTestApi, type Keys, type TestApi } from '../testing/api';
import { inputOf } from '../testing/calls';
import { IAM_CALLS } from '../testing/calls-iam';
import { ORGANIZATIONS_CALLS } from '../testing/calls-organizations';
import { STS_CALLS } from '../testing/calls-sts';
import { furnishFederation } from '../testing/federation';
import { callBySdk } from '../testing/sdk';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

/** Calls a table's operations one after the other with the real client of the service. */
function caller(service: WireServiceName, keysOf: Record<string, Keys>, seen: Seen) {
  return async (call: Call) => {
    const [name, , by = 'root'] = call;
    const created = seen[by] as { AccessKey?: { AccessKeyId: string; SecretAccessKey: string } } | undefined;
    const keys = keysOf[by] ?? {
      accessKeyId: created?.AccessKey?.AccessKeyId ?? '',
      secretAccessKey: created?.AccessKey?.SecretAccessKey ?? '',
    };
    const output = await callBySdk(api, service, name, inputOf(call, seen), keys);
    seen[name] = output;
    return output;
  };
}

/** Members that the model calls required and an output lacks, as paths. */
function lacking(shape: Shape | undefined, value: unknown, at: string): string[] {
  if (!shape || value === undefined || value === null) return [];
  if (shape.kind === 'list') return (value as unknown[]).flatMap((item, i) => lacking(shape.item, item, `${at}[${i}]`));
  if (shape.kind !== 'structure') return [];
  const source = value as Readonly<Record<string, unknown>>;
  return shape.members.flatMap(({ name, shape: member, required }) =>
    required && source[name] === undefined ? [`${at}.${name}`] : lacking(member, source[name], `${at}.${name}`),
  );
}

function implemented(service: WireService): string[] {
  return wireOperationNames(service.name).filter((name) => findOperation(service, name));
}

const TABLES: readonly (readonly [WireService, CallTable])[] = [
  [IAM, [...IAM_CALLS, ...iamContracts.flatMap(([, { calls }]) => calls)]],
  [ORGANIZATIONS, ORGANIZATIONS_CALLS],
  [STS, STS_CALLS],
];

describe.each(TABLES)('$name', (service, table) => {
  it('has a call for every operation that is implemented', () => {
    expect([...new Set(table.map(([name]) => name))].sort()).toEqual(implemented(service).sort());
  });

  it('takes every member that the SDK can send', () => {
    const differing = implemented(service).flatMap((name) => {
      const wire = findWireOperation(service.name, name)?.input;
      const sent = wire?.kind === 'structure' ? wire.members.map((member) => member.name) : [];
      const taken = Object.keys((findOperation(service, name)?.input as { shape?: object } | undefined)?.shape ?? {});
      return [...sent.filter((member) => !taken.includes(member)), ...taken.filter((member) => !sent.includes(member))].map(
        (member) => `${name}.${member}`,
      );
    });
    expect(differing).toEqual([]);
  });

  it('answers each with everything that the model requires', async () => {
    const seen: Seen = {};
    const keysOf = await people(service, seen);
    const call = caller(service.name, keysOf, seen);
    for (const entry of table) {
      const output = await call(entry).catch((error: unknown) => {
        throw new Error(`${entry[0]} failed: ${String(error)}`, { cause: error });
      });
      expect(lacking(findWireOperation(service.name, entry[0])?.output, output, entry[0])).toEqual([]);
    }
  });
});

/** Who makes the calls of a service, and what its table refers to beside answers. */
async function people(service: WireService, seen: Seen): Promise<Record<string, Keys>> {
  const root = await api.rootKeys();
  if (service === IAM) {
    await trustIam(root);
    // One is ready a moment after it was asked for.
    await root.actor.with({ now: new Date(Date.now() - 60_000) }).run(GenerateCredentialReport, {});
    return { root };
  }
  if (service === ORGANIZATIONS) {
    const [guest, other] = [await api.rootKeys(), await api.rootKeys()];
    seen.accounts = { guest: guest.actor.accountId };
    return { root, guest, other };
  }
  const all = { Effect: 'Allow', Action: '*', Resource: '*' };
  const admin = await userWith(api, root.actor, 'admin', all);
  const nobody = await userWith(api, root.actor, 'nobody');
  const idOf = (actor: typeof admin) => (actor.caller.principal.type === 'User' ? actor.caller.principal.userId : '');
  const keys = { root, admin: await api.keys(admin, idOf(admin)), nobody: await api.keys(nobody, idOf(nobody)) };
  seen.federation = await furnishFederation(root.actor);
  const clients = api.clients(keys.root);
  await trustIam(root);
  await clients.iam.send(new iam.EnableOrganizationsRootCredentialsManagementCommand({}));
  const { CreateAccountStatus } = await clients.organizations.send(
    new organizations.CreateAccountCommand({ AccountName: 'member', Email: 'sts-member@example.com' }),
  );
  const done = await clients.organizations.send(
    new organizations.DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id }),
  );
  seen.accounts = { member: done.CreateAccountStatus?.AccountId };
  const denial = await api
    .clients(keys.nobody)
    .iam.send(new iam.ListUsersCommand({}))
    .catch((error: unknown) => error);
  seen.denial = { encoded: String(denial).split('Encoded authorization failure message: ')[1] };
  return keys;
}

/** Makes an account the management account of an organization that lets IAM work in all its accounts. */
async function trustIam(keys: Keys): Promise<void> {
  const client = api.clients(keys).organizations;
  await client.send(new organizations.CreateOrganizationCommand({}));
  await client.send(new organizations.EnableAWSServiceAccessCommand({ ServicePrincipal: 'iam.amazonaws.com' }));
}

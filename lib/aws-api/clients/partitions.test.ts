import { join } from 'node:path';
import { CreateUserCommand } from '@aws-sdk/client-iam';
import { CreateOrganizationCommand } from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { isOnByDefault, REGIONS } from '@gatehouse/catalog/regions';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GLOBAL_REGION } from '../../core/call';
import { createTestApi, type TestApi } from '../testing/api';

type SdkPartitions = {
  partitionsInfo: { partitions: readonly { id: string; regions: Readonly<Record<string, unknown>> }[] };
};

// The SDK does not export this file, so the test reads it by its path.
const FILE = 'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
const { partitionsInfo } = (await import(join(import.meta.dirname, '../../..', FILE))) as SdkPartitions;

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

it('the partitions and Regions match the SDK’s list', () => {
  const ofSdk = partitionsInfo.partitions.flatMap(({ id, regions }) =>
    Object.keys(regions)
      // Calls to the SDK's global pseudo-Region of a partition are signed for a real Region.
      .filter((region) => !region.endsWith('-global'))
      .map((region) => `${id} ${region}`),
  );
  expect(REGIONS.map(({ code, partition }) => `${partition} ${code}`).sort()).toEqual(ofSdk.sort());
  expect(Object.keys(GLOBAL_REGION).sort()).toEqual(partitionsInfo.partitions.map(({ id }) => id).sort());
});

it.each(Object.entries(GLOBAL_REGION))('%s has its own ARNs in IAM, STS and Organizations', async (partition, region) => {
  const keys = await api.rootKeys();
  const { iam, sts, organizations } = api.clients(keys, region);
  const { accountId } = keys.actor;
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(`arn:${partition}:iam::${accountId}:root`);
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'ana' }));
  expect(User?.Arn).toBe(`arn:${partition}:iam::${accountId}:user/ana`);
  const { Organization } = await organizations.send(new CreateOrganizationCommand({}));
  expect(Organization?.Arn).toBe(`arn:${partition}:organizations::${accountId}:organization/${Organization?.Id}`);
});

it('STS answers in every Region of a partition, including opt-in Regions', async () => {
  const keys = await api.rootKeys();
  const regions = REGIONS.filter(({ partition }) => partition === 'aws');
  expect(regions.filter(({ code }) => isOnByDefault(code))).toHaveLength(17);
  for (const { code } of regions) {
    const { Account } = await api.clients(keys, code).sts.send(new GetCallerIdentityCommand({}));
    expect([code, Account]).toEqual([code, keys.actor.accountId]);
  }
});

import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { type AssumeRoleResponse, STSClient } from '@aws-sdk/client-sts';
import { test as base } from 'vitest';

export type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** The account of one test. */
export type Account = {
  id: string;
  /** Returns clients of the account's root user, or with the given keys. */
  clients(keys?: Keys): { iam: IAMClient; sts: STSClient; organizations: OrganizationsClient };
};

/** vitest's `test`, with an account of its own for each test that asks for one. */
export const test = base.extend<{ account: Account }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from it what a fixture needs.
  account: async ({}, use) => {
    const { accountId, ...rootKeys } = await call('POST', 'accounts');
    await use({
      id: accountId,
      clients: (credentials = rootKeys) => {
        const config = { endpoint: process.env.GATEHOUSE_URL, region: 'us-east-1', credentials };
        return { iam: new IAMClient(config), sts: new STSClient(config), organizations: new OrganizationsClient(config) };
      },
    });
    await call('DELETE', `accounts/${accountId}`);
  },
});

/** A policy document with these statements. */
export function document(...Statement: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** Makes a user that these statements are about, and returns its keys. */
export async function keysOf({ clients }: Account, UserName: string, ...statements: object[]): Promise<Keys> {
  const { iam } = clients();
  await iam.send(new CreateUserCommand({ UserName }));
  if (statements.length > 0) {
    const PolicyDocument = document(...statements);
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

/** The keys of a session of a role. */
export function sessionOf({ Credentials }: AssumeRoleResponse): Keys {
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

/** A call of Gatehouse's own that needs the reset token. */
async function call(method: string, path: string) {
  const response = await fetch(`${process.env.GATEHOUSE_URL}/_gatehouse/${path}`, {
    method,
    headers: { authorization: `Bearer ${process.env.GATEHOUSE_RESET_TOKEN}` },
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

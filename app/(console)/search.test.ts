import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchPages, orderResults, palettePages } from '@/components/console/shell/palette-results';
import { paths } from '@/lib/console/paths';
import { createTestWorld, rootCaller, type TestWorld } from '@/lib/core/test-world';
import { SearchResources } from '@/lib/search/operations';
import { seedDemo } from '@/prisma/seed';
import { toPaletteResults } from './_client/search-results';
import { everyArea, quickActions, topics } from './nav';

// Each row has a typed text and the address that must be among the first three results.

const PAGES: readonly (readonly [typed: string, href: string])[] = [
  ['public', paths.posture({ filter: 'public' })],
  ['is anything public', paths.posture({ filter: 'public' })],
  ['what is open to the internet?', paths.posture({ filter: 'public' })],
  ['exposed buckets', paths.posture({ filter: 'public' })],
  ['external access', paths.posture({ filter: 'public' })],
  ['cross-account', paths.posture({ filter: 'public' })],
  ['admin', paths.posture({ filter: 'administrator' })],
  ['who is an admin', paths.posture({ filter: 'administrator' })],
  ['administrators', paths.posture({ filter: 'administrator' })],
  ['full access', paths.posture({ filter: 'administrator' })],
  ['mfa', paths.posture({ filter: 'MFA' })],
  ['who has no mfa', paths.posture({ filter: 'MFA' })],
  ['2fa', paths.posture({ filter: 'MFA' })],
  ['second factor', paths.posture({ filter: 'MFA' })],
  ['my mfa', paths.securityCredentials],
  ['key age', paths.posture({ filter: 'access key' })],
  ['old access keys', paths.posture({ filter: 'access key' })],
  ['rotate keys', paths.posture({ filter: 'access key' })],
  ['unused', paths.posture({ filter: 'unused' })],
  ['unused keys', paths.posture({ filter: 'access key' })],
  ['inactive users', paths.posture({ filter: 'unused' })],
  ['unused permissions', paths.unusedAccess],
  ['last accessed', paths.unusedAccess],
  ['least privilege', paths.unusedAccess],
  ['root', paths.posture({ filter: 'root' })],
  ['privilege escalation', paths.escalation],
  ['scp', paths.organizationPolicies],
  ['service control policies', paths.organizationPolicies],
  ['guardrails', paths.organizationPolicies],
  ['ou', paths.accounts],
  ['cloudtrail', paths.events()],
  ['access denied', paths.troubleshooter()],
  ['audit log', paths.events()],
  ['simulator', paths.simulator()],
  ['what can i do', paths.access()],
  ['password policy', paths.iamAccountSettings],
  ['change my password', paths.changePassword],
  ['sso', paths.identityProviders],
  ['invoice', paths.bills()],
  ['volume discount', paths.savings()],
  ['budget', paths.budgets],
  ['reserved instances', paths.reservations()],
  ['forecast', paths.costExplorer()],
  ['encryption keys', paths.resourcesOf('keys')],
  ['storage', paths.resourcesOf('buckets')],
  ['new user', paths.createUser],
  ['add a bucket', paths.createResource('buckets')],
  ['switch account', paths.switchRole()],
  ['terraform', paths.exportOf()],
  ['shared responsibility', paths.responsibility()],
  ['limits', paths.quotas],
  ['locked out', paths.restoreAccess],
];

/** The texts that the root user of a demo account types, with the address of the resource. */
const THINGS: readonly (readonly [account: string, typed: string, href: RegExp])[] = [
  ['acme-production', 'orders', /^\/resources\/queues\//],
  ['acme-production', 'acme-orders-archive', /^\/resources\/buckets\//],
  ['acme-production', 'orders/database', /^\/resources\/secrets\//],
  ['payments', 'alias/payments', /^\/resources\/keys\//],
  ['payments', 'who can read alias/payments', /^\/access\/who-can\?action=kms%3ADecrypt&resource=arn%3Aaws%3Akms/],
  ['payments', 'who can decrypt with alias/payments?', /^\/access\/who-can\?action=kms%3ADecrypt&resource=arn%3Aaws%3Akms/],
  ['acme-production', 'who can send to the queue orders', /^\/access\/who-can\?action=sqs%3ASendMessage&resource=arn/],
  ['acme-production', 'Who has access to acme-orders-archive?', /^\/access\/who-can\?action=s3%3AGetObject&resource=.*%2F\*$/],
  [
    'acme-production',
    'who can assume DeploymentPipeline',
    /^\/access\/who-can\?action=sts%3AAssumeRole&resource=.*DeploymentPipeline/,
  ],
  [
    'acme-production',
    'who can delete the secret orders/database',
    /^\/access\/who-can\?action=secretsmanager%3ADeleteSecret&resource=/,
  ],
  ['acme-production', 'who can create users', /^\/access\/who-can\?action=iam%3ACreateUser/],
  ['acme-production', 's3:GetObject', /^\/access\/who-can\?action=s3%3AGetObject/],
  ['acme-dev', 'why can’t dana create a role', /^\/access\/ask\?principal=.*dana&action=iam%3ACreateRole/],
  ['acme-dev', 'can dana launch an instance?', /^\/access\/ask\?principal=.*dana&action=ec2%3ARunInstances/],
  ['acme-dev', 'why was dana denied iam:CreateUser', /^\/access\/ask\?principal=.*dana&action=iam%3ACreateUser/],
  ['acme-dev', 'what can dana do', /^\/access\?principal=.*dana$/],
  ['acme', 'what can dana do', /^\/access\?principal=.*dana$/],
  ['acme', 'can i create an organization', /^\/access\/ask\?principal=.*root&action=organizations%3ACreateOrganization/],
];

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
  await seedDemo(world.database);
});
afterAll(() => world.close());

const known = palettePages(everyArea, quickActions, topics);

async function firstThree(account: string, typed: string): Promise<string[]> {
  const { id } = await world.database.reader.account.findFirstOrThrow({ where: { OR: [{ alias: account }, { name: account }] } });
  const answer = await world.as(rootCaller(id)).run(SearchResources, { Text: typed });
  const ask = /^[a-z0-9]+:\w+$/i.test(typed) ? [paths.whoCan({ action: typed })] : [];
  return [...ask, ...orderResults(typed, matchPages(known, typed), toPaletteResults(answer)).map(({ href }) => href)].slice(0, 3);
}

describe('the console search', () => {
  it.each(PAGES)('returns the expected page for “%s” among the first three results', async (typed, href) => {
    expect(await firstThree('acme', typed)).toContain(href);
  });

  it.each(THINGS)('in %s returns the expected result for “%s” among the first three', async (account, typed, href) => {
    expect((await firstThree(account, typed)).filter((one) => href.test(one))).not.toEqual([]);
  });

  it('returns no question for texts that are not questions or name nothing known', async () => {
    for (const typed of [
      'who',
      'who can',
      'who can frobnicate the moon',
      'can nobody-here do it',
      'what can ghost do',
      'why',
      'x '.repeat(500),
    ]) {
      const { id } = await world.database.reader.account.findFirstOrThrow({ where: { alias: 'acme' } });
      const { Questions } = await world.as(rootCaller(id)).run(SearchResources, { Text: typed });
      expect([typed, Questions]).toEqual([typed, []]);
    }
  });
});

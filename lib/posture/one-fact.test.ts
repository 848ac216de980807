import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedDemo } from '@/prisma/seed';
import { ListEscalationPaths } from '../access/escalation/operations';
import { GetAccountSecuritySteps } from '../access/security-steps/operations';
import { GetRootUse } from '../account/root-use-operations';
import { type Actor, createTestWorld, rootCaller, type TestWorld } from '../core/test-world';
import { CreateAccessKey, UpdateAccessKey } from '../iam/access-key/operations';
import { AttachUserPolicy } from '../iam/attachment/operations';
import { PutUserPermissionsBoundary } from '../iam/boundary/operations';
import { PutUserPolicy } from '../iam/inline-policy/operations';
import { CreateLoginProfile } from '../iam/login-profile/operations';
import { CreateVirtualMFADevice } from '../iam/mfa/operations';
import { UpdateAccountPasswordPolicy } from '../iam/password-policy/operations';
import { CreateUser } from '../iam/user/operations';
import { ListPostureFindings } from './operations';

// Law: "Secure this account" and "Use of the root user" never contradict the posture.

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

/** Expects the pages of an account to agree with its posture. */
async function expectOneAnswer(root: Actor): Promise<void> {
  const { Findings } = await root.run(ListPostureFindings, { Status: 'ACTIVE', MaxResults: 100 });
  const found = new Set(Findings.map(({ Check }) => Check.CheckId));
  const steps = await root.run(GetAccountSecuritySteps, {});
  const use = await root.run(GetRootUse, { Reach: 'account' });
  expect(steps.RootWithoutMfa).toBe(found.has('root-mfa'));
  if (found.has('root-access-key')) expect(steps.RootAccessKeys).toBeGreaterThan(0);
  if (steps.RootAccessKeys > 0) expect(found.has('root-access-key')).toBe(true);
  const passwords = ['password-policy-weak', 'password-policy-reuse'].some((id) => found.has(id));
  // Without a user who has a password, the checks are not applicable.
  if (passwords) expect(steps.PasswordWeaknesses).not.toEqual([]);
  if (steps.PasswordWeaknesses.length === 0) expect(passwords).toBe(false);
  const administrators = await root.run(ListEscalationPaths, { Reach: 'account' });
  const named = administrators.Administrators.filter((arn) => !arn.endsWith(':root'));
  expect(steps.Administrators?.Count).toBe(named.length);
  const bare = Findings.some(({ Title }) => Title.endsWith('is an administrator without MFA'));
  if (steps.Administrators?.Bare) expect(bare).toBe(true);
  if (found.has('root-recently-used') || found.has('root-signin')) expect(use.LastUsed).toBeDefined();
  const [newest] = use.Actions;
  if (newest) expect(use.LastUsed?.getTime()).toBeGreaterThanOrEqual(newest.At.getTime());
}

it('the security pages agree with the posture in every account of the demo', async () => {
  const demo = await createTestWorld();
  try {
    await seedDemo(demo.database);
    const accounts = await demo.database.reader.account.findMany({ where: { state: 'ACTIVE' } });
    for (const { id } of accounts) await expectOneAnswer(demo.as(rootCaller(id)));
  } finally {
    await demo.close();
  }
}, 120_000);

const STATE = fc.record({
  keys: fc.array(fc.boolean(), { maxLength: 2 }),
  /** A device that was created but not enabled, so that sign-in does not ask for it. */
  unfinishedDevice: fc.boolean(),
  administrators: fc.array(
    fc.record({
      password: fc.boolean(),
      /** The allowed access: everything, all of S3's ARNs, all of IAM, or nothing. */
      policy: fc.constantFrom(
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::*' },
        { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
        null,
      ),
      denied: fc.constantFrom(null, 's3:GetObject', 'iam:*', '*'),
      bounded: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  policy: fc.option(
    fc.record({
      MinimumPasswordLength: fc.integer({ min: 6, max: 20 }),
      RequireSymbols: fc.boolean(),
      RequireNumbers: fc.boolean(),
      RequireUppercaseCharacters: fc.constant(true),
      RequireLowercaseCharacters: fc.constant(true),
      PasswordReusePrevention: fc.constantFrom(1, 23, 24),
    }),
  ),
});

it('the security pages agree with the posture in random accounts', async () => {
  await fc.assert(
    fc.asyncProperty(STATE, async ({ keys, unfinishedDevice, administrators, policy }) => {
      const root = await world.account();
      for (const active of keys) {
        const { AccessKey } = await root.run(CreateAccessKey, {});
        const AccessKeyId = AccessKey.AccessKeyId;
        if (!active) await root.run(UpdateAccessKey, { AccessKeyId, Status: 'Inactive' });
      }
      if (unfinishedDevice) await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: 'begun' });
      for (const [at, { password, policy: allowed, denied, bounded }] of administrators.entries()) {
        const UserName = `admin-${at}`;
        await root.run(CreateUser, { UserName });
        if (allowed === null) await root.run(AttachUserPolicy, { UserName, PolicyArn: ADMINISTRATOR });
        const Statement = [
          ...(allowed === null ? [] : [allowed]),
          ...(denied === null ? [] : [{ Effect: 'Deny', Action: denied, Resource: '*' }]),
        ];
        if (Statement.length > 0) {
          const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
          await root.run(PutUserPolicy, { UserName, PolicyName: 'own', PolicyDocument });
        }
        if (bounded) await root.run(PutUserPermissionsBoundary, { UserName, PermissionsBoundary: READ_ONLY });
        if (password) await root.run(CreateLoginProfile, { UserName, Password: 'Correct-horse-battery-9' });
      }
      if (policy) await root.run(UpdateAccountPasswordPolicy, policy);
      await expectOneAnswer(root);
    }),
    { numRuns: 15 },
  );
}, 120_000);

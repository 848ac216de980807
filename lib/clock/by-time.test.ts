import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putIntoOutbox } from '../account/outbox';
import { ListOutboxMessages } from '../account/outbox-operations';
import { PutCredit } from '../billing/benefit/operations';
import { ListCredits } from '../billing/bill/credit-operations';
import { GetBill } from '../billing/bill/operations';
import { judgeBudgets } from '../billing/budget/judge';
import { CreateBudget, DescribeBudget, DescribeBudgets } from '../billing/budget/operations';
import { PutPriceList } from '../billing/price-list/operations';
import { PutUsage } from '../billing/usage/operations';
import { findSession, startSession } from '../console/session/session';
import { findCredential } from '../core/secrets/credentials';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld, userCaller } from '../core/test-world';
import { BY_TIME, type ByTime } from '../core/time/by-time';
import { later } from '../core/time/clock';
import { transaction } from '../db/transaction';
import { LookupEvents } from '../events/lookup/operations';
import { CreateAccessKey } from '../iam/access-key/operations';
import { GenerateCredentialReport, GetCredentialReport } from '../iam/credential-report/operations';
import { PutUserPolicy } from '../iam/inline-policy/operations';
import { GenerateServiceLastAccessedDetails, GetServiceLastAccessedDetails } from '../iam/last-accessed/operations';
import { CreateLoginProfile } from '../iam/login-profile/operations';
import { UpdateAccountPasswordPolicy } from '../iam/password-policy/operations';
import { CreateServiceSpecificCredential, ListServiceSpecificCredentials } from '../iam/service-specific-credential/operations';
import { CreateUser, ListUsers } from '../iam/user/operations';
import { CloseAccount, DescribeAccount, LeaveOrganization, ListAccounts } from '../organizations/account/operations';
import { AcceptHandshake, CancelHandshake } from '../organizations/handshake/answer-operations';
import {
  DescribeHandshake,
  EnableAllFeatures,
  InviteAccountToOrganization,
  ListHandshakesForOrganization,
} from '../organizations/handshake/operations';
import { CreateOrganization } from '../organizations/organization/operations';
import { organizationOf } from '../organizations/test-organization';
import { ListFindingExceptions, PutFindingException } from '../posture/findings/exception-operations';
import { keepPosture } from '../posture/findings/keep';
import { ListPostureFindings } from '../posture/operations';
import { DescribeInstances } from '../resources/ec2/describe-operations';
import { TerminateInstances } from '../resources/ec2/instance-operations';
import { imagesIn } from '../resources/ec2/resource';
import { RunInstances } from '../resources/ec2/run-operations';
import { CreateKey, DescribeKey, ScheduleKeyDeletion } from '../resources/kms/operations';
import { CreateBucket } from '../resources/s3/bucket-operations';
import { CreateSecret, DeleteSecret, DescribeSecret } from '../resources/secretsmanager/operations';
import { ReceiveMessage, SendMessage } from '../resources/sqs/message-operations';
import { CreateQueue } from '../resources/sqs/operations';
import { GetSessionToken } from '../sts/token/operations';
import { DescribeReportCreation, StartReportCreation } from '../tag-compliance/report/operations';
import { tagPolicyFor } from '../tag-compliance/test-tag-policy';
import { moveClock } from './test-clock';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const at = (ms: number) => later(TEST_NOW, ms);
/** The time from noon of March 1 to the end of the month. */
const MONTH_END_MS = 30.5 * DAY_MS;

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

/** Returns the result of a read: a value, or the name of the error. */
const shown = (call: Promise<unknown>) =>
  call.then(
    (value) => value,
    (error: { shape?: string; message?: string }) => {
      if (error.shape === undefined) throw error;
      return error.shape;
    },
  );

/** A setup by calls, the time until it changes, and the expected reads before and after. */
type Scene = {
  afterMs: number;
  look: (root: Actor) => Promise<unknown>;
  before: unknown;
  after: unknown;
};
type Row = {
  [Name in keyof typeof BY_TIME]: (typeof BY_TIME)[Name]['clock'] extends 'account' ? Name : never;
}[keyof typeof BY_TIME];
/** The setup of a row, or the noun's own test if it needs more than a few calls: its file and the title of the test. */
type Shown = ((root: Actor) => Promise<Scene>) | { file: string; title: string };

const invited = async (root: Actor) => {
  await root.run(CreateOrganization, { FeatureSet: 'ALL' });
  const { Handshake } = await root.run(InviteAccountToOrganization, { Target: { Id: 'x@example.com', Type: 'EMAIL' } });
  return { HandshakeId: Handshake.Id };
};
const userOf = async (root: Actor, UserName = 'ana') => {
  const { User } = await root.run(CreateUser, { UserName });
  return world.as(userCaller(User));
};
const instanceOf = async (root: Actor) => {
  const ImageId = imagesIn('us-east-1')[0]?.id ?? '';
  const { Instances } = await root.run(RunInstances, { ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 });
  const InstanceIds = [Instances[0]?.InstanceId ?? ''];
  const states = async (actor: Actor) =>
    (await actor.run(DescribeInstances, { InstanceIds })).Reservations.flatMap(({ Instances: all = [] }) =>
      all.map(({ State }) => State.Name),
    );
  return { InstanceIds, states };
};
const tagReportOf = async (root: Actor) => {
  await root.run(CreateOrganization, { FeatureSet: 'ALL' });
  await tagPolicyFor(root);
  const S3Bucket = `tag-reports-${root.accountId}`;
  await root.run(CreateBucket, { Bucket: S3Bucket });
  await root.run(StartReportCreation, { S3Bucket });
  return async (actor: Actor) => (await actor.run(DescribeReportCreation, {})).Status;
};
const queueOf = async (root: Actor, Attributes: Record<string, string> = {}) => {
  const { QueueUrl } = await root.run(CreateQueue, { QueueName: 'orders', Attributes });
  const look = async (actor: Actor) =>
    ((await actor.run(ReceiveMessage, { QueueUrl, VisibilityTimeout: 0 })).Messages ?? []).map(({ Body }) => Body);
  return { QueueUrl, look };
};
const usage = (root: Actor, Month: string) =>
  root.run(PutUsage, {
    Rows: [
      {
        AccountId: root.accountId,
        Month,
        Service: 'AmazonS3',
        UsageType: 'TimedStorage-ByteHrs',
        Region: 'us-east-1',
        Quantity: '100',
      },
    ],
  });
const budgetOf = (root: Actor, more: object = {}) =>
  root.run(CreateBudget, {
    AccountId: root.accountId,
    Budget: { BudgetName: 'all', BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: '10', Unit: 'USD' }, ...more },
  });

const SCENES: Readonly<Record<Row, Shown>> = {
  invitation: async (root) => {
    const named = await invited(root);
    const look = async (actor: Actor) => (await actor.run(DescribeHandshake, named)).Handshake.State;
    return { afterMs: BY_TIME.invitation.afterMs, look, before: 'OPEN', after: 'EXPIRED' };
  },
  allFeaturesRequest: async (root) => {
    await root.run(CreateOrganization, { FeatureSet: 'CONSOLIDATED_BILLING' });
    const guest = await world.account();
    const { Handshake: invitation } = await root.run(InviteAccountToOrganization, {
      Target: { Id: guest.accountId, Type: 'ACCOUNT' },
    });
    await guest.run(AcceptHandshake, { HandshakeId: invitation.Id });
    const { Handshake } = await root.run(EnableAllFeatures, {});
    const look = async (actor: Actor) => (await actor.run(DescribeHandshake, { HandshakeId: Handshake.Id })).Handshake.State;
    return { afterMs: BY_TIME.allFeaturesRequest.afterMs, look, before: 'REQUESTED', after: 'EXPIRED' };
  },
  handshakeListing: async (root) => {
    await root.run(CancelHandshake, await invited(root));
    const look = async (actor: Actor) => (await actor.run(ListHandshakesForOrganization, {})).Handshakes.length;
    return { afterMs: BY_TIME.handshakeListing.afterMs, look, before: 1, after: 0 };
  },
  ageToMoveOut: {
    file: 'lib/organizations/handshake/operations.test.ts',
    title: 'moves a member directly from another organization, with the permission to accept',
  },
  billingTransfer: {
    file: 'lib/organizations/responsibility-transfer/operations.test.ts',
    title: 'is accepted by the management account, and only a day before its start',
  },
  invitationQuota: {
    file: 'lib/organizations/handshake/operations.test.ts',
    title: 'refuses more than 20 invitations per day, not counting accepted ones',
  },
  closureQuota: {
    file: 'lib/organizations/account/operations.test.ts',
    title: 'refuses more closures within 30 days than the quota',
  },
  closure: async (root) => {
    const { member } = await organizationOf(world, root);
    const AccountId = (await member('gone')).accountId;
    await root.run(CloseAccount, { AccountId });
    const look = async (actor: Actor) => (await actor.run(DescribeAccount, { AccountId })).Account.State;
    return { afterMs: BY_TIME.closure.afterMs, look, before: 'PENDING_CLOSURE', after: 'CLOSED' };
  },
  closedForGood: async (root) => {
    const { member } = await organizationOf(world, root);
    await root.run(CloseAccount, { AccountId: (await member('gone')).accountId });
    const look = async (actor: Actor) => (await actor.run(ListAccounts, {})).Accounts.length;
    return { afterMs: BY_TIME.closedForGood.afterMs, look, before: 2, after: 1 };
  },
  ageToLeave: async (root) => {
    const { member } = await organizationOf(world, root);
    const young = await member('young');
    const look = ({ run: _, ...actor }: Actor) =>
      shown(young.with(moments.get(actor.accountId) ?? {}).run(LeaveOrganization, {}));
    return { afterMs: BY_TIME.ageToLeave.afterMs, look, before: 'ConstraintViolationException', after: {} };
  },
  password: async (root) => {
    await root.run(UpdateAccountPasswordPolicy, { MaxPasswordAge: 30 });
    await userOf(root);
    await root.run(CreateLoginProfile, { UserName: 'ana', Password: 'Correct-horse-1' });
    const user = await world.database.reader.user.findFirstOrThrow({ where: { accountId: root.accountId, name: 'ana' } });
    const look = async ({ accountId }: Actor) => {
      const who = { accountId, userId: user.id, mfaAt: null };
      const origin = { sourceIp: '127.0.0.1', userAgent: 'test' };
      const now = moments.get(accountId)?.now ?? TEST_NOW;
      const { token } = await transaction(world.database, (tx) => startSession(tx, who, origin, now));
      return (await findSession(world.database, token, TEST_NOW))?.passwordExpired;
    };
    return { afterMs: 30 * DAY_MS, look, before: false, after: true };
  },
  credentialReport: async (root) => {
    await root.run(GenerateCredentialReport, {});
    const look = (actor: Actor) => shown(actor.run(GetCredentialReport, {}).then(() => 'there'));
    return { afterMs: BY_TIME.credentialReport.afterMs, look, before: 'there', after: 'CredentialReportExpiredException' };
  },
  // Clocks move by whole seconds.
  credentialReportReady: {
    file: 'lib/iam/credential-report/operations.test.ts',
    title: 'fails before a report exists, before it is complete and after four hours',
  },
  tagReport: async (root) => {
    const look = await tagReportOf(root);
    return { afterMs: BY_TIME.tagReport.afterMs, look, before: 'SUCCEEDED', after: 'NO REPORT' };
  },
  tagReportReady: async (root) => {
    const look = await tagReportOf(root);
    return { afterMs: BY_TIME.tagReportReady.afterMs, look, before: 'RUNNING', after: 'SUCCEEDED' };
  },
  serviceCredential: async (root) => {
    await userOf(root);
    const given = { UserName: 'ana', ServiceName: 'bedrock.amazonaws.com', CredentialAgeDays: 30 };
    await root.run(CreateServiceSpecificCredential, given);
    const look = async (actor: Actor) =>
      (await actor.run(ListServiceSpecificCredentials, { UserName: 'ana' })).ServiceSpecificCredentials[0]?.Status;
    return { afterMs: 30 * DAY_MS, look, before: 'Active', after: 'Expired' };
  },
  accessReport: async (root) => {
    await userOf(root);
    const asked = { Arn: `arn:aws:iam::${root.accountId}:user/ana` };
    const { JobId = '' } = await root.run(GenerateServiceLastAccessedDetails, asked);
    const look = (actor: Actor) => shown(actor.run(GetServiceLastAccessedDetails, { JobId }).then(() => 'there'));
    return { afterMs: BY_TIME.accessReport.afterMs, look, before: 'there', after: 'NoSuchEntityException' };
  },
  certificate: {
    file: 'app/(console)/iam/server-certificates/_components/validity.test.ts',
    title: 'is expired from its expiration time on',
  },
  samlMetadata: {
    file: 'lib/sts/saml/operations.test.ts',
    title: 'applies also with enforcement off, and refuses expired provider metadata',
  },
  temporaryCredential: async (root) => {
    const ana = await userOf(root);
    const { Credentials } = await ana.run(GetSessionToken, { DurationSeconds: 7200 });
    const look = async () => (await findCredential(world.database.reader, Credentials.AccessKeyId ?? '', 'aws', TEST_NOW)).state;
    return { afterMs: 2 * HOUR_MS, look, before: 'usable', after: 'expired' };
  },
  consoleSession: {
    file: 'lib/console/sign-in/sign-in.test.ts',
    title: 'ends at sign-out, after twelve hours even if it is used, and when the password is deleted',
  },
  recoveryLink: {
    file: 'lib/console/sign-in/recover-root-password.test.ts',
    title: 'ends with a newer link, after one day, with the login profile, and with the account',
  },
  rootUse: {
    file: 'lib/console/sign-in/sign-in.test.ts',
    title: 'counts the root user’s sign-ins of the last 30 days, and returns its last change',
  },
  mfaAge: async (root) => {
    await userOf(root);
    await root.run(CreateLoginProfile, { UserName: 'ana', Password: 'Correct-horse-1' });
    const fresh = { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } };
    const Statement = { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*', Condition: fresh };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'fresh', PolicyDocument });
    const user = await world.database.reader.user.findFirstOrThrow({ where: { accountId: root.accountId, name: 'ana' } });
    const who = { accountId: root.accountId, userId: user.id, mfaAt: TEST_NOW };
    const origin = { sourceIp: '127.0.0.1', userAgent: 'test' };
    const { token } = await transaction(world.database, (tx) => startSession(tx, who, origin, TEST_NOW));
    const session = await findSession(world.database, token, TEST_NOW);
    if (!session) throw new Error('the session is not there');
    const ana = world.as(session.caller);
    const look = ({ accountId }: Actor) =>
      shown(
        ana
          .with(moments.get(accountId) ?? {})
          .run(ListUsers, {})
          .then(({ Users }) => Users.length),
      );
    return { afterMs: HOUR_MS, look, before: 1, after: 'AccessDenied' };
  },
  kmsKey: async (root) => {
    const { KeyMetadata } = await root.run(CreateKey, {});
    const KeyId = KeyMetadata.KeyId;
    await root.run(ScheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
    const look = (actor: Actor) => shown(actor.run(DescribeKey, { KeyId }).then((answer) => answer.KeyMetadata.KeyState));
    return { afterMs: 7 * DAY_MS, look, before: 'PendingDeletion', after: 'NotFoundException' };
  },
  secret: async (root) => {
    await root.run(CreateSecret, { Name: 'db', SecretString: 'x' });
    await root.run(DeleteSecret, { SecretId: 'db', RecoveryWindowInDays: 7 });
    const look = (actor: Actor) => shown(actor.run(DescribeSecret, { SecretId: 'db' }).then(({ Name }) => Name));
    return { afterMs: 7 * DAY_MS, look, before: 'db', after: 'ResourceNotFoundException' };
  },
  instanceState: async (root) => {
    const { states } = await instanceOf(root);
    return { afterMs: BY_TIME.instanceState.afterMs, look: states, before: ['pending'], after: ['running'] };
  },
  terminatedInstance: async (root) => {
    const { InstanceIds, states } = await instanceOf(root);
    await root.run(TerminateInstances, { InstanceIds });
    const look = (actor: Actor) => shown(states(actor));
    return {
      afterMs: BY_TIME.terminatedInstance.afterMs,
      look,
      before: ['terminated'],
      after: expect.stringContaining('InvalidInstanceID'),
    };
  },
  message: async (root) => {
    const { QueueUrl, look } = await queueOf(root, { MessageRetentionPeriod: '3600' });
    await root.run(SendMessage, { QueueUrl, MessageBody: 'hello' });
    return { afterMs: HOUR_MS, look, before: ['hello'], after: [] };
  },
  messageInFlight: async (root) => {
    const { QueueUrl, look } = await queueOf(root);
    await root.run(SendMessage, { QueueUrl, MessageBody: 'hello', DelaySeconds: 600 });
    return { afterMs: 10 * MINUTE_MS, look, before: [], after: ['hello'] };
  },
  eventHistory: async (root) => {
    await userOf(root);
    const look = async (actor: Actor) =>
      (await actor.run(LookupEvents, { LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateUser' }] })).Events
        .length;
    return { afterMs: BY_TIME.eventHistory.afterMs, look, before: 1, after: 0 };
  },
  bill: async (root) => {
    await root.run(PutPriceList, { Preset: 'current' });
    await usage(root, '2026-03');
    const look = async (actor: Actor) => (await actor.run(GetBill, { Month: '2026-03' })).Status;
    return { afterMs: MONTH_END_MS + BY_TIME.bill.afterMs, look, before: 'PENDING', after: 'ISSUED' };
  },
  billUntouched: async (root) => {
    await root.run(PutPriceList, { Preset: 'current' });
    await usage(root, '2026-01');
    const look = async (actor: Actor) => (await actor.run(GetBill, { Month: '2026-01' })).Status;
    return { afterMs: BY_TIME.billUntouched.afterMs, look, before: 'PENDING', after: 'ISSUED' };
  },
  instanceHours: async (root) => {
    await root.run(PutPriceList, { Preset: 'current' });
    await instanceOf(root);
    const look = async (actor: Actor) => Number((await actor.run(GetBill, { Month: '2026-03' })).Total) > 0;
    return { afterMs: BY_TIME.instanceHours.afterMs, look, before: false, after: true };
  },
  credit: async (root) => {
    await root.run(PutCredit, { Amount: '10', Start: TEST_NOW, Expires: at(5 * DAY_MS) });
    const look = async (actor: Actor) => (await actor.run(ListCredits, {})).Credits[0]?.Order;
    return { afterMs: 5 * DAY_MS, look, before: 1, after: undefined };
  },
  budgetPeriod: async (root) => {
    await root.run(PutPriceList, { Preset: 'current' });
    await usage(root, '2026-03');
    await budgetOf(root);
    const named = { AccountId: root.accountId, BudgetName: 'all' };
    const look = async (actor: Actor) =>
      Number((await actor.run(DescribeBudget, named)).Budget?.CalculatedSpend.ActualSpend.Amount) > 0;
    return { afterMs: MONTH_END_MS, look, before: true, after: false };
  },
  budget: async (root) => {
    const TimePeriod = { Start: new Date('2026-03-01T00:00:00Z'), End: new Date('2026-03-20T00:00:00Z') };
    await budgetOf(root, { TimePeriod });
    await judgeBudgets(world.database, TEST_NOW);
    const look = async ({ run, accountId }: Actor) => (await run(DescribeBudgets, { AccountId: accountId })).Budgets.length;
    return { afterMs: 18.5 * DAY_MS, look, before: 1, after: 0 };
  },
  outboxMessage: async (root) => {
    const { accountId } = root;
    const message = { accountId, source: 'budgets', about: 'all', address: 'x@example.com', subject: 's', body: 'b' } as const;
    await transaction(world.database, (tx) => putIntoOutbox(tx, [message], TEST_NOW));
    const look = async (actor: Actor) => (await actor.run(ListOutboxMessages, { MaxResults: 10 })).Count;
    return { afterMs: BY_TIME.outboxMessage.afterMs, look, before: 1, after: 0 };
  },
  findingException: async (root) => {
    await root.run(PutFindingException, { CheckId: 'user-key-old', Reason: 'It is replaced next week.', Days: 20 });
    const look = async (actor: Actor) => (await actor.run(ListFindingExceptions, {})).Exceptions.length;
    return { afterMs: 20 * DAY_MS, look, before: 1, after: 0 };
  },
  findingAge: async (root) => {
    await userOf(root);
    await root.run(CreateAccessKey, { UserName: 'ana' });
    const look = async (actor: Actor) =>
      (await actor.run(ListPostureFindings, { CheckId: 'user-key-old' })).Findings.map(({ Status }) => Status);
    return { afterMs: 90 * DAY_MS, look, before: [], after: ['ACTIVE'] };
  },
  postureScore: async ({ accountId }) => {
    const days = BY_TIME.postureScore.afterMs - 10 * DAY_MS;
    const none = { score: 50, critical: 0, high: 0, medium: 0, low: 0, exceptions: 0 };
    const row = { scopeId: accountId, at: at(-days), ...none, catalogueVersion: 1, parametersHash: '' };
    await transaction(world.database, (tx) => tx.postureScore.create({ data: row }));
    const look = async () => {
      await keepPosture(world.database, [accountId], TEST_NOW);
      return (await world.database.reader.postureScore.findMany({ where: { scopeId: accountId, at: at(-days) } })).length;
    };
    return { afterMs: 10 * DAY_MS, look, before: 1, after: 0 };
  },
  unusedAccess: {
    file: 'lib/access-analyzer/finding/operations.test.ts',
    title: 'an unused access analyzer finds resources unused for the configured age and applies archive rules',
  },
  resolvedFinding: {
    file: 'lib/access-analyzer/finding/findings.test.ts',
    title: 'are deleted 90 days after they are resolved and start again if the access returns',
  },
  delegationRequest: {
    file: 'lib/iam/delegation-request/operations.test.ts',
    title: 'expires after a day without an owner, and after seven days in any other state',
  },
  outboundKey: {
    file: 'lib/sts/identity-token/operations.test.ts',
    title: 'change after 30 days, and the former key is published for another day',
  },
  scimToken: { file: 'lib/identity-store/scim.test.ts', title: 'ends after a year, and there are at most two' },
  passwordSetUpLink: {
    file: 'lib/identity-store/console-operations.test.ts',
    title: 'is set by a mailed link once, within seven days',
  },
  identityToken: {
    file: 'lib/sts/web-identity/verify-token.test.ts',
    title: 'is valid from five minutes before its start to five minutes after its expiration',
  },
};

/** The current time of each account whose clock was moved. */
const moments = new Map<string, { now: Date; aheadMs: number }>();

/** Returns the titles of the tests in a file. A title in a comment, and a test that is skipped or only planned, do not count. */
function titlesOf(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(/^ *it(?:\.each\([\s\S]*?\))?\(\s*(?:'([^'\n]+)'|"([^"\n]+)"|`([^`]+)`),/gm);
  return [...found].map(([, single, double, template]) => single ?? double ?? template ?? '');
}

describe('each state that changes by time', () => {
  const played = Object.entries(SCENES).flatMap(([name, scene]) => (typeof scene === 'function' ? [[name, scene] as const] : []));
  it.each(played)('changes at its time and not before: %s', async (_name, scene) => {
    const root = await world.account();
    const { afterMs, look, before, after } = await scene(root);
    // Reads shortly before and after. For spans of seconds the margin is half as long.
    const margin = Math.min(MINUTE_MS, afterMs / 2);
    const early = await moveClock(root, at(afterMs - margin));
    moments.set(root.accountId, early);
    expect(await look(root.with(early))).toEqual(before);
    const late = await moveClock(root.with(early), at(afterMs + margin));
    moments.set(root.accountId, late);
    expect(await look(root.with(late))).toEqual(after);
  });

  it.each(Object.entries(SCENES).flatMap(([name, scene]) => (typeof scene === 'function' ? [] : [[name, scene] as const])))(
    'has a test in its own module: %s',
    (_name, { file, title }) => expect(titlesOf(file)).toContain(title),
  );

  it('has a source file that exists', () => {
    for (const { where } of Object.values<ByTime>(BY_TIME)) expect([where, existsSync(where)]).toEqual([where, true]);
  });
});

/** The files that compare times without a state changing by time, with the reason. Classes use the real time: see the row of that name. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'lib/account/billing-payers.ts': 'Orders the times of two changes.',
  'lib/clock/operations.ts': 'Moves the clock.',
  'lib/access-portal/jobs.ts': 'Deletes what session/rows.ts and oauth/rows.ts say has ended.',
  'lib/access-portal/oauth/client.ts': 'Registrations of programs end by the real time, as their tests show.',
  'lib/access-portal/oauth/limits.ts': 'Counts calls of a second of the real time.',
  'lib/access-portal/oauth/rows.ts': 'Codes end by the real time, as their tests show.',
  'lib/access-portal/session/rows.ts': 'Sign-ins end as sign-in/sign-in.test.ts shows.',
  'lib/console/portal/actions.ts': 'Computes how far the clock of an account is ahead.',
  'lib/console/large-answers.ts': 'Compresses an answer or not, by a stopwatch.',
  'lib/console/session/session.ts': 'Warns of a password that expires soon, by password-policy/rows.ts.',
  'lib/access/person-sessions/operations.ts': 'Shows uses of a window that ends now.',
  'lib/access/person-sessions/revocation.ts': 'Leaves out statements about sessions that have all ended.',
  'lib/shell/shell.ts': 'Gives its clock to the completion.',
  'lib/shell/language/budget.ts': 'Limits the work of a line by a stopwatch.',
  'lib/shell/call-rate.ts': 'Spaces the calls of a shell by a stopwatch.',
  'lib/core/events/change-log.ts': 'Says since when changes are known.',
  'lib/core/run/storage.ts': 'Looks at the disk again, by a stopwatch.',
  'lib/organizations/tree.ts': 'Leaves out what lib/account/closure.ts says is gone.',
  'lib/posture/findings/exception-operations.ts': 'Lists what lib/posture/findings/exceptions.ts says is in force.',
  'lib/posture/facts/history.ts': 'Counts events of a window that ends now, for checks.',
  'lib/posture/judge-organization.ts': 'Keeps an answer until the next turn of lib/posture/clock.ts.',
  'lib/posture/judge.ts': 'Keeps an answer until the next turn of lib/posture/clock.ts.',
  'lib/posture/operations.ts': 'Shows scores of a window that ends now.',
  'lib/posture/unused/operations.ts': 'Shows uses of a window that ends now.',
  'lib/identity-center/use/limits.ts': 'Shows uses of a window that ends now.',
  'lib/core/module/kind.ts': 'Compares with what the goneAt of a kind says.',
  'lib/scenario/build-attempt.ts': 'Dates calls.',
  'lib/snapshot/restore-contents.ts': 'Ends invitations that are still open.',
  'lib/access/changes/moments.ts': 'Refuses a time that has not come.',
  'lib/access/guardrail-preview/recent-calls.ts': 'Shows calls of a window that ends now.',
  'lib/access/policy-preview/recent-use.ts': 'Shows calls of a window that ends now.',
  'lib/access-analyzer/policy-generation/operations.ts': 'Counts and removes what is older than a window that ends now.',
  'lib/billing/bill/issue/issue.ts': 'Refuses a month that is not over.',
  'lib/billing/cost-explorer/time-period.ts': 'Refuses a period that has not come.',
  'lib/billing/usage/generate.ts': 'Has a variable of that name for a count.',
  'lib/iam/delegation-request/operations.ts': 'Counts requests that delegation-request/rows.ts says have not expired.',
  'lib/iam/root-access/overview.ts': 'Shows sessions of a window that ends now.',
  'lib/organizations/account/rows.ts': 'Counts invitations that handshake/rows.ts says are open.',
  'lib/organizations/handshake/transfer.ts': 'Refuses a start that has passed.',
  'lib/organizations/responsibility-transfer/operations.ts': 'Refuses an end that has passed.',
  'lib/organizations/organization/operations.ts': 'Counts invitations that handshake/rows.ts says are open.',
  'lib/resources/ec2/allowed-images.ts': 'Compares the age of an image with that of a criterion.',
  'lib/resources/ec2/runs.ts': 'Dates what ran.',
  'lib/scenario/checks/matchers.ts': 'Counts back from now.',
  'lib/sts/session/operations.ts': 'Carries the time of MFA over to the clock of another account.',
};

describe('each file that compares a stored time with now', () => {
  const COMPARES =
    /\b(?:gt|gte|lt|lte): (?:scope\.)?(?:now|realTime)\b|(?<![\w.])(?:scope\.)?(?:now|realTime)(?:\.getTime\(\))? ?(?:[<>]=? |- (?!1\b))|[<>]=? (?:scope\.)?(?:now|realTime)\b(?! ?[:=])/;
  const files = readdirSync('lib', { recursive: true, encoding: 'utf8' })
    .map((file) => `lib/${file}`)
    .filter((file) => file.endsWith('.ts') && !/\.(test|bench)\.ts$|\/test-|\/testing\/|contract\.ts$/.test(file));

  it('is in the table of changes by time, or is listed as an exception', () => {
    const isKnown = (file: string) => known.has(file) || file.startsWith('lib/classroom/');
    const known = new Set([...Object.values<ByTime>(BY_TIME).map(({ where }) => where), ...Object.keys(OTHERWISE)]);
    const found = files.filter((file) => COMPARES.test(readFileSync(file, 'utf8')));
    expect(found.filter((file) => !isKnown(file))).toEqual([]);
  });
});

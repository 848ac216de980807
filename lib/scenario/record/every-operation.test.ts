import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVICE_CONTRACTS } from '../../aws-api/testing/service-contracts';
import { findAccountFacts } from '../../core/account-facts';
import { type AnyOperation, isWrite } from '../../core/operation';
import { findCredential } from '../../core/secrets/credentials';
import { type Actor, createTestWorld, rootCaller, type TestWorld } from '../../core/test-world';
import { inputOf } from '../../core/testing/calls';
import type { CallTable, Furnish, Seen } from '../../core/testing/contract';
import { heldTables, pagesOf } from '../../snapshot/tables';
import type { AttemptState } from '../attempt';
import { NEVER_IN_PACKS } from '../format/check-operations';
import { packOperations } from '../operations';
import type { Pack } from '../pack';
import { readPack } from '../read-pack';
import { extentOf } from '../run/extent';
import { type Game, newAttempt, play } from '../try/play';
import { withOperations } from './edit-files';
import { recordOperations } from './record';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

/** Contracts use the current month and time. */
const NOW = new Date();
const KEYS = ['main', 'second', 'third', 'fourth', 'fifth', 'sixth'];
const EMPTY = new Map([
  [
    'scenario.yaml',
    `format: 1
id: recorded
version: 1.0.0
language: en
title: Recorded
level: 1
minutes: 10
topics: [USERS]
story: Somebody calls.
accounts: { ${KEYS.map((key) => `${key}: { name: ${key}, root: none }`).join(', ')} }
personas: { root: { as: root@main, about: Everybody, signIn: none } }
setup: []
steps:
  - { id: only, title: Call, do: Call., checks: [{ id: never, kind: event, name: "sts:GetSessionToken", count: { min: 1000 }, say: Not yet. }] }
solution: []
debrief: ''
`,
  ],
]);

/** The operations that the recorder refuses with a message, with the reason. */
const REFUSED: Readonly<Record<string, string>> = {
  'iam:UploadServerCertificate': 'its private key is in no history, and fits one certificate',
  'iam:UpdateSAMLProvider': 'the private key that it removes is of one attempt alone, and the one it adds is in no history',
  'sts:GetDelegatedAccessToken': 'the token of a delegation request is in no history',
  'sts:DecodeAuthorizationMessage': 'it reads the message of one denial in one attempt',
  'sso:CreateToken': 'programs call it, and nobody who is signed in; its code is in no history',
  'sso:ListAccounts': 'people of an access portal call it, with a token that is in no history',
  'sso:ListAccountRoles': 'as for ListAccounts',
  'sso:GetRoleCredentials': 'as for ListAccounts',
  'sso:Logout': 'as for ListAccounts',
  'sts:AssumeRoleWithSAML': 'nobody who is signed in calls it, and the assertion is in no history',
  'gatehouse:PutOpenIDConnectProviderKeys': 'keys of a provider outside, with which a scenario could sign nothing',
  'sts:AssumeRoleWithWebIdentity': 'a token of a provider outside is in no history; one that an account issued can be recorded',
  'access-analyzer:GetFindingV2': 'names a finding that only a read has answered, and the history has no answers of reads',
  'kms:Decrypt': 'it decrypts what one attempt alone has encrypted',
  'sns:Publish': 'a message for each protocol is JSON of which the history holds nothing; a plain message can be recorded',
  'dynamodb:PutItem': 'CloudTrail has nothing of an item, and an item without its key is none',
  'dynamodb:Query': 'CloudTrail has no values of expressions',
};

/** The operations whose calls the recorder refused in these tests. */
const refused = new Set<string>();

/** The contracts that cannot be fully replayed, with the reason. */
const NOT_PLAYED: Readonly<Record<string, string>> = {
  'server-certificate': 'all its other calls are about the certificate whose upload is refused',
  'web-identity': 'its scene gives a provider keys, which is refused',
  oauth: 'its scene writes a person into the database, who is signed in',
  portal: 'all its calls are those of a person with a token',
  budget: 'its scene writes into the database that an action waits for approval, which takes costs of days',
};

/** Returns the id in a call's answer, by the prefix of such ids. */
function idIn(seen: Seen, name: string, kind: string): string {
  return new RegExp(`"(${kind}-\\w+)"`).exec(JSON.stringify(seen[name]))?.[1] ?? '';
}

/** Writes of the console without a call of AWS's API, or that only the console has in Gatehouse. */
const CONSOLE_CALLS: CallTable = [
  ['account:PutAccountName', { AccountName: 'renamed' }],
  [
    'account:PutContactInformation',
    {
      ContactInformation: {
        FullName: 'Ana',
        AddressLine1: 'Street 1',
        City: 'Town',
        PostalCode: '12345',
        CountryCode: 'DE',
        PhoneNumber: '+4912345678',
      },
    },
  ],
  [
    'account:PutAlternateContact',
    { AlternateContactType: 'SECURITY', Name: 'Sam', Title: 'Security', EmailAddress: 'sam@example.com', PhoneNumber: '+491234' },
  ],
  ['account:DeleteAlternateContact', { AlternateContactType: 'SECURITY' }],
  ['supportplans:StartSupportPlanUpdate', { supportLevel: 'BUSINESS_PLUS' }],
  [
    'gatehouse:PutAccessTestFile',
    { Name: 'access', Source: 'version: 1\ntests:\n  - { name: none, no-escalation: { everybody-but: [] } }\n', New: true },
  ],
  ['gatehouse:DeleteAccessTestFile', { Name: 'access' }],
  ['gatehouse:EndOtherConsoleSessions', {}],
  ['gatehouse:PutPriceList', { Preset: 'current' }],
  [
    'gatehouse:PutReservation',
    { UsageType: 'BoxUsage:t3.micro', Region: 'us-east-1', Count: 1, Payment: 'No Upfront', Hourly: '0.005' },
  ],
  ['gatehouse:PutSavingsPlan', { Kind: 'Compute', Payment: 'No Upfront', Commitment: '0.1' }],
  ['gatehouse:PutCredit', { Amount: '100', Expires: '2099-01-01T00:00:00Z' }],
  ['gatehouse:DeleteBenefit', (seen) => ({ Id: idIn(seen, 'gatehouse:PutCredit', 'credit') })],
  ['billing:UpdateBillingPreferences', { DiscountSharing: 'organization', CreditSharing: true }],
  [
    'gatehouse:PutUsage',
    {
      Rows: [
        {
          Service: 'AmazonS3',
          UsageType: 'TimedStorage-ByteHrs',
          Region: 'us-east-1',
          Quantity: '31',
          Month: NOW.toISOString().slice(0, 7),
          Tags: { Team: 'blue' },
        },
      ],
    },
  ],
  ['gatehouse:DeleteUsageBatch', (seen) => ({ BatchId: idIn(seen, 'gatehouse:PutUsage', 'usage') })],
  [
    'gatehouse:GenerateUsage',
    {
      Seed: 'one',
      From: NOW.toISOString().slice(0, 7),
      Until: NOW.toISOString().slice(0, 7),
      Accounts: [{ AccountId: '<scene.account>', Profile: 'idle-sandbox' }],
    },
  ],
  ['gatehouse:BeginUsageImport', { Name: 'usage' }],
  ['ce:CreateReport', { Name: 'costs', View: {} }],
  ['ce:UpdateReport', (seen) => ({ ReportId: idIn(seen, 'ce:CreateReport', 'report'), Name: 'all costs', View: {} })],
  ['ce:DeleteReport', (seen) => ({ ReportId: idIn(seen, 'ce:CreateReport', 'report') })],
  ['gatehouse:PutFindingException', { CheckId: 'root-mfa', Reason: 'It is an account of a lesson.', Days: 10 }],
  ['gatehouse:DeleteFindingException', (seen) => ({ ExceptionId: idIn(seen, 'gatehouse:PutFindingException', 'exception') })],
  ['gatehouse:PutPostureParameters', { Parameters: { unusedDays: 60 } }],
  ['gatehouse:IssueIdentityToken', { Subject: 'repo:acme/shop', Audience: 'sts.amazonaws.com', Claims: { Team: 'blue' } }],
  ['billing:UpdateIAMAccessPreference', { IamUserAccessToBilling: 'ALLOW' }],
  ['gatehouse:MoveClock', { Jump: 'HOUR' }],
];
/** The other writes of the console, with the reason why this test does not call them. */
const NOT_CALLED: Readonly<Record<string, string>> = {
  'gatehouse:PutAccountRehearsal': 'makes an account a copy of another for trying policies, which no attempt is',
  'gatehouse:IssueRootPasswordRecovery': 'answers a secret, and changes nothing that stays',
  'gatehouse:EndOwnConsoleSession': 'names a session of a browser, of which no attempt has one',
  'gatehouse:DeleteOutboxMessages': 'deletes messages that time has sent',
  'gatehouse:IssueBill': 'issues the bill of a month that is over, and an attempt begins this month',
  'gatehouse:AppendUsageImport': 'carries a file, which the history leaves out for its length',
  'gatehouse:FinishUsageImport': 'ends what carries a file',
  ...Object.fromEntries(
    ['CreateUser', 'PutUser', 'PatchUser', 'DeleteUser', 'CreateGroup', 'PatchGroup', 'DeleteGroup'].map((name) => [
      `identitystore-scim:${name}`,
      'needs the token of an identity provider, which no attempt has',
    ]),
  ),
  'sso:StartSSO': 'is called by the scenes of the contracts of IAM Identity Center',
  'sso:PutMfaDeviceManagementForDirectory': 'needs an instance, which only those scenes have',
  'sso:UpdateSSOConfiguration': 'needs an instance, which only those scenes have',
  'sso:CreateApplicationInstance': 'needs an instance, which only those scenes have',
};

type Played = { operations: Readonly<Record<string, AnyOperation>>; calls: CallTable; furnish?: Furnish | undefined };

/** Makes the calls in a new attempt. Returns the accounts' state before the first deletion and at the end. */
async function makeCalls(game: Game, { operations, calls, furnish }: Played) {
  const attempt = await newAttempt(game);
  const ids = Object.values(attempt.accounts).map(({ id }) => id);
  const take = (): Actor => {
    const id = ids.shift();
    if (id === undefined) throw new Error('A contract needs more accounts than the scenario has.');
    return world.as({ ...rootCaller(id), credential: 'console' }, { via: 'console', now: NOW });
  };
  const root = take();
  const actors: Record<string, Actor> = { root };
  const names = await furnish?.({
    world: { ...world, account: async () => take() },
    root,
    account: async (by) => {
      actors[by] = take();
      return actors[by];
    },
    signs: async (by, actor) => {
      actors[by] = actor;
      return '';
    },
  });
  const seen: Seen = { scene: { account: root.accountId, ...names } };
  let atRichest: { count: number; state: readonly string[] } | undefined;
  for (const call of calls) {
    const [name, , by = 'root'] = call;
    if (/^\w*:?(?:Delete|Terminate|ScheduleKeyDeletion)/.test(name) && !atRichest)
      atRichest = {
        count: (await recordOperations(game.pack, attempt, world.database)).operations.length,
        state: await stateOf(attempt),
      };
    const operation = operations[name] ?? ALL[name];
    if (!operation) throw new Error(`There is no ${name}.`);
    const actor = actors[by] ?? (await withKeys(seen[by]));
    seen[name] = await actor.run(operation, inputOf(call, seen)).catch((error: unknown) => {
      throw new Error(`${name} fails: ${String(error)}`, { cause: error });
    });
  }
  return { attempt, atRichest, state: await stateOf(attempt) };
}

// Services share names such as CreateUser. A name alone means the first service, which the last entry decides.
const ALL: Readonly<Record<string, AnyOperation>> = Object.fromEntries(
  SERVICE_CONTRACTS.toReversed().flatMap(([, contracts]) =>
    contracts.flatMap(([, { operations }]) => Object.entries(operations)),
  ),
);

/** Returns the caller with the keys of an earlier answer. */
async function withKeys(answer: unknown): Promise<Actor> {
  const { AccessKey, Credentials } = answer as Record<string, { AccessKeyId: string } | undefined>;
  const { reader } = world.database;
  const id = (AccessKey ?? Credentials)?.AccessKeyId ?? '';
  const found = await findCredential(reader, id, 'aws', NOW, (accountId) => findAccountFacts(reader, accountId));
  if (found.state !== 'usable') throw new Error('No call has answered such keys.');
  return world.as(found.caller, { now: NOW });
}

/** Returns the contents of an attempt's accounts without the values that differ between two equal attempts. */
async function stateOf(attempt: AttemptState): Promise<string[]> {
  const { reader } = world.database;
  const extent = await extentOf(
    reader,
    Object.values(attempt.accounts).map(({ id }) => id),
  );
  const rows: string[] = [];
  for (const table of heldTables().filter((one) => !NOT_COMPARED.has(one)))
    for await (const page of pagesOf(reader, table, extent))
      for (const row of page.rows) rows.push(`${table} ${plain(row, attempt)}`);
  return rows.sort();
}

/** Tables that time changes, that pack usage with its ids, that refused operations write, and of token issuers. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  ...['BillingPeriod', 'InstanceRun', 'UsageBlock', 'CredentialReport'],
  ...['SamlProvider', 'TopicMessage', 'TableItem', 'TokenIssuer', 'OutboundSigningKey'],
]);
/** Columns with ids, times, encrypted or random values. Generated usage ends with the last whole hour. */
const APART =
  /^(?:id|.*At|revision|.*[cC]ipher.*|.*[hH]ash|.*Digest|.*sha\w*|etag|.*Revision|email|clockAhead|lastStep|drift|receipt|rows|firstMonth|lastMonth)$/;
const IDS =
  /\b(?:A[A-Z]{3}[A-Z0-9]{16,17}|SAML..[A-Z0-9]{16}|(?:p|ou|r|rp|rt|o|h|car|i|mfa|eni|vpc|subnet|sg)-[a-z0-9-]{4,}|(?:plan|usage|reservation|credit|report|ssoins|ps)-[0-9a-f]{16}|d-[0-9a-f]{10}|[0-9a-f-]{36}|\d{12}|[A-Z2-7]{26,32}|[0-9a-f]{16,})\b|(?<=_)[0-9a-f]{16}(?![0-9a-f])/g;

function plain(row: object, { accounts, references }: AttemptState): string {
  const members = Object.entries(row).filter(([column, value]) => !APART.test(column) && !(value instanceof Date));
  let text = JSON.stringify(Object.fromEntries(members.map(([column, value]) => [column, unpacked(value)])));
  for (const [key, { id }] of Object.entries(accounts)) text = text.replaceAll(id, key);
  return text
    .replaceAll(new RegExp(`[-+]${String(references.code)}`, 'g'), '')
    .replaceAll(IDS, 'ID')
    .replaceAll(/(:secret:[\w/]+)-\w{6}\b/g, '$1-ID')
    .replaceAll(/"code(?:Size|Sha256)":[^,}]+/g, '"code":0')
    .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:[\d:.]+(?:Z| GMT)?/g, 'TIME')
    .replaceAll(/\b\d{10,13}\b/g, 'TIME');
}

/** Returns a column's value with JSON texts parsed, so that their format does not matter. */
function unpacked(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return 'bytes';
  if (Array.isArray(value)) return value.map(unpacked);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, unpacked(member)]));
  if (typeof value !== 'string' || !/^[{[]/.test(value)) return value;
  try {
    return unpacked(JSON.parse(value));
  } catch {
    return value;
  }
}

async function packOf(files: ReadonlyMap<string, string>): Promise<Pack> {
  const { pack, problems } = await readPack(files);
  expect(problems).toEqual([]);
  if (!pack) throw new Error('A pack without problems is one.');
  return pack;
}

/** Records the calls, writes and reads the pack, replays it in a new attempt, and expects equal states. */
async function holdRecorded(noun: string, played: Played): Promise<void> {
  const game: Game = { pack: await packOf(EMPTY), database: world.database, startedAt: NOW };
  const made = await makeCalls(game, played);
  const { operations, unrecorded } = await recordOperations(game.pack, made.attempt, world.database);
  expect(unrecorded.filter(({ what }) => REFUSED[what] === undefined)).toEqual([]);
  for (const { what } of unrecorded) refused.add(what);
  const recorded = operations.map(({ operation }) => operation);
  const pack = await packOf(withOperations(EMPTY, 'solution', recorded, 'replace'));
  if (NOT_PLAYED[noun] !== undefined) return;
  const again = await newAttempt({ ...game, pack });
  await play({ ...game, pack }, again, pack.scenario.solution, {
    after: async (at) => {
      if (at + 1 === made.atRichest?.count) expect(await stateOf(again)).toEqual(made.atRichest.state);
    },
  });
  expect(await stateOf(again)).toEqual(made.state);
}

// `lib/aws-api/clients/every-operation.test.ts` already makes the contracts' calls on each database and without direct queries. Only `npm test --
// full` replays them there too.
const isPlayedHere =
  process.env.TEST_EVERYTHING || (process.env.TEST_DATABASE !== 'postgresql' && process.env.DIRECT_QUERIES !== 'off');

describe.runIf(isPlayedHere).each(SERVICE_CONTRACTS)('the recorder for the operations of $name', (_service, contracts) => {
  it.each(contracts)('records, reads and replays the calls: %s', (noun, contract) => holdRecorded(noun, contract));
});

describe('the recorder for console operations', () => {
  const operations = Object.fromEntries(packOperations());

  it('records, reads and replays the calls', () => holdRecorded('console', { operations, calls: CONSOLE_CALLS }));

  it('covers every write without a contract', () => {
    const withContract = new Set(
      SERVICE_CONTRACTS.flatMap(([, contracts]) =>
        contracts.flatMap(([, contract]) => Object.values(contract.operations).map(({ service, name }) => `${service}:${name}`)),
      ),
    );
    const others = [...packOperations().values()]
      .filter((operation) => isWrite(operation) && operation.access !== 'Read')
      .map(({ service, name }) => `${service}:${name}`)
      .filter((name) => !withContract.has(name));
    const known = [...CONSOLE_CALLS.map(([name]) => name), ...Object.keys(NOT_CALLED), ...Object.keys(NEVER_IN_PACKS)];
    expect([...new Set(others)].filter((name) => !known.includes(name))).toEqual([]);
  });
});

it.runIf(isPlayedHere)('the recorder refuses every operation in REFUSED', () => {
  expect(Object.keys(REFUSED).filter((name) => !refused.has(name))).toEqual([]);
});

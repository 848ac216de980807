import { randomInt } from 'node:crypto';
import { createAccount } from '../account/create-account';
import { PutAccountEnforcement } from '../account/settings-operations';
import { PutUsage } from '../billing/usage/operations';
import { MoveClock } from '../clock/operations';
import { AwsError } from '../core/errors';
import { runOperation } from '../core/run/run';
import { hashPassword } from '../core/secrets/password-hash';
import { giveWay } from '../core/work/bulk';
import type { Database } from '../db/client';
import { transaction } from '../db/transaction';
import { CreateAccessKey } from '../iam/access-key/operations';
import { CreateAccountAlias } from '../iam/account/operations';
import type { AttemptState, PersonaAccess } from './attempt';
import { comparesWithStart, readStartRows } from './checks/access/models';
import { readStart } from './checks/rows';
import { startOf } from './checks/start';
import { parseIdentity } from './format/identities';
import { BUILD_MS, MOST_PASSWORDS } from './format/limits';
import { replaceInText, replaceReferences } from './format/references';
import type { PackOperation } from './format/schema';
import { timesOf } from './format/times';
import type { Pack } from './pack';
import { extentOf } from './run/extent';
import { takePassword } from './run/passwords';
import { arnOfMade, makingOperations, policyOperation } from './run/resources';
import { callAs, type PasswordOf, requireTime, runOperations } from './run/run-operations';
import { accountIdOf, lookUpIn, MADE, PackError, type World } from './run/world';

export type Building = {
  attemptId: string;
  startedAt: Date;
  database: Database;
  /** Replaces password hashing in tests, which hash one password once. */
  passwordOf?: PasswordOf;
  /** Called for each account as soon as it exists, so that a failed build can be cleaned up. */
  onAccount?: (accountId: string) => void;
  /** The time limit in milliseconds. */
  milliseconds?: number;
};

/**
 * Builds the accounts and resources of an attempt by ordinary operations. It is not one transaction: if it fails, the created
 * accounts remain. The caller must remove them, and learns their ids by `onAccount`.
 * @throws PackError if an operation fails unexpectedly or the build takes too long
 */
export async function buildAttempt(pack: Pack, building: Building): Promise<AttemptState> {
  const { attemptId, startedAt, database } = building;
  const { scenario } = pack;
  const world: World = { pack, attemptId, database, accounts: {}, references: { code: newCode() } };
  const until = performance.now() + (building.milliseconds ?? BUILD_MS);
  const passwords = new Map<string, string>();
  const taken: (() => void)[] = [];
  const passwordOf: PasswordOf = async (identity) => {
    const known = passwords.get(identity) ?? (await building.passwordOf?.(identity));
    if (known !== undefined) {
      passwords.set(identity, known);
      return known;
    }
    if (passwords.size >= MOST_PASSWORDS) throw new PackError(`An attempt has at most ${MOST_PASSWORDS} passwords.`);
    const { password, forget } = await takePassword();
    taken.push(forget);
    passwords.set(identity, password);
    return password;
  };
  try {
    const times = timesOf(scenario.setup, startedAt);
    const beginning = times[0] ?? startedAt;
    const keys = await createAccounts(world, beginning, { passwordOf, onAccount: building.onAccount });
    if (scenario.clock === 'monthStart') await moveToMonthStart(world, startedAt);
    const unmade = new Set(Object.keys(scenario.resources ?? {}));
    const made: PackOperation[] = [];
    const makeResources = async (now: Date) => {
      for (const key of unmade)
        if (isThere(world, key)) {
          unmade.delete(key);
          const policy = await makeResource(world, key, { now, passwordOf, until });
          if (policy) made.push(policy);
        }
    };
    await makeResources(beginning);
    for (const [at, operation] of scenario.setup.entries()) {
      const now = times[at] ?? startedAt;
      await runOperations(world, [operation], { timeOf: () => now, passwordOf, until, path: 'setup', from: at });
      if (operation.save && unmade.size > 0) await makeResources(now);
    }
    for (const key of unmade)
      throw new PackError(`resources.${key}: setup made no account ${scenario.resources?.[key]?.account}.`);
    await runOperations(world, made, { timeOf: () => startedAt, passwordOf, until, path: 'policies of resources' });
    await bringUsage(world, startedAt, until);
    const personas = await personasOf(world, passwords, keys, startedAt);
    return await stateOf(world, { startedAt, personas });
  } finally {
    for (const forget of taken) forget();
  }
}

async function stateOf(
  world: World,
  { startedAt, personas }: { startedAt: Date; personas: AttemptState['personas'] },
): Promise<AttemptState> {
  const { pack, attemptId, database, accounts, references } = world;
  const { reader } = database;
  const extent = await extentOf(
    reader,
    Object.values(accounts).map(({ id }) => id),
  );
  const organizations = await reader.organization.findMany({ where: { id: { in: extent.organizationIds } } });
  const managed = new Map(organizations.map(({ managementAccountId, id }) => [managementAccountId, id]));
  const byKey = Object.entries(accounts).flatMap(([key, { id }]) => {
    const organizationId = managed.get(id);
    return organizationId === undefined ? [] : [[key, organizationId] as const];
  });
  const newest = await reader.event.findFirst({
    where: { accountId: { in: extent.accountIds } },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  const built: AttemptState = {
    attemptId,
    packId: pack.scenario.id,
    version: pack.scenario.version,
    startedAt: startedAt.toISOString(),
    accounts,
    accountIds: extent.accountIds,
    organizations: Object.fromEntries(byKey),
    references,
    personas,
    eventFloor: newest?.id ?? 0,
    answers: {},
    start: await readStart(reader, pack, extent),
    ...(comparesWithStart(pack.scenario) && { startRows: await readStartRows(reader, extent) }),
    held: {},
  };
  return { ...built, ...(await startOf(pack, built, database)) };
}

const CODE = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Returns five random letters and digits. The first is a letter, because names must begin with one. */
function newCode(): string {
  return Array.from({ length: 5 }, (_, at) => CODE.charAt(randomInt(at === 0 ? 26 : CODE.length))).join('');
}

type RootKeys = Map<string, PersonaAccess['accessKey']>;

async function createAccounts(
  world: World,
  now: Date,
  { passwordOf, onAccount }: { passwordOf: PasswordOf; onAccount: Building['onAccount'] },
): Promise<RootKeys> {
  const { database, pack, references } = world;
  const keys: RootKeys = new Map();
  for (const [key, account] of Object.entries(pack.scenario.accounts)) {
    await giveWay();
    const name = replaceInText(account.name, lookUpIn(world));
    const email = `${key}-${String(references.code)}@lab.example`;
    const password = (account.root ?? 'none') === 'none' ? undefined : await passwordOf(`root@${key}`);
    const rootPasswordHash = password === undefined ? undefined : await hashPassword(password);
    const { id } = await transaction(database, (tx) => createAccount(tx, { name, email, now, rootPasswordHash }));
    onAccount?.(id);
    const alias = account.alias === undefined ? null : replaceInText(account.alias, lookUpIn(world));
    world.accounts[key] = { id, alias };
    references[`account.${key}`] = id;
    if (alias !== null) references[`alias.${key}`] = alias;
    const root = await callAs(world, `root@${key}`, now);
    if (alias !== null)
      await ofPack(`accounts.${key}`, runOperation(CreateAccountAlias, { AccountAlias: alias }, root, database));
    if (account.enforcement === 'audit') await runOperation(PutAccountEnforcement, { Enforcement: 'audit' }, root, database);
    if (account.root !== 'passwordAndKey') continue;
    const { AccessKey } = await runOperation(CreateAccessKey, {}, root, database);
    keys.set(`root@${key}`, { id: AccessKey.AccessKeyId, secret: AccessKey.SecretAccessKey });
  }
  return keys;
}

/**
 * Turns failures of a call into a fault of the pack.
 * @throws PackError
 */
async function ofPack<Output>(where: string, call: Promise<Output>): Promise<Output> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof AwsError ? new PackError(`${where}: ${error.message}`) : error;
  }
}

/** Returns whether the account of a resource exists yet. */
function isThere(world: World, key: string): boolean {
  const account = world.pack.scenario.resources?.[key]?.account;
  if (account === undefined) return false;
  return world.accounts[account] !== undefined || world.references[`ref.${account}`] !== undefined;
}

/**
 * Creates a named resource.
 * @returns the operation that attaches its policy, to run once the principals in the policy exist
 */
async function makeResource(
  world: World,
  key: string,
  { now, passwordOf, until }: { now: Date; passwordOf: PasswordOf; until: number },
): Promise<PackOperation | null> {
  const resource = world.pack.scenario.resources?.[key];
  if (!resource) return null;
  const { references } = world;
  const lookUp = lookUpIn(world);
  const name = replaceInText(resource.name, lookUp);
  const place = { accountId: accountIdOf(world, resource.account), name };
  await runOperations(world, makingOperations(key, { ...resource, name }), {
    timeOf: () => now,
    passwordOf,
    until,
    path: `resources.${key}`,
  });
  const arn = String(replaceReferences(arnOfMade(resource, place, references[`ref.${MADE}`]), lookUp));
  delete references[`ref.${MADE}`];
  references[`resource.${key}`] = arn;
  references[`id.${key}`] = arn.replace(/^.*[:/]/s, '');
  return policyOperation(resource, { ...place, arn });
}

/** Moves the clocks to the first minute of the next month. Clocks can only go forward. */
async function moveToMonthStart(world: World, startedAt: Date): Promise<void> {
  for (const key of Object.keys(world.accounts))
    await runOperation(MoveClock, { Jump: 'MONTH_END' }, await callAs(world, `root@${key}`, startedAt), world.database);
}

async function bringUsage(world: World, startedAt: Date, until: number): Promise<void> {
  for (const [at, { account, service, type, quantity, day = 1 }] of (world.pack.scenario.usage ?? []).entries()) {
    requireTime(until, `usage[${at}]`);
    const call = await callAs(world, `root@${account}`, startedAt);
    const month = call.now.toISOString().slice(0, 7);
    const Start = new Date(`${month}-${String(day).padStart(2, '0')}T00:00:00Z`);
    const row = { Service: service, UsageType: type, Region: 'us-east-1', Quantity: quantity, Start };
    await ofPack(`usage[${at}]`, runOperation(PutUsage, { Name: `usage-${at + 1}`, Rows: [row] }, call, world.database));
  }
}

async function personasOf(
  world: World,
  passwords: ReadonlyMap<string, string>,
  keys: RootKeys,
  now: Date,
): Promise<Record<string, PersonaAccess>> {
  const personas: Record<string, PersonaAccess> = {};
  for (const [key, persona] of Object.entries(world.pack.scenario.personas)) {
    const as = replaceInText(persona.as, lookUpIn(world));
    const signIn = persona.signIn ?? 'password';
    const wantsKey = signIn === 'accessKey' || signIn === 'both';
    const password = signIn === 'password' || signIn === 'both' ? (passwords.get(as) ?? null) : null;
    personas[key] = { password, accessKey: keys.get(as) ?? (wantsKey ? await keyFor(world, as, now) : null) };
  }
  return personas;
}

/** Creates an access key for a user as the account's root user. Other personas have no long-term keys. */
async function keyFor(world: World, as: string, now: Date): Promise<PersonaAccess['accessKey']> {
  const identity = parseIdentity(as);
  if (identity?.kind !== 'user') return null;
  const root = await callAs(world, `root@${identity.account}`, now);
  const { AccessKey } = await ofPack(
    `personas: ${as}`,
    runOperation(CreateAccessKey, { UserName: identity.name }, root, world.database),
  );
  return { id: AccessKey.AccessKeyId, secret: AccessKey.SecretAccessKey };
}

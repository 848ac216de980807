import { createAccount } from '../../lib/account/create-account';
import { rootProfileOf } from '../../lib/account/root-profile';
import { firstOperatorSetUp } from '../../lib/classroom/person/first-operator';
import { createPerson } from '../../lib/classroom/person/rows';
import { forgetChanges } from '../../lib/core/events/change-log';
import { PRESETS, quotas, setQuotas } from '../../lib/core/quotas';
import { ACCESS_KEY_SECRET } from '../../lib/core/secrets/credentials';
import { hashPassword, verifyPassword } from '../../lib/core/secrets/password-hash';
import { decrypt, encrypt } from '../../lib/core/secrets/secrets';
import { settings } from '../../lib/core/settings';
import { type Database, openDatabase, type Transaction } from '../../lib/db/client';
import { deleteAllRows } from '../../lib/db/delete-all-rows';
import { transaction } from '../../lib/db/transaction';
import { findInstanceOfAccount } from '../../lib/identity-center/instance/rows';
import { findStoreUserByName } from '../../lib/identity-store/rows';
import { newSecretCheck, opensSecretCheck } from '../../lib/installation/secret-check';
import { loadModules } from '../../lib/modules';
import type { Settings } from '../../lib/settings/settings.mjs';
import type { Demo, SetupResult } from '../../scripts/serve/launch.mjs';
import type { Clock } from './actor';
import { DEMO_PASSWORD } from './demo-password';
import { LARGE, type LargeSize, PEOPLE } from './large/size';
import type { Seeded } from './organization';
import { findWeakKey } from './weak-key';

const ROOT_EMAIL = 'root@acme.example';
const INSTALLATION = 'installation';

/** The value of `seededAt` while the demo is being created. */
const UNFINISHED = new Date(0);

/**
 * Fills an empty installation with the demo organization, by running operations.
 * @param lookForDemo false if only `isNew` is needed
 * @returns the demo's sign-ins if its published password still works, and other published credentials
 */
export async function seed(lookForDemo: boolean): Promise<Omit<SetupResult, 'appliedMigrations'>> {
  await loadModules();
  const database = await openDatabase(settings().databaseUrl, { directQueries: settings().directQueries });
  try {
    const isNew = await fillInstallation(database, settings().demo);
    if (!lookForDemo) return { isNew, demo: null, weakKey: null, operatorSetUp: null };
    const operatorSetUp = await firstOperatorSetUp(database, new Date());
    return { isNew, demo: await demoOf(database), weakKey: await findWeakKey(database), operatorSetUp };
  } finally {
    await database.close();
  }
}

/**
 * Creates the demo on the first start. If an earlier start was interrupted, deletes its rows and begins again, because nobody has used them.
 * The caller makes sure that no other process does the same meanwhile.
 * @returns whether the installation was new or unfinished
 */
export async function fillInstallation(database: Database, wanted: Settings['demo'], make = seedWithRoom): Promise<boolean> {
  const known = await database.reader.installation.findUnique({ where: { id: INSTALLATION } });
  if (known) requireSameSecret(known.secretCheck);
  if (known && known.seededAt?.getTime() !== UNFINISHED.getTime()) return false;
  const demo = known || (await database.reader.account.count()) === 0 ? wanted : 'none';
  const begin = async (tx: Transaction) => {
    if (known) await deleteAllRows(tx, database.provider, []);
    await tx.installation.create({
      data: {
        id: INSTALLATION,
        createdAt: new Date(),
        seededAt: demo === 'none' ? null : UNFINISHED,
        secretCheck: newSecretCheck({ encrypt }),
      },
    });
  };
  await transaction(database, begin, { everything: 'alone' });
  if (demo === 'none') return true;
  await make(database, demo === 'large' ? LARGE : undefined);
  const { seedBilling } = await import('./billing');
  const management = await database.reader.account.findUniqueOrThrow({ where: { email: ROOT_EMAIL } });
  await seedBilling(database, management.id, new Date());
  await transaction(database, (tx) => tx.installation.updateMany({ data: { seededAt: new Date() } }));
  return true;
}

/** Refuses a start with a secret key that cannot decrypt the stored secrets. */
function requireSameSecret(secretCheck: string): void {
  if (opensSecretCheck({ decrypt }, secretCheck)) return;
  throw new Error(
    'The secret key (SECRET_KEY, or secret.key in DATA_DIR) is not the one this database was made with; put the right one back.',
  );
}

/**
 * Creates the whole demo, even if the setting QUOTAS lowers quotas. The lowered quotas apply to later calls.
 * @param size the size to which the demo has grown over some weeks until `today`; default: the small demo without a history
 */
export async function seedWithRoom(database: Database, size?: LargeSize, today = new Date()): Promise<void> {
  const lowered = quotas();
  setQuotas(PRESETS.large);
  try {
    if (!size) return void (await seedDemo(database));
    const { seedLarge } = await import('./large');
    await seedLarge(database, size, (clock) => seedDemo(database, clock), today);
    // Most rows were copied without calls, and past calls did not record their changes.
    await transaction(database, forgetChanges);
  } finally {
    setQuotas(lowered);
  }
}

/** Builds the demo organization in an open database. */
export async function seedDemo(database: Database, clock: Clock = () => new Date()): Promise<Seeded> {
  // Later starts do not create the demo, so they do not load this code.
  const { seedAudit, seedAuditRole, seedDevelopment, seedManagement, seedPayments, seedProduction, seedSandbox } = await import(
    './accounts'
  );
  const { memberActor, rootActor, userActor } = await import('./actor');
  const { seedIdentityCenter } = await import('./identity-center');
  const { seedOrganization } = await import('./organization');
  const resources = await import('./resources');
  const { seedSandboxRoot } = await import('./sandbox-root');
  const rootPasswordHash = await hashPassword(DEMO_PASSWORD);
  const management = await transaction(database, (tx) =>
    createAccount(tx, { name: 'management', email: ROOT_EMAIL, rootPasswordHash, now: clock() }),
  );
  const root = rootActor(database, management.id, clock);
  await transaction(database, async (tx) => {
    for (const { name, role } of PEOPLE_OF_CLASSES)
      await createPerson(tx, { name, role, passwordHash: rootPasswordHash }, clock());
  });
  const members = await seedOrganization(root);
  const accessKey = await seedManagement(root);
  const admin = await database.reader.user.findFirstOrThrow({ where: { accountId: management.id, nameKey: 'admin' } });
  const administrator = userActor(database, admin, clock);
  const enter = (accountId: string) => memberActor(database, administrator, accountId, clock);
  for (const id of Object.values(members)) await seedAuditRole(await enter(id), members.audit);
  await seedAudit(await enter(members.audit));
  await seedDevelopment(await enter(members.development), members);
  await seedProduction(await enter(members.production), members);
  await seedPayments(await enter(members.payments));
  await seedSandbox(await enter(members.sandbox));
  await seedSandboxRoot(database, administrator, members.sandbox, clock);
  await seedIdentityCenter(database, root, members, clock);
  const enterRegion = (accountId: string) =>
    memberActor(database, administrator, accountId, clock, { region: resources.DEMO_REGION });
  await resources.seedDevelopmentResources(await enterRegion(members.development), members);
  await resources.seedProductionResources(await enterRegion(members.production), members);
  await resources.seedPaymentsResources(await enterRegion(members.payments), members);
  await resources.seedSandboxResources(await enterRegion(members.sandbox));
  await transaction(database, (tx) =>
    tx.installation.updateMany({ where: { id: INSTALLATION }, data: { demoAccessKey: accessKey } }),
  );
  return { administrator, enter, members };
}

/** The operator and the instructor, who belong to no account. */
const PEOPLE_OF_CLASSES = [
  { as: 'Operator, at /class/sign-in', name: 'Ivar Moe', role: 'operator' },
  { as: 'Instructor, at /class/sign-in', name: 'Karin Vold', role: 'instructor' },
] as const;

const ROOT_SIGN_INS = [
  { as: 'Root user', email: ROOT_EMAIL },
  { as: 'Root user of the sandbox', email: 'aws-sandbox@acme.example' },
];

/** The IAM users with the published password. */
const SIGN_INS = [
  { as: 'Administrator', account: 'acme', name: 'admin' },
  { as: 'Billing', account: 'acme', name: 'finn' },
  { as: 'Help desk', account: 'acme', name: 'kim' },
  { as: 'S3 support', account: 'acme-dev', name: 'user-1' },
  { as: 'EC2 support', account: 'acme-dev', name: 'user-2' },
  { as: 'EC2 administrator', account: 'acme-dev', name: 'user-3' },
  { as: 'Developer in a boundary', account: 'acme-dev', name: 'dana' },
  { as: 'No permissions', account: 'acme-dev', name: 'newcomer' },
  { as: 'Operations, read-only', account: 'acme-production', name: 'erik' },
  { as: 'Administrator of the sandbox', account: 'acme-sandbox', name: 'maria' },
  { as: 'Auditor', account: 'acme-audit', name: 'olivia' },
  { as: 'One of 5,000 users, administrator', account: PEOPLE, name: 'user-00000' },
];

/** The people of IAM Identity Center with the published password. */
const PORTAL_SIGN_INS = [
  { as: 'Platform team', name: 'ana.ruiz' },
  { as: 'Developer', name: 'ben.okafor' },
  { as: 'Auditor', name: 'chloe.martin' },
  { as: 'Assigned on its own', name: 'david.lee' },
];

/** Returns the people who can sign in to the access portal of the demo. */
async function portalSignIns(reader: Transaction): Promise<Demo['signIns']> {
  const management = await reader.account.findUnique({ where: { email: ROOT_EMAIL } });
  const instance = management && (await findInstanceOfAccount(reader, management.id));
  if (!instance) return [];
  const found = PORTAL_SIGN_INS.map(async ({ as, name }) => {
    const user = await findStoreUserByName(reader, instance.identityStoreId, name);
    const works = user?.passwordHash != null && (await verifyPassword(user.passwordHash, DEMO_PASSWORD));
    return works ? [{ as: `${as}, at /start/${instance.identityStoreId}`, name, password: DEMO_PASSWORD }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** Returns the demo's credentials that still work, or null. */
async function demoOf({ reader }: Database): Promise<Demo | null> {
  const opens = async (hash: string | null | undefined) => hash != null && (await verifyPassword(hash, DEMO_PASSWORD));
  const rootSignIns = ROOT_SIGN_INS.map(async ({ as, email }) => {
    const account = await reader.account.findUnique({ where: { email } });
    const profile = account && rootProfileOf(account);
    const works = profile?.state === 'password' && (await opens(profile.passwordHash));
    return works ? [{ as, name: email, password: DEMO_PASSWORD }] : [];
  });
  const userSignIns = SIGN_INS.map(async ({ as, account, name }) => {
    // Each query reads one table, because a start does not load Prisma.
    const within = await reader.account.findUnique({ where: { alias: account } });
    const user = within && (await reader.user.findFirst({ where: { nameKey: name, accountId: within.id } }));
    const profile = user && (await reader.loginProfile.findUnique({ where: { userId: user.id } }));
    return (await opens(profile?.passwordHash)) ? [{ as, account, name, password: DEMO_PASSWORD }] : [];
  });
  const classSignIns = PEOPLE_OF_CLASSES.map(async ({ as, name }) => {
    const person = await reader.person.findUnique({ where: { nameKey: name.toLowerCase() } });
    return (await opens(person?.passwordHash)) ? [{ as, name, password: DEMO_PASSWORD }] : [];
  });
  const signIns: Demo['signIns'] = (
    await Promise.all([...rootSignIns, ...userSignIns, ...classSignIns, portalSignIns(reader)])
  ).flat();
  const { demoAccessKey } = await reader.installation.findUniqueOrThrow({ where: { id: INSTALLATION } });
  const key = demoAccessKey ? await reader.accessKey.findFirst({ where: { id: demoAccessKey, status: 'Active' } }) : null;
  if (signIns.length === 0 && !key) return null;
  return { signIns, accessKey: key ? { id: key.id, secret: decrypt(ACCESS_KEY_SECRET, key.secretCipher) } : null };
}

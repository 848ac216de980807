import { createAccount } from '../../lib/account/create-account';
import { ACCESS_KEY_SECRET } from '../../lib/core/credentials';
import { decrypt, hashPassword, verifyPassword } from '../../lib/core/secrets';
import { settings } from '../../lib/core/settings';
import { type Database, openDatabase } from '../../lib/db/client';
import { transaction } from '../../lib/db/transaction';
import type { Demo } from '../../scripts/launch.mjs';
import {
  DEMO_PASSWORD,
  seedAudit,
  seedAuditRole,
  seedDevelopment,
  seedManagement,
  seedPayments,
  seedProduction,
  seedSandbox,
} from './accounts';
import { actorFor, memberActor, rootActor } from './actor';
import { seedOrganization } from './organization';

const ROOT_EMAIL = 'root@acme.example';
const INSTALLATION = 'installation';

/**
 * Fills an empty installation with the demo organization, by running operations.
 * @returns the demo's sign-ins while its published password still works, else null
 */
export async function seed(): Promise<Demo | null> {
  const database = await openDatabase(settings().databaseUrl);
  try {
    const known = await database.reader.installation.findUnique({ where: { id: INSTALLATION } });
    if (!known) {
      const empty = (await database.reader.account.count()) === 0;
      const demo = empty && settings().demo;
      await transaction(database, (tx) =>
        tx.installation.create({
          data: { id: INSTALLATION, createdAt: new Date(), seededAt: demo ? new Date() : null, secretCheck: '' },
        }),
      );
      if (demo) await seedDemo(database);
    }
    return await demoOf(database);
  } finally {
    await database.close();
  }
}

/** Builds the demo organization in an open database. */
export async function seedDemo(database: Database): Promise<void> {
  const rootPasswordHash = await hashPassword(DEMO_PASSWORD);
  const management = await transaction(database, (tx) =>
    createAccount(tx, { name: 'management', email: ROOT_EMAIL, rootPasswordHash, now: new Date() }),
  );
  const root = rootActor(database, management.id);
  const members = await seedOrganization(root);
  await seedManagement(root);
  const admin = await database.reader.user.findFirstOrThrow({ where: { accountId: management.id, nameKey: 'admin' } });
  const administrator = actorFor(database, {
    accountId: management.id,
    credential: 'longTerm',
    principal: {
      type: 'User',
      accountId: management.id,
      arn: `arn:aws:iam::${management.id}:user/admin`,
      userId: admin.id,
      userName: 'admin',
    },
  });
  const enter = (accountId: string) => memberActor(database, administrator, accountId);
  for (const id of Object.values(members)) await seedAuditRole(await enter(id), members.audit);
  await seedAudit(await enter(members.audit));
  await seedDevelopment(await enter(members.development), members);
  await seedProduction(await enter(members.production), members);
  await seedPayments(await enter(members.payments));
  await seedSandbox(await enter(members.sandbox));
}

/** What to print at start, as long as the published password still opens the demo's root user. */
async function demoOf(database: Database): Promise<Demo | null> {
  const management = await database.reader.account.findUnique({ where: { email: ROOT_EMAIL } });
  if (!management?.rootPasswordHash || !(await verifyPassword(management.rootPasswordHash, DEMO_PASSWORD))) return null;
  const admin = await database.reader.user.findFirst({
    where: { accountId: management.id, nameKey: 'admin' },
    include: { accessKeys: { where: { status: 'Active' }, orderBy: { createdAt: 'asc' }, take: 1 } },
  });
  const key = admin?.accessKeys[0];
  const user = (account: string, name: string, as: string) => ({ as, account, name, password: DEMO_PASSWORD });
  return {
    signIns: [
      { as: 'Root user', name: ROOT_EMAIL, password: DEMO_PASSWORD },
      user('acme', 'admin', 'Administrator'),
      user('acme-dev', 'user-1', 'S3 support'),
      user('acme-dev', 'user-3', 'EC2 administrator'),
      user('acme-dev', 'dana', 'Developer in a boundary'),
      user('acme-dev', 'newcomer', 'No permissions'),
      user('acme-audit', 'olivia', 'Auditor'),
    ],
    accessKey: key ? { id: key.id, secret: decrypt(ACCESS_KEY_SECRET, key.secretCipher) } : null,
  };
}

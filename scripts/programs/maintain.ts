import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AwsError } from '../../lib/core/errors';
import { toEventJson } from '../../lib/core/events/events';
import { settings } from '../../lib/core/settings';
import { type Database, openDatabase } from '../../lib/db/client';
import { isInUse } from '../../lib/db/in-use';
import { runInstallationTests } from '../../lib/installation';
import { backUp, restoreBackup } from '../../lib/installation/maintenance/backup';
import { MaintenanceError } from '../../lib/installation/maintenance/maintenance-error';
import { resetRoot } from '../../lib/installation/maintenance/reset-root';
import { rotateKey, rotateKeyFile } from '../../lib/installation/maintenance/rotate-key';
import { loadModules } from '../../lib/modules';
import { consoleAddress, SettingsError } from '../../lib/settings/settings.mjs';
import { readMigrations } from '../../prisma/migrate';

// `gatehouse backup`, `restore`, `rotate-key`, `reset-root`, and `test` with a data folder.
const COMMANDS: Record<string, (words: Words) => Promise<string>> = {
  backup: async ({ positionals: [folder] }) => {
    const { databaseUrl, dataDir, secretKey } = settings();
    const place = { databaseUrl, dataDir, secretKey };
    const { hasKey } = await backUp(place, required(folder, 'backup FOLDER'), new Date());
    return hasKey
      ? `Backed up to ${folder}, with the secret key. Anyone who has the folder can read every secret in it.`
      : `Backed up to ${folder}. The secret key is the setting SECRET_KEY and is not in the backup. Store it elsewhere.`;
  },
  restore: async ({ positionals: [folder], values: { replace } }) => {
    const { databaseUrl, dataDir } = settings();
    const known = (await readMigrations('sqlite')).map(({ name }) => name);
    const how = { known, replace: replace === true, givenKey: Boolean(process.env.SECRET_KEY), now: new Date() };
    const { manifest, before } = await restoreBackup({ databaseUrl, dataDir }, required(folder, 'restore FOLDER'), how);
    const moved = before === null ? '' : ` What was there lies in ${before}.`;
    return `Restored what was backed up on ${manifest.createdAt}.${moved} Start Gatehouse to go on with it.`;
  },
  'rotate-key': async () => {
    const { databaseUrl, dataDir, secretKey } = settings();
    if (await isInUse(databaseUrl)) throw new MaintenanceError('The database is in use; stop Gatehouse first.');
    const [given, next] = [process.env.SECRET_KEY, process.env.NEW_SECRET_KEY];
    if (given && (next ?? '').length < 32)
      throw new MaintenanceError(
        'The secret key is the setting SECRET_KEY; set NEW_SECRET_KEY, of at least 32 characters, besides.',
      );
    const { secrets, sessions } = await withDatabase((database) =>
      given ? rotateKey(database, secretKey, next ?? '') : rotateKeyFile(database, dataDir),
    );
    const then = given ? ' Start Gatehouse with the new one as SECRET_KEY.' : '';
    return `The secret key is new: ${secrets} secrets are closed with it, and ${sessions} sessions have ended.${then}`;
  },
  'reset-root': async ({ positionals: [account], values }) => {
    const which = required(account, 'reset-root ACCOUNT');
    const how = { withoutMfa: values['without-mfa'] === true, now: new Date() };
    const { name, email, token, expiresAt } = await withDatabase((database) => resetRoot(database, which, how));
    const address = `${consoleAddress(settings())}/sign-in/root/recover?token=${token}`;
    return `The root user of ${name} (${email}) has no password now. Until ${expiresAt.toISOString()} this link sets one, once:\n\n  ${address}`;
  },
  // Reads the tests' requests from standard input and prints the answers, in the format of the wire API.
  test: async () => {
    const wishes: unknown = JSON.parse(readFileSync(0, 'utf8'));
    const origin = { now: new Date(), sourceIp: '127.0.0.1', userAgent: 'gatehouse test' };
    const answer = await withDatabase((database) => runInstallationTests(database, wishes, origin));
    return JSON.stringify(toEventJson(answer, 'gatehouse'));
  },
};

const OPTIONS = { replace: { type: 'boolean' }, 'without-mfa': { type: 'boolean' } } as const;
type Words = ReturnType<typeof parseArgs<{ allowPositionals: true; options: typeof OPTIONS }>>;

function required(word: string | undefined, usage: string): string {
  if (word === undefined) throw new MaintenanceError(`Usage: gatehouse ${usage}`);
  return word;
}

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  await loadModules();
  const database = await openDatabase(settings().databaseUrl);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

if (existsSync('.env')) process.loadEnvFile('.env');
const [command = '', ...words] = process.argv.slice(2);
const run = async () => COMMANDS[command]?.(parseArgs({ args: words, allowPositionals: true, options: OPTIONS }));
run().then(
  (said) => console.log(said),
  (error: unknown) => {
    const isExpected =
      error instanceof Error && [MaintenanceError, SettingsError, AwsError, TypeError].some((kind) => error instanceof kind);
    console.error(isExpected ? error.message : error);
    process.exitCode = 1;
  },
);

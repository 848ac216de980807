import { readSettings } from '../lib/settings/settings.mjs';
import type { SetupResult } from '../scripts/serve/launch.mjs';
import { applyMigrations } from './migrate';
import { runAlone } from './run-alone';

const DAMAGED = /SQLITE_CORRUPT|SQLITE_NOTADB|malformed|file is not a database/i;

/**
 * Brings the database to the current schema and fills it on the first start.
 * @param lookForDemo false: `demo` and `weakKey` of the answer are null without having been looked for, which means trying a dozen passwords
 * @throws Error whose message is a sentence for the operator where the file is damaged
 */
export async function setUp(
  databaseUrl = readSettings(process.env).databaseUrl,
  { lookForDemo = true } = {},
): Promise<SetupResult> {
  try {
    return await setUpAlone(databaseUrl, lookForDemo);
  } catch (error) {
    if (!(error instanceof Error) || !DAMAGED.test(`${'code' in error ? error.code : ''} ${error.message}`)) throw error;
    throw new Error(
      `The database ${databaseUrl.slice('file:'.length)} is damaged. Restore a backup with “npm run gatehouse -- restore FOLDER --replace”, or choose another DATA_DIR.`,
    );
  }
}

function setUpAlone(databaseUrl: string, lookForDemo: boolean): Promise<SetupResult> {
  return runAlone(databaseUrl, async () => {
    const appliedMigrations = await applyMigrations(databaseUrl);
    const { seed } = await import('./seed');
    return { appliedMigrations, ...(await seed(lookForDemo)) };
  });
}

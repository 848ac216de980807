import { readSettings } from '../lib/settings/settings.mjs';
import type { SetupResult } from '../scripts/launch.mjs';
import { applyMigrations } from './migrate';
import { runAlone } from './run-alone';

// Run by `npm start`: brings the database to the current schema, fills it on the first start, and prints a SetupResult as JSON.
async function setUp(): Promise<SetupResult> {
  const { databaseUrl } = readSettings(process.env);
  return runAlone(databaseUrl, async () => {
    const appliedMigrations = await applyMigrations(databaseUrl);
    const { seed } = await import('./seed');
    return { appliedMigrations, ...(await seed()) };
  });
}

setUp().then(
  (result) => {
    console.log(JSON.stringify(result));
    process.exit(0);
  },
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);

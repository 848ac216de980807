import { readSettings } from '../lib/settings/settings.mjs';
import type { SetupResult } from '../scripts/launch.mjs';
import { applyMigrations } from './migrate';
import { runAlone } from './run-alone';

/** Brings the database to the current schema and fills it on the first start. */
export async function setUp(): Promise<SetupResult> {
  const { databaseUrl } = readSettings(process.env);
  return runAlone(databaseUrl, async () => {
    const appliedMigrations = await applyMigrations(databaseUrl);
    const { seed } = await import('./seed');
    return { appliedMigrations, ...(await seed()) };
  });
}

import { runtime } from '../lib/console/runtime';
import { startPruning } from '../lib/core/retention';
import { settings } from '../lib/core/settings';
import { setUp } from '../prisma/set-up';
import { startWireApi } from '../wire-api';
import type { SetupResult } from './launch.mjs';

export type ServedApi = SetupResult & { port: number; close(): Promise<void> };

/** Serves the wire API and no console from this process, once the database is up to date. */
export async function serveApi(): Promise<ServedApi> {
  const result = await setUp();
  const { database } = await runtime();
  const api = await startWireApi();
  const stopPruning = startPruning(database, settings().retention);
  const close = async () => {
    await Promise.all([api.close(), stopPruning()]);
    await database.close();
  };
  return { ...result, port: api.port, close };
}

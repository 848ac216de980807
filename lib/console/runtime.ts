import type { AsyncLocalStorage } from 'node:async_hooks';
import { settings } from '../core/settings';
import { type Database, openDatabase } from '../db/client';
import { loadModules } from '../modules';

declare global {
  var __gatehouseRuntime: Holder | undefined;
  var __gatehouseRequests: Requests | undefined;
}

/** The process's single instances. They are on globalThis because Next bundles pages and instrumentation separately. */
export type Runtime = { database: Database };

type Holder = { gatehouse?: Promise<Runtime> };
/** The current request, set by scripts/serve/server.mjs. A request that fails before our code ran could not be read. */
type Requests = AsyncLocalStorage<{ begun: boolean }>;

/** Returns the open database of this process. Opens it the first time, and loads the modules once for each of Next's bundles. */
export async function runtime(): Promise<Runtime> {
  const request = globalThis.__gatehouseRequests?.getStore();
  if (request) request.begun = true;
  globalThis.__gatehouseRuntime ??= {};
  globalThis.__gatehouseRuntime.gatehouse ??= open();
  // Both at once: an error of the database needs a caller that already waits for it.
  const [opened] = await Promise.all([globalThis.__gatehouseRuntime.gatehouse, loadModules()]);
  return opened;
}

async function open(): Promise<Runtime> {
  const { databaseUrl, directQueries } = settings();
  return { database: await openDatabase(databaseUrl, { directQueries }) };
}

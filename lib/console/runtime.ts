import type { AsyncLocalStorage } from 'node:async_hooks';
import { settings } from '../core/settings';
import { type Database, openDatabase } from '../db/client';

/** What is single in the process. Next bundles pages and instrumentation apart, so it hangs on globalThis. */
export type Runtime = { database: Database };

type Holder = { gatehouse?: Promise<Runtime> };
/** The request in hand, where scripts/server.mjs has one: what fails before our code has begun could not even be read. */
type Requests = AsyncLocalStorage<{ begun: boolean }>;
const holder = globalThis as typeof globalThis & { __gatehouseRuntime?: Holder; __gatehouseRequests?: Requests };

/** The open database of this process. Opens it the first time. */
export function runtime(): Promise<Runtime> {
  const request = holder.__gatehouseRequests?.getStore();
  if (request) request.begun = true;
  holder.__gatehouseRuntime ??= {};
  holder.__gatehouseRuntime.gatehouse ??= open();
  return holder.__gatehouseRuntime.gatehouse;
}

async function open(): Promise<Runtime> {
  const { databaseUrl, directQueries } = settings();
  return { database: await openDatabase(databaseUrl, { directQueries }) };
}

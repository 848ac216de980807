/** The functions that scripts/serve/server.mjs calls to end the process. They are on globalThis, because Next bundles this file separately. */
export type Ending = {
  /** Stops the wire API and resolves when every open call is answered. */
  stopAccepting(): Promise<void>;
  /** Closes the database. */
  close(): Promise<void>;
};

/** Opens the database and starts the wire API. Next calls it once in each server process, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  const holder = globalThis as typeof globalThis & { __gatehouse?: Ending };
  if (holder.__gatehouse) return;
  const { runtime } = await import('./lib/console/runtime');
  const { startWireApi } = await import('./lib/server/start-wire-api');
  const { database } = await runtime();
  // Pages use queries that no call of the wire API uses.
  await database.warmUp();
  const api = await startWireApi();
  holder.__gatehouse = { stopAccepting: () => api.close(), close: () => database.close() };
}

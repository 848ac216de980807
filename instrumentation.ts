/** What scripts/server.mjs ends the process with. On globalThis, since Next bundles this file apart from everything else. */
export type Ending = {
  /** Stops the wire API and resolves when the last call in hand is answered. */
  stopAccepting(): Promise<void>;
  /** Closes the database. */
  close(): Promise<void>;
};

/** Called by Next once in each server process, before it serves anything: opens the database and starts the wire API. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  const holder = globalThis as typeof globalThis & { __gatehouse?: Ending };
  if (holder.__gatehouse) return;
  const { runtime } = await import('./lib/console/runtime');
  const { startWireApi } = await import('./lib/server/start-wire-api');
  const { database } = await runtime();
  // Pages ask what a call of the wire API may never ask.
  await database.warmUp();
  const api = await startWireApi();
  holder.__gatehouse = { stopAccepting: () => api.close(), close: () => database.close() };
}

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
  const { settings } = await import('./lib/core/settings');
  const { startAwsApi } = await import('./lib/aws-api/server/start-aws-api');
  const { installationCalls } = await import('./lib/installation');
  const { database } = await runtime();
  const { host, port, apiPort, resetToken } = settings();
  const reset = resetToken === null ? undefined : installationCalls(database, resetToken);
  const api = await startAwsApi({ database, host, port: apiPort, consoleUrl: consoleUrl(host, port), reset });
  holder.__gatehouse = { stopAccepting: () => api.close(), close: () => database.close() };
}

/** Where a browser on this machine finds the console. */
function consoleUrl(host: string, port: number): string {
  const name = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

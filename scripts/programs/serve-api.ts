import { runtime } from '../../lib/console/runtime';
import { startWireApi } from '../../lib/server/start-wire-api';

export { setUp } from '../../prisma/set-up';

/** Serves the wire API and no console from this process. @returns how to end it */
export async function serveApi(): Promise<{ close(): Promise<void> }> {
  const { database } = await runtime();
  const api = await startWireApi();
  const close = async () => {
    await api.close();
    await database.close();
  };
  return { close };
}

import type { Writable } from 'node:stream';
import pg from 'pg';

/** Sends queries with immediate answers, such as look-ups by key, without a connection for each. */
export type Pipeline = Pick<pg.Pool, 'query'> & { end(): Promise<void> };

/**
 * Opens a few connections on which queries need not wait for earlier answers. Queries of one turn of the event loop are sent
 * together, because sending costs more than the query itself.
 */
export function openPipeline(connectionString: string, connections: number): Pipeline {
  const open: (pg.Client | undefined)[] = Array.from({ length: connections });
  let next = 0;
  const connectionOf = (place: number): pg.Client => {
    const known = open[place];
    if (known) return known;
    const client = new pg.Client({ connectionString, pipeline: true });
    open[place] = client;
    // The driver reports the error to waiting queries. The next query opens a new connection.
    const forget = () => {
      if (open[place] === client) open[place] = undefined;
    };
    client.on('error', forget).on('end', forget);
    client.connect().catch(forget);
    return client;
  };
  const query = (config: pg.QueryConfig) => {
    next = (next + 1) % connections;
    const client = connectionOf(next);
    sendTogether(client);
    return client.query(config);
  };
  return {
    query: query as pg.Pool['query'],
    end: async () => {
      await Promise.all(open.map((client) => client?.end()));
    },
  };
}

const holding = new WeakSet<pg.ClientBase>();

/** Buffers output of a connection until the current turn of the event loop ends. */
export function sendTogether(client: pg.ClientBase): void {
  if (holding.has(client)) return;
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  holding.add(client);
  stream.cork();
  setImmediate(() => {
    holding.delete(client);
    stream.uncork();
  });
}

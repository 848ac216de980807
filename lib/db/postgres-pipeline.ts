import type { Writable } from 'node:stream';
import pg from 'pg';

/** Sends queries that are answered at once, such as look-ups by a key, without a connection for each. */
export type Pipeline = Pick<pg.Pool, 'query'> & { end(): Promise<void> };

/**
 * A few connections on which a query need not wait for the answers to those before it. Queries of one turn of the event loop are sent
 * together: what costs most about a small query is neither the database nor its answer, but to hand it to the network.
 */
export function openPipeline(connectionString: string, connections: number): Pipeline {
  const open: (pg.Client | undefined)[] = Array.from({ length: connections });
  let next = 0;
  const connectionOf = (place: number): pg.Client => {
    const known = open[place];
    if (known) return known;
    const client = new pg.Client({ connectionString, pipeline: true });
    open[place] = client;
    // Whoever waits for an answer is told by the driver; the next query opens a new connection.
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

/** Holds back what is sent on a connection until this turn of the event loop is over. */
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

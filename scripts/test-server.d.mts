/** A Gatehouse of its own, as `npm start` makes it. */
export type TestServer = {
  baseUrl: string;
  apiUrl: string;
  /** Milliseconds. */
  readyAfter: number;
  /** What it printed until it was ready: where to sign in, and with what. */
  greeting: string;
  pid: number;
  /** Ends it with a signal and says how it ended: its exit code, or null when it had to be killed. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; output: string }>;
};

export function startGatehouse(root: string, dataDir: string, settings?: Partial<NodeJS.ProcessEnv>): Promise<TestServer>;

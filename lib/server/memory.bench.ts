import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { everyArea } from '../../app/(console)/nav';
import { navigationPages } from '../../components/console/shell/navigation';
import { DEMO_PASSWORD } from '../../prisma/seed/demo-password';
import { startGatehouse } from '../../scripts/test/test-server.mjs';
import { type Figure, load, signedText } from '../aws-api/testing/load';
import { builtActions, openBrowser } from '../classroom/testing/light-browser';

/** The time at rest before the memory is read. */
const REST_MS = 60_000;
const PAGES = 20;
const CALLS_MS = 5 * 60_000;
const CONNECTIONS = 8;
const MANY = 1_000_000;

/**
 * Measures the memory of a built server with the demo organization: at rest, after twenty pages, after five minutes of GetUser, and at rest again.
 * The database is from an earlier start.
 */
export async function run(): Promise<Figure[]> {
  const root = process.cwd();
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-memory-'));
  try {
    const first = await startGatehouse(root, dataDir);
    await first.stop();
    const started = await startGatehouse(root, dataDir);
    try {
      const figures: Figure[] = [
        { name: 'memory: a second start takes', value: started.readyAfter / 1000, unit: 's', target: 'under 1.5' },
      ];
      await setTimeout(REST_MS);
      figures.push({ name: 'memory: at rest, a minute after the start', ...memoryOf(started.pid, 'VmRSS'), target: 'under 250' });
      await openPages(root, started.baseUrl);
      figures.push({ name: `memory: after ${PAGES} pages`, ...memoryOf(started.pid, 'VmRSS') });
      const { perSecond } = await callFor(CALLS_MS, Number(new URL(started.apiUrl).port), keysIn(first.greeting));
      figures.push(
        { name: 'memory: after five minutes of GetUser too', ...memoryOf(started.pid, 'VmRSS'), target: 'under 400' },
        { name: 'memory: the most there was', ...memoryOf(started.pid, 'VmHWM') },
        { name: 'memory: the calls of these minutes', value: perSecond, unit: 'calls/s' },
      );
      await setTimeout(REST_MS);
      figures.push({ name: 'memory: at rest, a minute after the calls', ...memoryOf(started.pid, 'VmRSS') });
      return figures;
    } finally {
      await started.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM') {
  const [, kibibytes] = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return { value: (Number(kibibytes) * 1024) / 1e6, unit: 'MB' };
}

function keysIn(greeting: string) {
  const exported = (name: string) => new RegExp(`export ${name}=(\\S+)`).exec(greeting)?.[1] ?? '';
  return { accessKeyId: exported('AWS_ACCESS_KEY_ID'), secretAccessKey: exported('AWS_SECRET_ACCESS_KEY') };
}

async function openPages(root: string, origin: string): Promise<void> {
  const browser = openBrowser(origin, () => undefined);
  const signIn = builtActions(root)('lib/console/sign-in/auth-actions.ts', 'signInUserAction');
  await browser.open('/sign-in');
  const form = new Map(Object.entries({ account: 'acme', name: 'admin', password: DEMO_PASSWORD }));
  const { redirect, data } = await browser.act('/sign-in', signIn, [{}, form]);
  if (redirect === undefined) throw new Error(`the administrator cannot sign in: ${JSON.stringify(data)}`);
  for (const { href } of everyArea.flatMap((area) => navigationPages([area])).slice(0, PAGES)) await browser.open(href);
  browser.close();
}

async function callFor(ms: number, port: number, keys: ReturnType<typeof keysIn>) {
  const request = await signedText(keys, 'GetUser', { UserName: 'admin' });
  return load(port, [request], MANY, CONNECTIONS, AbortSignal.timeout(ms));
}

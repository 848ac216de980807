import { loadCatalog, readCatalog } from './load-catalog';
import { listManagedPolicies, managedPolicyDocument } from './managed-policies';

type Figure = { name: string; value: number; unit: string };

function milliseconds(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

const residentMegabytes = () => process.memoryUsage().rss / 1024 / 1024;

/** Measures the first load in a process, so it must run in a new process. */
export async function run(): Promise<Figure[]> {
  const before = residentMegabytes();
  const load = milliseconds(() => loadCatalog().action('s3:GetObject'));
  const decode = milliseconds(() => loadCatalog().actions());
  const growth = residentMegabytes() - before;
  const list = milliseconds(listManagedPolicies);
  const document = milliseconds(() => managedPolicyDocument('arn:aws:iam::aws:policy/ReadOnlyAccess'));
  const again = milliseconds(readCatalog);
  return [
    { name: 'catalog: load and find one action', value: load, unit: 'ms' },
    { name: 'catalog: decode all actions', value: decode, unit: 'ms' },
    { name: 'catalog: memory with all actions decoded', value: growth, unit: 'MB' },
    { name: 'catalog: reload', value: again, unit: 'ms' },
    { name: 'catalog: list managed policies', value: list, unit: 'ms' },
    { name: 'catalog: read one managed policy document', value: document, unit: 'ms' },
  ];
}

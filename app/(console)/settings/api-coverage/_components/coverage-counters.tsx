import { Progress } from '@/components/ui/progress';
import type { CoveredOperation } from '@/lib/aws-api/coverage/operations';
import { SERVICE_NAMES } from './service-names';

/** How many operations there are here, of all and of each service. */
export function CoverageCounters({ operations }: { operations: readonly Pick<CoveredOperation, 'Service' | 'Implemented'>[] }) {
  const services = Object.entries(SERVICE_NAMES).map(([id, name]) => ({
    name,
    all: operations.filter(({ Service }) => Service === id),
  }));
  return (
    <div className="grid grid-cols-1 gap-x-8 gap-y-3 py-1 sm:grid-cols-2 lg:grid-cols-5">
      {[{ name: 'All services', all: operations }, ...services].map(({ name, all }) => (
        <Progress key={name} label={name} value={all.filter(({ Implemented }) => Implemented).length} max={all.length} />
      ))}
    </div>
  );
}

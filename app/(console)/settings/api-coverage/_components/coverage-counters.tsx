import { Progress } from '@/components/ui/progress';
import type { CoveredOperation } from '@/lib/aws-api/coverage/operations';

type Counted = Pick<CoveredOperation, 'ServiceName' | 'Implemented' | 'Partly'>;

/** Counts the available operations: of complete services, and of partly emulated ones. */
export function CoverageCounters({ operations }: { operations: readonly Counted[] }) {
  const whole = operations.filter(({ Partly }) => !Partly);
  const services = serviceNames(operations).map((name) => ({
    name,
    all: operations.filter(({ ServiceName }) => ServiceName === name),
  }));
  const isPart = ({ all }: { all: readonly Counted[] }) => all.some(({ Partly }) => Partly);
  const parts = services.filter(isPart).map(({ name, all }) => `${name} (${all.length})`);
  return (
    <div className="space-y-3 py-1">
      <div className="grid grid-cols-1 gap-x-8 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
        {[{ name: 'Whole services', all: whole }, ...services.filter((service) => !isPart(service))].map(({ name, all }) => (
          <Progress key={name} label={name} value={all.filter(({ Implemented }) => Implemented).length} max={all.length} />
        ))}
      </div>
      <p className="text-ink-2 text-sm">
        Partly available, mostly to see who can access their resources: {parts.join(', ')}. Only available operations are listed.
      </p>
    </div>
  );
}

/** Returns the names of the services, in the order of their operations. */
export function serviceNames(operations: readonly Pick<CoveredOperation, 'ServiceName'>[]): string[] {
  return [...new Set(operations.map(({ ServiceName }) => ServiceName))];
}

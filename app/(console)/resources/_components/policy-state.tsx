import { Badge } from '@/components/ui/badge';
import { Status } from '@/components/ui/status';
import { plural } from '@/lib/core/text/plural';
import type { PolicyReach } from '@/lib/resources/policy-reach';

/** Renders the number of statements in a resource's policy, and whether it is public or shared outside. */
export function PolicyState({ reach }: { reach: PolicyReach | null }) {
  if (reach === null) return <Status kind="inactive">Access denied</Status>;
  const { Statements, Public, Outside, Blocked } = reach;
  if (Statements === 0) return <span className="text-ink-3">None</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="whitespace-nowrap">{statementsText(Statements)}</span>
      {Public ? <Badge tone={Blocked ? 'neutral' : 'deny'}>{Blocked ? 'Public, blocked' : 'Public'}</Badge> : null}
      {Outside ? <Badge tone="limit">Shared outside</Badge> : null}
    </span>
  );
}

/** Returns the same as plain text, for filters and downloads. */
export function policyWords(reach: PolicyReach | null): string {
  if (reach === null) return '';
  const { Statements, Public, Outside, Blocked } = reach;
  if (Statements === 0) return 'None';
  return [
    statementsText(Statements),
    ...(Public ? [Blocked ? 'public, blocked' : 'public'] : []),
    ...(Outside ? ['shared outside'] : []),
  ].join(', ');
}

const statementsText = (count: number) => plural(count, 'statement');

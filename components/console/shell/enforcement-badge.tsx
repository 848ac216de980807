import { Badge } from '../../ui/badge';

/** Said loudly where an account's own policies are not enforced: what works then may fail at AWS. */
export function EnforcementBadge({ enforcement }: { enforcement: string }) {
  if (enforcement === 'audit') {
    return (
      <Badge tone="limit">
        <span>
          Audit only<span className="max-sm:sr-only">: denials are recorded, not enforced</span>
        </span>
      </Badge>
    );
  }
  if (enforcement === 'off') return <Badge tone="deny">Policies are off</Badge>;
  return <Badge tone="allow">Enforcing</Badge>;
}

/** Of one account among others: only where it does not enforce. */
export function EnforcementMark({ enforcement }: { enforcement: string | null }) {
  if (enforcement === 'audit') return <Badge tone="limit">audit only</Badge>;
  return enforcement === 'off' ? <Badge tone="deny">policies off</Badge> : null;
}

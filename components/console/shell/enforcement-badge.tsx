import { Badge } from '../../ui/badge';

/** Renders a prominent badge if the account's policies are not enforced. Calls that succeed here may then fail at AWS. */
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

/** Renders a mark for one account in a list, only if its policies are not enforced. */
export function EnforcementMark({ enforcement }: { enforcement: string | null }) {
  if (enforcement === 'audit') return <Badge tone="limit">audit only</Badge>;
  return enforcement === 'off' ? <Badge tone="deny">policies off</Badge> : null;
}

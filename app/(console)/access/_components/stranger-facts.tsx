import { useRead } from '@/components/console/kit/use-read';
import type { SubjectSummary } from '@/lib/access/operations';
import type { Json } from '@/lib/console/result';
import { reachQuery } from '../queries';

/** What is known of a caller whose policies are not: it is asked about for what it could do here. */
export function StrangerFacts({ subject }: { subject: Json<SubjectSummary> }) {
  const manages = useRead(reachQuery()).data?.ManagesOrganization;
  return (
    <div className="max-w-prose space-y-1 text-ink-2">
      <p>{factsOf(subject)}</p>
      {manages ? (
        <p>No resource control policy bears on resources of a management account: name the account that owns the resource.</p>
      ) : null}
    </div>
  );
}

function factsOf({ Kind, Name, Account }: Json<SubjectSummary>): string {
  switch (Kind) {
    case 'Anonymous':
      return 'A call without credentials has no policies of its own: the policy on the resource and the guardrails over it decide. Give that policy below.';
    case 'Service':
      return `${Name} calls for AWS and has no policies of its own: the policy on the resource and the guardrails over it decide. It says for whom it acts by aws:SourceAccount, aws:SourceArn and aws:SourceOrgID: give them under Circumstances.`;
    case 'Outsider':
      return 'Somebody in an account of no organization, who may do there whatever an account can allow: the policy on the resource and the guardrails over it decide. Give that policy below.';
    default:
      return `Account ${Account.Id} shows its policies to nobody else: they are not known here, and it is taken to be in no organization unless it is in yours. Give them as a draft to decide what depends on them.`;
  }
}

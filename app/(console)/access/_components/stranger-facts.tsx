import { useRead } from '@/components/console/kit/use-read';
import type { SubjectSummary } from '@/lib/access/operations';
import type { Json } from '@/lib/console/result';
import { reachQuery } from '../queries';

/** Facts about a caller whose policies are not known. */
export function StrangerFacts({ subject }: { subject: Json<SubjectSummary> }) {
  const manages = useRead(reachQuery()).data?.ManagesOrganization;
  return (
    <div className="max-w-prose space-y-1 text-ink-2">
      <p>{factsOf(subject)}</p>
      {manages ? (
        <p>
          Resource control policies don't apply to resources of a management account. Enter the account that owns the resource.
        </p>
      ) : null}
    </div>
  );
}

function factsOf({ Kind, Name, Account }: Json<SubjectSummary>): string {
  switch (Kind) {
    case 'Anonymous':
      return 'A call without credentials has no policies of its own. The resource policy and the guardrails of the resource decide. Enter the resource policy below.';
    case 'Service':
      return `${Name} calls on behalf of AWS and has no policies of its own. The resource policy and the guardrails of the resource decide. aws:SourceAccount, aws:SourceArn and aws:SourceOrgID show for whom it acts. Set them under Circumstances.`;
    case 'Outsider':
      return 'A caller from an account outside of any organization, with all permissions there. The resource policy and the guardrails of the resource decide. Enter the resource policy below.';
    default:
      return `The policies of account ${Account.Id} are only visible there. The account is assumed to be outside of any organization unless it is in yours. Add its policies as a draft to get a decision.`;
  }
}

import { HelpPanel } from '@/components/console/shell/help-panel';

export function DelegationHelp() {
  return (
    <HelpPanel title="Temporary delegation">
      <h3>How it works</h3>
      <p>
        A product provider asks for permissions for a limited time. The owner associates the request, and a principal with enough
        permissions approves it. The provider gets access when the token is sent.
      </p>
      <h3>The access</h3>
      <p>
        The provider acts with the permissions of the principal that approved the request, limited by the policy of the request.
        The access ends after its duration.
      </p>
      <h3>In Gatehouse</h3>
      <p>
        Every account of this installation can create requests with <code>iam:CreateDelegationRequest</code>. A managed policy of
        the provider’s account is its template.
      </p>
    </HelpPanel>
  );
}

import { HelpPanel } from '@/components/console/shell/help-panel';
import { Kbd } from '@/components/ui/kbd';

export function AccountsHelp() {
  return (
    <HelpPanel title="AWS accounts">
      <p>
        The root contains all accounts. Organizational units contain accounts and other OUs, up to five levels deep. A policy
        attached to a level applies to all accounts below it.
      </p>
      <h3>Guardrails</h3>
      <p>
        The policies attached directly to each level. An account needs an Allow at <b>every</b> level from the root to itself, and
        no Deny at any level. <code>FullAWSAccess</code> is the Allow at levels where no narrower policy replaces it.
      </p>
      <h3>Principals</h3>
      <p>
        Users, roles and root users at or below each row, as counted in guardrail previews. Service-linked roles are not counted,
        because SCPs don’t apply to them. The management account is counted, although SCPs don’t apply to it.
      </p>
      <h3>Names and contacts</h3>
      <p>
        You can rename an account and manage its contacts on its page if <code>account.amazonaws.com</code> has trusted access
        (under Services) and you have <code>account:PutAccountName</code> and similar permissions. Only its root user can change
        its email address.
      </p>
      <h3>Closed accounts</h3>
      <p>
        For 90 days, you can reopen a closed account on its page under Actions. This requires <code>gatehouse:ReopenAccount</code>
        . In AWS, AWS Support reopens accounts.
      </p>
      <h3>Moving an account</h3>
      <p>
        Drag it, choose Move under Actions, or press <Kbd>M</Kbd> on its row, choose the target with the arrow keys and press{' '}
        <Kbd>Enter</Kbd>. You can move several selected accounts at once. Before you confirm, you see which policies start or stop
        applying. You cannot move OUs, because AWS has no operation for it.
      </p>
    </HelpPanel>
  );
}

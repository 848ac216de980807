import { HelpPanel } from '@/components/console/shell/help-panel';
import { Kbd } from '@/components/ui/kbd';

export function AccountsHelp() {
  return (
    <HelpPanel title="AWS accounts">
      <p>
        The root holds everything. Organizational units hold accounts and other units, up to five levels deep. A policy on a level
        holds for all accounts below it.
      </p>
      <h3>Guardrails</h3>
      <p>
        The policies attached directly to each level. An account needs an Allow on <b>every</b> level from the root down to
        itself, and no Deny on any. <code>FullAWSAccess</code> is that Allow on levels where nothing narrower replaces it.
      </p>
      <h3>Principals</h3>
      <p>
        Users, roles and root users at or below each row, as previews of guardrails count them. Service-linked roles are not
        counted: SCPs do not bind them. The management account is counted, though SCPs do not bind anybody in it.
      </p>
      <h3>Names and contacts</h3>
      <p>
        An account is renamed on its page, and has its contacts there, once <code>account.amazonaws.com</code> has trusted access
        (under Services) and by whoever has <code>account:PutAccountName</code> and the like. Its root user alone changes its
        email address.
      </p>
      <h3>Closed accounts</h3>
      <p>
        For 90 days, a closed account can be reopened on its page under Actions. This needs <code>gatehouse:ReopenAccount</code>.
        At AWS, AWS Support reopens accounts.
      </p>
      <h3>Moving an account</h3>
      <p>
        Drag it, choose Move in Actions, or press <Kbd>M</Kbd> on its row, walk with the arrow keys and press <Kbd>Enter</Kbd>:
        alone, or with all that are selected. What starts and stops applying is shown before anything is changed. Units stay where
        they are: AWS has no call that moves one.
      </p>
    </HelpPanel>
  );
}

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
      <h3>What is not here</h3>
      <p>
        AWS&apos;s service for account management (<code>account:PutAccountName</code>, <code>account:PutContactInformation</code>
        , <code>account:PutAlternateContact</code>) does not exist here: accounts have no contacts, and their own root users
        change name and e-mail address, in the settings of the account. AWS reopens a closed account through its support alone;
        here nobody can.
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

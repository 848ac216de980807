import { HelpPanel } from '@/components/console/shell/help-panel';

export function TestsHelp() {
  return (
    <HelpPanel title="Access tests">
      <p>
        A test says what must hold, and fails once it does not, with the statement that decides or the way that nobody expected.
      </p>
      <h3>What a test can say</h3>
      <p>
        <code>allow</code> and <code>deny</code>: who may, or must not, do what on what; <code>how: explicit</code> and{' '}
        <code>by: POLICY</code> say why. <code>who-can</code>: exactly, at most or at least these. <code>no-escalation</code>:
        nobody else is an administrator or can become one. <code>no-new-access</code>: no more than a reference policy gives.
      </p>
      <h3>Names</h3>
      <p>
        <code>user/ana</code>, <code>role/deployer</code>, <code>group/developers</code> for everybody in it, <code>root</code>;{' '}
        <code>bucket/reports/*</code>, <code>table/orders</code>. With <code>ACCOUNT:</code> before it, of another account by its
        name, alias or id. ARNs always work.
      </p>
      <h3>Circumstances</h3>
      <p>
        <code>{'when: { mfa: true, source-ip: 192.0.2.7, time: 2026-03-01T09:00:00Z }'}</code>, and any condition key under{' '}
        <code>context</code>.
      </p>
      <h3>Undecided</h3>
      <p>A name that stands for nothing, a misspelt action, or an answer that hangs on a policy that is not known here.</p>
      <h3>In CI</h3>
      <p>
        <code>gatehouse test FILE --junit results.xml</code> runs a file against a Gatehouse; it ends with 1 when a test fails.
      </p>
    </HelpPanel>
  );
}

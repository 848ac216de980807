import { HelpPanel } from '@/components/console/shell/help-panel';

export function TestsHelp() {
  return (
    <HelpPanel title="Access tests">
      <p>A test states expected access. If the test fails, the result shows the deciding statement or the unexpected path.</p>
      <h3>Test types</h3>
      <p>
        <code>allow</code> and <code>deny</code>: who can, or cannot, do what on which resource; <code>how: explicit</code> and{' '}
        <code>by: POLICY</code> check the reason. <code>who-can</code>: exactly, at most or at least these principals.{' '}
        <code>no-escalation</code>: no other principal is an administrator or can become one. <code>no-new-access</code>: no more
        access than a reference policy allows. <code>effective-policy</code> and <code>tag</code>: a setting of a declarative
        policy in force, and how a tag policy treats a tag.
      </p>
      <h3>Names</h3>
      <p>
        <code>user/ana</code>, <code>role/deployer</code>, <code>group/developers</code> for all members, <code>root</code>;{' '}
        <code>bucket/reports/*</code>, <code>table/orders</code>. With <code>ACCOUNT:</code> before it, they name another account
        by its name, alias or ID. You can also use ARNs.
      </p>
      <p>
        <code>allow</code> and <code>deny</code> also take a person of IAM Identity Center:{' '}
        <code>sso-user/USER@ACCOUNT/PERMISSION_SET</code>.
      </p>
      <h3>Condition keys</h3>
      <p>
        Set them with <code>{'when: { mfa: true, source-ip: 192.0.2.7, time: 2026-03-01T09:00:00Z }'}</code>. Use{' '}
        <code>context</code> for any other condition key.
      </p>
      <h3>Undecided</h3>
      <p>A name does not exist, an action is unknown, or a policy is not known here.</p>
      <h3>In CI</h3>
      <p>
        <code>gatehouse test FILE --junit results.xml</code> runs a file against a Gatehouse server. It exits with 1 if a test
        fails.
      </p>
    </HelpPanel>
  );
}

import { HelpPanel } from '@/components/console/shell/help-panel';

/** Renders help about the two strategies for SCPs: deny list and allow list. */
export function StrategyHelp() {
  return (
    <HelpPanel title="Guardrail strategies">
      <p>
        Guardrails grant nothing. They bound what policies inside an account can grant, for everybody in it, its root user
        included. They never bind the management account or service-linked roles.
      </p>
      <h3>Deny list</h3>
      <p>
        Keep <code>FullAWSAccess</code> attached on every level and attach policies that deny what must not happen: leaving the
        organization, other Regions, changing the audit role. New services work by themselves. Most organizations do this.
      </p>
      <h3>Allow list</h3>
      <p>
        Replace <code>FullAWSAccess</code> with policies that allow only what is wanted, on <b>every</b> level of the path. One
        level that does not allow an action is enough to deny it below. Anything new is denied until somebody allows it.
      </p>
      <h3>Service and resource control policies</h3>
      <ul>
        <li>A service control policy follows the principal: what people and roles of the account may do, anywhere.</li>
        <li>A resource control policy follows the resource: who may reach it, from outside the organization too.</li>
      </ul>
      <h3>Before you attach</h3>
      <p>Every change here is worked out first for all users and roles below: who would lose or gain access, and to what.</p>
    </HelpPanel>
  );
}

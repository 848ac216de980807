import { HelpPanel } from '@/components/console/shell/help-panel';

/** Renders help about the two strategies for SCPs: deny list and allow list. */
export function StrategyHelp() {
  return (
    <HelpPanel title="Guardrail strategies">
      <p>
        Guardrails grant nothing. They set the maximum permissions in an account for all principals, including its root user. They
        never apply to the management account or to service-linked roles.
      </p>
      <h3>Deny list</h3>
      <p>
        Keep <code>FullAWSAccess</code> attached at every level, and attach policies that deny specific actions, such as leaving
        the organization, using other Regions or changing the audit role. New services are allowed automatically. Most
        organizations do this.
      </p>
      <h3>Allow list</h3>
      <p>
        Replace <code>FullAWSAccess</code> with policies that allow only required actions, at <b>every</b> level of the path. If
        one level does not allow an action, it is denied below. New services are denied until you allow them.
      </p>
      <h3>Service and resource control policies</h3>
      <ul>
        <li>A service control policy applies to principals: it limits what users and roles of an account can do anywhere.</li>
        <li>
          A resource control policy applies to resources: it limits who can access them, including from outside the organization.
        </li>
      </ul>
      <h3>Before you attach</h3>
      <p>For every change, you first see which users and roles below would lose or gain access, and to what.</p>
    </HelpPanel>
  );
}

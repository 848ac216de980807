import { HelpPanel } from '@/components/console/shell/help-panel';

export function FederationHelp() {
  return (
    <HelpPanel title="Identity providers">
      <p>
        A provider here is an entry that says whose signatures this account believes. What somebody may do is said by the role
        they assume: its trust policy names the provider, and conditions say who of those it knows.
      </p>
      <h3>OpenID Connect</h3>
      <p>
        For programs and apps: GitHub Actions, Kubernetes, Google. They send a signed token to{' '}
        <code>AssumeRoleWithWebIdentity</code>. AWS fetches the keys it is checked against; Gatehouse calls nobody, so they are
        uploaded.
      </p>
      <h3>SAML</h3>
      <p>
        For company directories: Active Directory Federation Services, Okta, Keycloak. They send a signed assertion to{' '}
        <code>AssumeRoleWithSAML</code>. The metadata document holds the certificates.
      </p>
      <h3>Practising</h3>
      <p>Every account has a token issuer that stands for an outside provider.</p>
    </HelpPanel>
  );
}

import { HelpPanel } from '@/components/console/shell/help-panel';

export function FederationHelp() {
  return (
    <HelpPanel title="Identity providers">
      <p>
        A provider defines whose signatures this account trusts. A role defines the permissions: its trust policy names the
        provider, and its conditions state which of the provider’s identities can assume it.
      </p>
      <h3>OpenID Connect</h3>
      <p>
        For programs and apps, such as GitHub Actions, Kubernetes and Google. They send a signed token to{' '}
        <code>AssumeRoleWithWebIdentity</code>. AWS fetches the keys to verify the token. Gatehouse does not connect to other
        servers, so you upload the keys.
      </p>
      <h3>SAML</h3>
      <p>
        For company directories, such as Active Directory Federation Services, Okta and Keycloak. They send a signed assertion to{' '}
        <code>AssumeRoleWithSAML</code>. The metadata document contains the certificates.
      </p>
      <h3>Practising</h3>
      <p>Every account has a token issuer that simulates an external provider.</p>
    </HelpPanel>
  );
}

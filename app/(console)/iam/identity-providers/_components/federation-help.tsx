import { HelpPanel } from '@/components/console/shell/help-panel';

export function FederationHelp() {
  return (
    <HelpPanel title="Identity providers">
      <p>
        A provider is an entry that says whose signatures this account trusts. The role that somebody assumes says what they may
        do: its trust policy names the provider, and its conditions say which of the provider’s identities may assume it.
      </p>
      <h3>OpenID Connect</h3>
      <p>
        For programs and apps: GitHub Actions, Kubernetes, Google. They send a signed token to{' '}
        <code>AssumeRoleWithWebIdentity</code>. AWS fetches the keys that check the token. Gatehouse connects to no server, so you
        upload them.
      </p>
      <h3>SAML</h3>
      <p>
        For company directories: Active Directory Federation Services, Okta, Keycloak. They send a signed assertion to{' '}
        <code>AssumeRoleWithSAML</code>. The metadata document holds the certificates.
      </p>
      <h3>Practising</h3>
      <p>Every account has a token issuer that plays an outside provider.</p>
    </HelpPanel>
  );
}

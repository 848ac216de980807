import { HelpPanel } from '@/components/console/shell/help-panel';

export function CertificatesHelp() {
  return (
    <HelpPanel title="Server certificates">
      <h3>Use</h3>
      <p>
        A load balancer or distribution presents a server certificate to browsers and uses the private key to prove that it owns
        the certificate. IAM stores both. AWS has no page for them: <code>aws iam upload-server-certificate</code> is the only
        way.
      </p>
      <h3>The private key</h3>
      <p>It is stored encrypted and never shown again. Keep the original.</p>
      <h3>The chain</h3>
      <p>
        The certificates between this one and a certificate authority that browsers trust. The issuer of the certificate comes
        first, and each certificate follows the one that it signed. You can omit the root certificate.
      </p>
      <h3>Before one expires</h3>
      <p>Upload the new certificate under another name, switch your services to it, then delete the old one.</p>
    </HelpPanel>
  );
}

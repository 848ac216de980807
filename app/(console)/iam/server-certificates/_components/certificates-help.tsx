import { HelpPanel } from '@/components/console/shell/help-panel';

export function CertificatesHelp() {
  return (
    <HelpPanel title="Server certificates">
      <h3>Use</h3>
      <p>
        A load balancer or a distribution shows a server certificate to browsers and proves with the private key that the
        certificate is its own. IAM stores both. AWS has no page for them: there, <code>aws iam upload-server-certificate</code>{' '}
        is the only way.
      </p>
      <h3>The private key</h3>
      <p>It is stored encrypted, and no call or page shows it again. Keep the original.</p>
      <h3>The chain</h3>
      <p>
        The certificates between this one and an authority that browsers trust, each after the one that it signed. The issuer of
        the certificate itself comes first. You may leave out the authority at the end.
      </p>
      <h3>Before one expires</h3>
      <p>Upload the new certificate under another name, switch your services to it, then delete the old one.</p>
    </HelpPanel>
  );
}

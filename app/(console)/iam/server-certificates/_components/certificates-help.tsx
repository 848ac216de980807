import { HelpPanel } from '@/components/console/shell/help-panel';

export function CertificatesHelp() {
  return (
    <HelpPanel title="Server certificates">
      <h3>What they are for</h3>
      <p>
        A load balancer or a distribution shows a server certificate to browsers and proves with the private key that it is its
        own. IAM keeps both. AWS has no page for them: there, <code>aws iam upload-server-certificate</code> is the only way.
      </p>
      <h3>The private key</h3>
      <p>It is stored encrypted, and no call or page shows it again. Keep the original.</p>
      <h3>The chain</h3>
      <p>
        The certificates between this one and an authority that browsers know, each after the one that it signed. Whoever signed
        the certificate itself comes first; the authority at the end may be left out.
      </p>
      <h3>Before one expires</h3>
      <p>Upload the new one under another name, let what uses the old one use it, then delete the old one.</p>
    </HelpPanel>
  );
}

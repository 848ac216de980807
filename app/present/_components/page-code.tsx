'use client';

import { CopyText } from '@/components/console/page/copy-text';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { QrCode } from '@/components/ui/qr-code';

type PageCodeProps = {
  /** The path without a session, which opens the same page in each visitor's own session. */
  page: string;
  /** The address at which other devices reach this server. Null for this browser's own. */
  origin: string | null;
  onClose: () => void;
};

/** The page of the left pane as a QR code. */
export function PageCode({ page, origin, onClose }: PageCodeProps) {
  const address = (origin ?? window.location.origin) + page;
  const isOnlyHere = /^(localhost|127\.|\[::1\])/.test(new URL(address).host);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Share this page"
      description="The link opens this page in the account that the person is signed in to."
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <QrCode text={address} label={`QR code of ${address}`} className="mx-auto w-full max-w-96" />
      <p className="mt-3 text-center">
        <CopyText text={address} what="address" mono />
      </p>
      {isOnlyHere ? (
        <p className="mt-2 text-center text-ink-2 text-sm">
          Other devices can't open this page, because the server only accepts connections from this machine. Start it with
          CLASSROOM=on to allow other devices.
        </p>
      ) : null}
    </Dialog>
  );
}

'use client';

import { useConsoleUrl } from '@/app/(console)/_client/console-url';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { CopyText } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Secret } from '@/components/ui/secret';
import { paths } from '@/lib/console/paths';
import type { RecoveryLink } from '@/lib/console/recipes/root-access';
import { recoverRootPassword } from '../actions';
import type { RootUser } from '../queries';

type RecoveryDialogProps = {
  account: RootUser;
  /** True if recovery must be allowed first. False if only a new link is needed. */
  allow: boolean;
  onMade: (link: RecoveryLink) => void;
  onClose: () => void;
};

/** Renders a dialog that allows someone to set a new root password. */
export function RecoveryDialog({ account, allow, onMade, onClose }: RecoveryDialogProps) {
  return (
    <ConfirmDialog
      title={
        allow ? `Allow password recovery in ${account.AccountName}?` : `Make a new recovery link for ${account.AccountName}?`
      }
      confirmLabel={allow ? 'Allow password recovery' : 'Make a new link'}
      harmless
      action={recoverRootPassword}
      input={{ accountId: account.AccountId, allow }}
      onDone={onMade}
      onClose={onClose}
    >
      <p>
        You get a link to set a password for the root user, <Secret>{account.Email}</Secret>, who can do everything in the
        account. AWS sends the link to that address. Gatehouse sends no email, so you pass it on yourself.
      </p>
      <p>
        {allow
          ? 'The link works once, within one day.'
          : 'The new link works once, within one day. The previous link stops working.'}{' '}
        Runs in a root session with the policy <code className="font-mono text-sm">IAMCreateRootUserPassword</code>.
      </p>
    </ConfirmDialog>
  );
}

type RecoveryLinkDialogProps = { account: RootUser; link: RecoveryLink; onClose: () => void };

/** Renders the link that sets the password. It is shown only here. */
export function RecoveryLinkDialog({ account, link, onClose }: RecoveryLinkDialogProps) {
  const url = `${useConsoleUrl()}${paths.recoverRoot({ token: link.RecoveryToken })}`;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Recovery link for the root user of ${account.AccountName}`}
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <Alert kind="success" live>
        The root user <Secret>{account.Email}</Secret> can set a password with this link. The link is only shown now.
      </Alert>
      <CopyText text={url} what="recovery link" mono secret />
      <p className="text-ink-2">
        Works once, until <Time value={link.ExpiresAt} format="absolute" />. Anyone with the link can use it. Give it only to the
        person who is responsible for the root user.
      </p>
    </Dialog>
  );
}

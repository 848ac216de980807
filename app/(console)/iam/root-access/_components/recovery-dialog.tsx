'use client';

import { useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { CopyText } from '@/components/console/page/copy-text';
import { ErrorBox } from '@/components/console/page/error-box';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { paths } from '@/lib/console/paths';
import type { RecoveryLink } from '@/lib/console/recipes/root-access';
import { useOrigin } from '../../_components/secret';
import { recoverRootPassword } from '../actions';
import type { RootUser } from '../queries';

type RecoveryDialogProps = {
  account: RootUser;
  /** False where recovery is allowed already and only a new link is wanted. */
  allow: boolean;
  onClose: () => void;
};

/** Asks, and then shows the link that sets the password: it is nowhere else. */
export function RecoveryDialog({ account, allow, onClose }: RecoveryDialogProps) {
  const [link, setLink] = useState<RecoveryLink>();
  const operation = useOperation(recoverRootPassword, {
    handlesError: () => true,
    onSuccess: setLink,
  });
  const label = allow ? 'Allow password recovery' : 'Make a new link';
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      dismissible={!operation.running}
      title={
        link
          ? `Recovery link for the root user of ${account.AccountName}`
          : allow
            ? `Allow password recovery in ${account.AccountName}?`
            : `Make a new recovery link for ${account.AccountName}?`
      }
      footer={
        link ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button disabled={operation.running} onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={operation.running}
              onClick={() => void operation.run({ accountId: account.AccountId, allow })}
            >
              {label}
            </Button>
          </>
        )
      }
    >
      {link ? <Link link={link} email={account.Email} /> : <Question email={account.Email} allow={allow} />}
      {operation.error ? <ErrorBox error={operation.error} live /> : null}
    </Dialog>
  );
}

function Question({ email, allow }: { email: string; allow: boolean }) {
  return (
    <>
      <p>
        You get a link with which somebody sets a password for the root user, {email}, and can then do everything in the account.
        AWS sends it to that address; Gatehouse sends no mail, so you hand it over yourself.
      </p>
      <p>
        {allow
          ? 'The link is good for one password and for one day.'
          : 'The new link is good for one password and for one day; the one before stops working.'}{' '}
        Runs in a root session with the policy <code className="font-mono text-sm">IAMCreateRootUserPassword</code>.
      </p>
    </>
  );
}

function Link({ link, email }: { link: RecoveryLink; email: string }) {
  const url = `${useOrigin()}${paths.recoverRoot({ token: link.RecoveryToken })}`;
  return (
    <>
      <Alert kind="success" live>
        The root user {email} can set a password with this link. It is shown only now.
      </Alert>
      <CopyText text={url} what="recovery link" mono />
      <p className="text-ink-2">
        Good for one password, until <Time value={link.ExpiresAt} format="absolute" />. Who opens it needs no account of its own:
        give it to nobody but the person who is to use the root user.
      </p>
    </>
  );
}

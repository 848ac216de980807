'use client';

import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { plural } from '@/lib/core/text/plural';
import { deleteRootCredentials } from '../actions';
import type { RootUser } from '../queries';

type DeleteCredentialsDialogProps = { account: RootUser; onClose: () => void };

export function DeleteCredentialsDialog({ account, onClose }: DeleteCredentialsDialogProps) {
  return (
    <ConfirmDialog
      title={`Delete the root user credentials of ${account.AccountName}?`}
      typeToConfirm={account.AccountId}
      confirmLabel="Delete root user credentials"
      action={deleteRootCredentials}
      input={{ accountId: account.AccountId }}
      success={`The root user of ${account.AccountName} no longer has credentials.`}
      onClose={onClose}
    >
      <p>
        {whatGoes(account)} The root user is signed out, and nobody can sign in or make calls as the root user until you allow
        password recovery.
      </p>
      <p>
        Runs in a root session with the policy <code className="font-mono text-sm">IAMDeleteRootUserCredentials</code>.
      </p>
    </ConfirmDialog>
  );
}

/** Returns the effect as a sentence: "The password and 2 access keys are deleted, and 1 MFA device is deactivated." */
function whatGoes({ Credentials }: RootUser): string {
  if (!Credentials) return 'Its password and access keys are deleted, and its MFA devices are deactivated.';
  const { Password, AccessKeys, MfaDevices } = Credentials;
  const deleted = [
    ...(Password === 'None' ? [] : [Password === 'Present' ? 'its password' : 'the permission to recover its password']),
    ...(AccessKeys > 0 ? [plural(AccessKeys, 'access key')] : []),
  ];
  const many = deleted.length > 1 || AccessKeys > 1;
  const first = deleted.length > 0 ? `${deleted.join(' and ')} ${many ? 'are' : 'is'} deleted` : '';
  const second = MfaDevices > 0 ? `${plural(MfaDevices, 'MFA device')} ${MfaDevices === 1 ? 'is' : 'are'} deactivated` : '';
  const sentence = [first, second].filter(Boolean).join(', and ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

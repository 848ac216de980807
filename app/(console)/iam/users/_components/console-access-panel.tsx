'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { SignInUrl } from '@/app/(console)/_client/secrets/secret';
import { useOpenedByAddress } from '@/app/(console)/_client/use-opened-by-address';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue } from '@/components/console/page/key-value';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { deleteLoginProfile } from '../actions';
import { loginProfileQuery } from '../queries';

// Dialogs are loaded when they are opened.
const PasswordDialog = dynamic(() => import('./password-dialog').then((module) => module.PasswordDialog));

type ConsoleAccessPanelProps = { userName: string; account: string; passwordLastUsed: string | undefined };

/** Renders a user's console access and the buttons that manage its password. */
export function ConsoleAccessPanel({ userName, account, passwordLastUsed }: ConsoleAccessPanelProps) {
  const missing = useMissing();
  const profile = useRead(loginProfileQuery(userName));
  const [dialog, setDialog] = useState<'enable' | 'reset' | 'disable' | null>(null);
  const disabled = profile.error?.code === 'NoSuchEntity';
  const mayReset = profile.data !== undefined && missing('iam:UpdateLoginProfile') === undefined;
  useOpenedByAddress(['password'], () => setDialog('reset'), mayReset);
  return (
    <Panel
      title="Console sign-in"
      actions={
        disabled ? (
          <Button disabledReason={missing('iam:CreateLoginProfile')} onClick={() => setDialog('enable')}>
            Enable console access
          </Button>
        ) : profile.data ? (
          <>
            <Button disabledReason={missing('iam:DeleteLoginProfile')} onClick={() => setDialog('disable')}>
              Disable console access
            </Button>
            <Button disabledReason={missing('iam:UpdateLoginProfile')} onClick={() => setDialog('reset')}>
              Reset password
            </Button>
          </>
        ) : undefined
      }
    >
      {profile.error && !disabled ? (
        <ReadError read={profile} what="whether this user has console access" />
      ) : (
        <KeyValue
          columns={3}
          items={[
            { label: 'Console sign-in link', value: <SignInUrl account={account} /> },
            {
              label: 'Console password',
              value: disabled ? (
                <Status kind="inactive">Not enabled</Status>
              ) : profile.data ? (
                <span>
                  Enabled <Time value={profile.data.LoginProfile.CreateDate} />
                  {profile.data.LoginProfile.PasswordResetRequired ? ', to be changed at the next sign-in' : null}
                </span>
              ) : null,
            },
            { label: 'Last console sign-in', value: passwordLastUsed ? <Time value={passwordLastUsed} /> : 'Never' },
          ]}
        />
      )}
      {dialog === 'enable' || dialog === 'reset' ? (
        <PasswordDialog mode={dialog} userName={userName} account={account} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'disable' ? (
        <ConfirmDialog
          title={`Disable console access of ${userName}?`}
          confirmLabel="Disable access"
          action={deleteLoginProfile}
          input={{ UserName: userName }}
          success={`Console access of ${userName} was disabled.`}
          onClose={() => setDialog(null)}
        >
          The password is deleted and console sessions end. Access keys continue to work.
        </ConfirmDialog>
      ) : null}
    </Panel>
  );
}

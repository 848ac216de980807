'use client';

import { SecretDialog } from '@/app/(console)/_client/secrets/secret-dialog';
import { type Act, confirmation } from '@/components/console/kit/act';
import { formDialog } from '@/components/console/kit/form-dialog';
import { harmlessCell } from '@/lib/core/text/harmless-cell';
import { deleteStoreUser, disableStoreUser, enableStoreUser, resetStorePassword } from '../../store-actions';

/** A user that something is done to. */
export type StoreUserAt = { IdentityStoreId: string; UserId: string; UserName: string; Status: string };

const named = ({ IdentityStoreId, UserId }: StoreUserAt) => ({ IdentityStoreId, UserId });

export const deleteUserAct: Act<StoreUserAt> = {
  label: 'Delete',
  look: 'danger',
  apart: true,
  takes: 'identitystore:DeleteUser',
  opens: confirmation((user: StoreUserAt) => ({
    title: `Delete the user ${user.UserName}?`,
    typeToConfirm: user.UserName,
    confirmLabel: 'Delete user',
    action: deleteStoreUser,
    input: named(user),
    success: `The user ${user.UserName} was deleted.`,
    text: (
      <p>New sessions are refused at once. Assignments of the user stay and name nobody: remove them under Account access.</p>
    ),
  })),
};

export const disableUserAct: Act<StoreUserAt> = {
  label: 'Disable access',
  takes: 'sso-directory:DisableUser',
  shown: ({ Status }) => Status !== 'DISABLED',
  opens: confirmation((user: StoreUserAt) => ({
    title: `Disable the access of ${user.UserName}?`,
    confirmLabel: 'Disable access',
    action: disableStoreUser,
    input: named(user),
    success: `${user.UserName} can no longer sign in.`,
    text: <p>The user cannot sign in, and gets no new sessions in accounts. Sessions in accounts last until they expire.</p>,
  })),
};

export const enableUserAct: Act<StoreUserAt> = {
  label: 'Enable access',
  takes: 'sso-directory:EnableUser',
  shown: ({ Status }) => Status === 'DISABLED',
  runs: (user) => ({
    action: enableStoreUser,
    input: named(user),
    success: () => ({ text: `${user.UserName} can sign in again.` }),
  }),
};

export const resetPasswordAct: Act<StoreUserAt> = {
  label: 'Reset password',
  takes: 'sso-directory:UpdatePassword',
  opens: formDialog({
    title: ({ UserName }: StoreUserAt) => `Reset the password of ${UserName}`,
    description: 'Generates a one-time password. Share it with the user, who must change it.',
    action: resetStorePassword,
    submitLabel: 'Generate password',
    start: () => ({}),
    toInput: (_values: object, user) => ({ ...named(user), PasswordMode: 'OTP' as const }),
    fields: [],
    next: ({ Password }, user, close) =>
      Password === undefined ? null : <OneTimePassword userName={user.UserName} password={Password} onClose={close} />,
  }),
};

export const emailPasswordAct: Act<StoreUserAt> = {
  label: 'Email a password link',
  takes: 'sso-directory:UpdatePassword',
  runs: (user) => ({
    action: resetStorePassword,
    input: { ...named(user), PasswordMode: 'EMAIL' as const },
    success: () => ({
      text: `${user.UserName} gets an email with a link to set a password, valid for seven days. It is in the outbox.`,
    }),
  }),
};

type OneTimePasswordProps = { userName: string; password: string; onClose: () => void };

/** Renders a one-time password, once. */
export function OneTimePassword({ userName, password, onClose }: OneTimePasswordProps) {
  return (
    <SecretDialog
      title="One-time password"
      what="password"
      label="One-time password"
      secret={password}
      ifLost="If it is lost, reset the password again."
      items={[{ label: 'User name', value: userName }]}
      file={{ fileName: `${userName}-password.csv`, row: { 'User name': harmlessCell(userName), 'One-time password': password } }}
      onClose={onClose}
    />
  );
}

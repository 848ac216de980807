'use client';

import type { ComponentType } from 'react';
import { actOn, opened } from '@/components/console/kit/act';
import { type RowOf, rowsPanel } from '@/components/console/kit/rows-panel';
import { CopyText } from '@/components/console/page/copy-text';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import type { SmallColumn } from '@/components/console/table/small-table';
import { pluralOf } from '@/lib/core/text/plural';
import { credentialActs } from '../../_components/secrets/credential-menu';
import { deleteServiceSpecificCredential, updateServiceSpecificCredential } from '../actions';
import { type Credential, nameOf, serviceSpecificCredentialsQuery } from '../queries';
import type { CredentialService } from './services';

const credentialOf = ({ row, owner: UserName }: RowOf<Credential, string>) => ({
  name: nameOf(row),
  status: row.Status,
  id: { UserName, ServiceSpecificCredentialId: row.ServiceSpecificCredentialId },
});

const EXPIRES: SmallColumn<Credential> = {
  header: 'Expires',
  cell: ({ ExpirationDate }) => (ExpirationDate ? <Time value={ExpirationDate} /> : 'Never'),
};

/** Returns the panel of a user's credentials for one service. */
export function credentialPanel(service: CredentialService): ComponentType<{ owner: string }> {
  const { title, description, what, kind, name } = service;
  const [secret, nameWord] = kind === 'key' ? ['key', 'name'] : ['password', 'user name'];
  return rowsPanel({
    title,
    description,
    query: serviceSpecificCredentialsQuery,
    rowsOf: ({ ServiceSpecificCredentials }) => ServiceSpecificCredentials.filter(({ ServiceName }) => ServiceName === name),
    rowKey: ({ ServiceSpecificCredentialId }) => ServiceSpecificCredentialId,
    rowName: nameOf,
    columns: [
      {
        header: kind === 'key' ? 'Name' : 'User name',
        breaks: true,
        cell: (credential) => <CopyText text={nameOf(credential)} what={nameWord} mono />,
      },
      { header: 'Status', cell: ({ Status }) => <StatusIndicator state={Status} /> },
      { header: 'Created', cell: ({ CreateDate }) => <Time value={CreateDate} /> },
      ...(kind === 'key' ? [EXPIRES] : []),
    ],
    acts: [
      {
        label: kind === 'key' ? 'Replace key' : 'Reset password',
        opens: opened(() => import('./secret-dialogs').then((module) => module.resetDialog(service))),
      },
      ...credentialActs({
        what,
        update: updateServiceSpecificCredential,
        remove: deleteServiceSpecificCredential,
        effects: {
          deactivate: `sign-ins with this ${secret} will be denied from now on.`,
          delete: `sign-ins with this ${secret} will be denied. It cannot be restored.`,
        },
      }).map((act) => actOn(credentialOf, act)),
    ],
    create: {
      label: `Create ${what}`,
      fullLabel: `Create ${what}: ${title}`,
      takes: 'iam:CreateServiceSpecificCredential',
      opens: opened(() => import('./secret-dialogs').then((module) => module.createDialog(service))),
    },
    // AWS: quota of credentials per user and service. With two, each can be replaced without a gap.
    most: { count: 2, reason: 'The maximum is two. Delete one first.' },
    empty: (userName) => ({
      title: `No ${pluralOf(what)}`,
      description: `${userName} cannot sign in to this service with ${kind === 'key' ? 'a key' : 'a password'}.`,
    }),
  });
}

'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import type { Read } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListServiceSpecificCredentials } from '@/lib/iam/service-specific-credential/operations';
import { CredentialMenu } from '../../_components/credential-menu';
import { deleteServiceSpecificCredential, updateServiceSpecificCredential } from '../actions';
import type { Secret } from './secret-dialogs';
import type { CredentialService } from './services';

// Dialogs are loaded when they are opened.
const CreateCredentialDialog = dynamic(() => import('./secret-dialogs').then((module) => module.CreateCredentialDialog));
const CredentialSecretDialog = dynamic(() => import('./secret-dialogs').then((module) => module.CredentialSecretDialog));
const ResetCredentialDialog = dynamic(() => import('./secret-dialogs').then((module) => module.ResetCredentialDialog));

type Credentials = Json<OutputOf<typeof ListServiceSpecificCredentials>>;
type Credential = Credentials['ServiceSpecificCredentials'][number];
type Dialog = { what: 'create' } | { what: 'reset'; credential: Credential } | { what: 'secret'; secret: Secret };

/** AWS's quota of credentials per user and service. With two, each can be replaced without a gap. */
const MOST_CREDENTIALS = 2;

type CredentialPanelProps = { service: CredentialService; userName: string; credentials: Read<Credentials> };

/** Renders a user's credentials for one service. */
export function CredentialPanel({ service, userName, credentials }: CredentialPanelProps) {
  const missing = useMissing();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const show = (secret: Secret) => setDialog({ what: 'secret', secret });
  const own = credentials.data?.ServiceSpecificCredentials.filter(({ ServiceName }) => ServiceName === service.name);
  const { title, description, what, kind } = service;
  return (
    <TablePanel
      title={title}
      description={description}
      read={credentials}
      rows={own}
      rowKey={({ ServiceSpecificCredentialId }) => ServiceSpecificCredentialId}
      empty={{
        title: `No ${what}s`,
        description: `${userName} cannot sign in to this service with ${kind === 'key' ? 'a key' : 'a password'}.`,
      }}
      columns={columnsOf(service, userName, (credential) => setDialog({ what: 'reset', credential }))}
      actions={
        <Button
          aria-label={`Create ${what}: ${title}`}
          disabledReason={
            own && own.length >= MOST_CREDENTIALS
              ? 'Two are the most. Delete one first.'
              : missing('iam:CreateServiceSpecificCredential')
          }
          onClick={() => setDialog({ what: 'create' })}
        >
          Create {what}
        </Button>
      }
    >
      {dialog?.what === 'create' ? (
        <CreateCredentialDialog service={service} userName={userName} onCreated={show} onClose={close} />
      ) : null}
      {dialog?.what === 'reset' ? (
        <ResetCredentialDialog
          service={service}
          userName={userName}
          id={dialog.credential.ServiceSpecificCredentialId}
          name={nameOf(dialog.credential)}
          onReset={show}
          onClose={close}
        />
      ) : null}
      {dialog?.what === 'secret' ? (
        <CredentialSecretDialog service={service} userName={userName} secret={dialog.secret} onClose={close} />
      ) : null}
    </TablePanel>
  );
}

/** Returns the user name at the service, or the alias of a key. */
function nameOf({ ServiceUserName, ServiceCredentialAlias, ServiceSpecificCredentialId }: Credential): string {
  return ServiceUserName ?? ServiceCredentialAlias ?? ServiceSpecificCredentialId;
}

function columnsOf(
  { kind, what }: CredentialService,
  UserName: string,
  onReset: (credential: Credential) => void,
): SmallColumn<Credential>[] {
  const secret = kind === 'key' ? 'key' : 'password';
  const effects = {
    deactivate: `whoever signs in with this ${secret} will be refused from now on.`,
    delete: `whoever signs in with this ${secret} will be refused. It cannot be brought back.`,
  };
  const expires: SmallColumn<Credential> = {
    header: 'Expires',
    cell: ({ ExpirationDate }) => (ExpirationDate ? <Time value={ExpirationDate} /> : 'Never'),
  };
  return [
    {
      header: kind === 'key' ? 'Name' : 'User name',
      breaks: true,
      cell: (credential) => <CopyText text={nameOf(credential)} what={kind === 'key' ? 'name' : 'user name'} mono />,
    },
    { header: 'Status', cell: ({ Status }) => <StatusIndicator state={Status} /> },
    { header: 'Created', cell: ({ CreateDate }) => <Time value={CreateDate} /> },
    ...(kind === 'key' ? [expires] : []),
    {
      header: 'Actions',
      actions: true,
      cell: (credential) => (
        <CredentialMenu
          what={what}
          name={nameOf(credential)}
          status={credential.Status}
          id={{ UserName, ServiceSpecificCredentialId: credential.ServiceSpecificCredentialId }}
          update={updateServiceSpecificCredential}
          remove={deleteServiceSpecificCredential}
          effects={effects}
          entries={[{ label: kind === 'key' ? 'Replace key' : 'Reset password', onSelect: () => onReset(credential) }]}
        />
      ),
    },
  ];
}

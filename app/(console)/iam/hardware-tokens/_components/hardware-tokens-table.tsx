'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { deleteHardwareToken } from '../actions';
import { type HardwareToken, hardwareTokensQuery } from '../queries';

// Dialogs are loaded when they are opened.
const ImportTokenDialog = dynamic(() => import('./import-token-dialog').then((module) => module.ImportTokenDialog));

const serialOf = ({ SerialNumber }: HardwareToken) => SerialNumber;
const ownerOf = ({ AssignedTo, IsRoot }: HardwareToken) => (IsRoot ? 'The root user' : (AssignedTo ?? 'Nobody'));

const COLUMNS: readonly ColumnDefinition<HardwareToken>[] = [
  { id: 'serial', header: 'Serial number', rowHeader: true, value: serialOf, mono: true },
  { id: 'owner', header: 'Assigned to', value: ownerOf, cell: (token) => <Owner token={token} /> },
  {
    id: 'assigned',
    header: 'Assigned',
    value: ({ EnableDate }) => EnableDate ?? null,
    cell: ({ EnableDate }) => <Time value={EnableDate} />,
    width: 170,
  },
  {
    id: 'imported',
    header: 'Imported',
    value: ({ CreateDate }) => CreateDate,
    cell: ({ CreateDate }) => <Time value={CreateDate} />,
    width: 170,
  },
];

const FILTERS: readonly TableFilterProperty<HardwareToken>[] = [
  { key: 'serial', label: 'Serial number', value: serialOf },
  { key: 'owner', label: 'Assigned to', value: ownerOf },
];

function Owner({ token }: { token: HardwareToken }) {
  const { AssignedTo, IsRoot } = token;
  if (IsRoot) return 'The root user';
  return AssignedTo === undefined ? (
    'Nobody'
  ) : (
    <TextLink href={paths.user(AssignedTo, 'security-credentials')}>{AssignedTo}</TextLink>
  );
}

/** Renders the hardware tokens whose seeds were imported. AWS gets seeds from vendors; Gatehouse needs an import. */
export function HardwareTokensTable() {
  const missing = useMissing();
  const read = useRead(hardwareTokensQuery());
  const [dialog, setDialog] = useState<'import' | HardwareToken | null>(null);
  const close = () => setDialog(null);
  const button = (
    <Button disabledReason={missing('iam:CreateVirtualMFADevice')} onClick={() => setDialog('import')}>
      Import hardware token
    </Button>
  );
  return (
    <>
      <ResourceTable
        id="hardware-tokens"
        title="Hardware tokens"
        noun="hardware tokens"
        description="TOTP tokens that can be assigned as MFA devices by their serial number."
        info={<HelpLink />}
        columns={COLUMNS}
        filterProperties={FILTERS}
        defaultSort={{ column: 'serial', descending: false }}
        rows={read.data?.Tokens}
        rowId={serialOf}
        rowName={serialOf}
        selection="single"
        actions={([token]) => [
          {
            label: 'Delete',
            danger: true,
            disabledReason: !token
              ? 'Select a token'
              : token.EnableDate
                ? 'It is assigned: remove it from its user first'
                : missing('iam:DeleteVirtualMFADevice'),
            onSelect: () => setDialog(token ?? null),
          },
        ]}
        primary={{
          label: 'Import hardware token',
          onSelect: () => setDialog('import'),
          disabledReason: missing('iam:CreateVirtualMFADevice'),
        }}
        read={read}
        empty={{
          title: 'No hardware tokens',
          description: 'A token that is imported here can be assigned to a user, or to the root user, with two of its codes.',
          action: button,
        }}
      />
      {dialog === 'import' ? <ImportTokenDialog onClose={close} /> : null}
      {dialog !== null && dialog !== 'import' ? (
        <ConfirmDialog
          title={`Delete hardware token ${dialog.SerialNumber}?`}
          confirmLabel="Delete"
          action={deleteHardwareToken}
          input={{ SerialNumber: dialog.SerialNumber }}
          success={`Hardware token ${dialog.SerialNumber} was deleted.`}
          onClose={close}
        >
          Its seed goes with it. To be assigned, it has to be imported again.
        </ConfirmDialog>
      ) : null}
      <HelpPanel title="Hardware tokens">
        <h3>Seeds</h3>
        <p>AWS gets the seeds of tokens from their vendor. Here an administrator imports each with the seed that came with it.</p>
        <h3>Assigning one</h3>
        <p>Use the Security credentials tab of a user, or your own page. Enter the serial number and two codes in a row.</p>
        <h3>Who may do this</h3>
        <p>
          Anyone who may create, list and delete virtual MFA devices: <code>iam:CreateVirtualMFADevice</code>,{' '}
          <code>iam:ListVirtualMFADevices</code> and <code>iam:DeleteVirtualMFADevice</code>.
        </p>
      </HelpPanel>
    </>
  );
}

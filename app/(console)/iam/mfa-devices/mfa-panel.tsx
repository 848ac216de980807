'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { useMissing } from '@/app/(console)/_client/use-missing';
import { useRead } from '@/app/(console)/_client/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListMFADevices } from '@/lib/iam/mfa/operations';
import { policyName } from '../_components/boundary-section';
import { removeMfaDevice } from './actions';
import { mfaDevicesQuery } from './queries';

// What is not in sight at first comes when it is opened.
const AssignMfaDialog = dynamic(() => import('./_components/assign-mfa-dialog').then((module) => module.AssignMfaDialog));
const ResyncMfaDialog = dynamic(() => import('./_components/resync-mfa-dialog').then((module) => module.ResyncMfaDialog));

/** AWS: quota of MFA devices. */
const MOST_DEVICES = 8;

type Device = Json<OutputOf<typeof ListMFADevices>>['MFADevices'][number];
type Dialog = { what: 'assign' } | { what: 'resync' | 'remove'; serialNumber: string };

type MfaPanelProps = {
  /** Absent: the root user's own. */
  userName: string | undefined;
  owner: string;
};

/** The second factors of a user: asked for at each sign-in once there is one. */
export function MfaPanel({ userName, owner }: MfaPanelProps) {
  const missing = useMissing();
  const devices = useRead(mfaDevicesQuery(userName));
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const count = devices.data?.MFADevices.length;
  return (
    <TablePanel
      title="Multi-factor authentication (MFA)"
      label="MFA devices"
      description="A code from an authenticator app, beside the password, at each sign-in to the console. Policies can ask for it too."
      read={devices}
      what="MFA devices"
      rows={devices.data?.MFADevices}
      rowKey={({ SerialNumber }) => SerialNumber}
      empty={{ title: 'No MFA devices', description: 'A password that leaks is enough to sign in.' }}
      columns={columnsOf(setDialog)}
      actions={
        <Button
          disabledReason={count === MOST_DEVICES ? `${MOST_DEVICES} devices are the most` : missing('iam:EnableMFADevice')}
          onClick={() => setDialog({ what: 'assign' })}
        >
          Assign MFA device
        </Button>
      }
    >
      {dialog?.what === 'assign' ? <AssignMfaDialog userName={userName} owner={owner} onClose={close} /> : null}
      {dialog?.what === 'resync' ? (
        <ResyncMfaDialog userName={userName} serialNumber={dialog.serialNumber} onClose={close} />
      ) : null}
      {dialog?.what === 'remove' ? (
        <ConfirmDialog
          title="Remove this MFA device?"
          confirmLabel="Remove"
          action={removeMfaDevice}
          input={{ userName, serialNumber: dialog.serialNumber }}
          success={`The MFA device of ${owner} was removed.`}
          onClose={close}
        >
          {count === 1 ? `${owner} will sign in with the password alone.` : 'Its codes will no longer be accepted.'} What the app
          holds for it becomes useless.
        </ConfirmDialog>
      ) : null}
    </TablePanel>
  );
}

function columnsOf(open: (dialog: Dialog) => void): SmallColumn<Device>[] {
  return [
    { header: 'Type', cell: () => 'Authenticator app' },
    { header: 'Identifier', wide: true, cell: ({ SerialNumber }) => <CopyText text={SerialNumber} what="identifier" mono /> },
    { header: 'Assigned', cell: ({ EnableDate }) => <Time value={EnableDate} /> },
    {
      header: 'Actions',
      actions: true,
      cell: ({ SerialNumber: serialNumber }) => (
        <MenuButton
          label="Actions"
          size="sm"
          aria-label={`Actions of ${policyName(serialNumber)}`}
          entries={[
            { label: 'Resync', onSelect: () => open({ what: 'resync', serialNumber }) },
            { label: 'Remove', danger: true, onSelect: () => open({ what: 'remove', serialNumber }) },
          ]}
        />
      ),
    },
  ];
}

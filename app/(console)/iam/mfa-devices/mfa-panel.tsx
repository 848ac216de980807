'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useOpenedByAddress } from '@/app/(console)/_client/use-opened-by-address';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import { MFA_KINDS, type MfaKind, MOST_DEVICES } from '@/lib/iam/mfa/limits';
import type { ListMFADeviceOverviews } from '@/lib/iam/mfa/overview';
import { removeMfaDevice } from './actions';
import { mfaDevicesQuery } from './queries';

// Dialogs are loaded when they are opened.
const AssignMfaDialog = dynamic(() => import('./_components/assign-mfa-dialog').then((module) => module.AssignMfaDialog));
const ResyncMfaDialog = dynamic(() => import('./_components/resync-mfa-dialog').then((module) => module.ResyncMfaDialog));

type Device = Json<OutputOf<typeof ListMFADeviceOverviews>>['MFADevices'][number];
type Dialog = { what: 'assign' } | { what: 'resync' | 'remove'; device: Device };

type MfaPanelProps = {
  /** The name of the user; undefined for the root user. */
  userName: string | undefined;
  owner: string;
};

/** Renders the MFA devices of a user. With a device, each sign-in needs it. */
export function MfaPanel({ userName, owner }: MfaPanelProps) {
  const missing = useMissing();
  const devices = useRead(mfaDevicesQuery(userName));
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const count = devices.data?.MFADevices.length;
  const mayAssign = count !== undefined && count < MOST_DEVICES && missing('iam:EnableMFADevice') === undefined;
  useOpenedByAddress(['mfa', 'assign-mfa'], () => setDialog({ what: 'assign' }), mayAssign);
  return (
    <TablePanel
      title="Multi-factor authentication (MFA)"
      label="MFA devices"
      description="A passkey, security key or code that is required at each console sign-in, in addition to the password. Policies can require it too."
      read={devices}
      what="MFA devices"
      rows={devices.data?.MFADevices}
      rowKey={({ SerialNumber }) => SerialNumber}
      empty={{ title: 'No MFA devices', description: 'A leaked password is enough to sign in.' }}
      columns={columnsOf(setDialog)}
      actions={
        <Button
          disabledReason={count === MOST_DEVICES ? `${MOST_DEVICES} devices are the maximum` : missing('iam:EnableMFADevice')}
          onClick={() => setDialog({ what: 'assign' })}
        >
          Assign MFA device
        </Button>
      }
    >
      {dialog?.what === 'assign' ? <AssignMfaDialog userName={userName} owner={owner} onClose={close} /> : null}
      {dialog?.what === 'resync' ? (
        <ResyncMfaDialog userName={userName} serialNumber={dialog.device.SerialNumber} onClose={close} />
      ) : null}
      {dialog?.what === 'remove' ? (
        <ConfirmDialog
          title="Remove this MFA device?"
          confirmLabel="Remove"
          action={removeMfaDevice}
          input={{ userName, serialNumber: dialog.device.SerialNumber }}
          success={`The MFA device of ${owner} was removed.`}
          onClose={close}
        >
          {count === 1 ? `${owner} will sign in with only the password.` : 'It will no longer be accepted.'}{' '}
          {REMOVED[dialog.device.Kind]}
        </ConfirmDialog>
      ) : null}
    </TablePanel>
  );
}

const REMOVED: Readonly<Record<MfaKind, string>> = {
  fido: 'To use it again, you must register it again.',
  virtual: 'Its entry in the app no longer works.',
  hardware: 'You can then assign the token to someone else.',
};

function columnsOf(open: (dialog: Dialog) => void): SmallColumn<Device>[] {
  return [
    { header: 'Name', cell: ({ Name }) => Name },
    { header: 'Type', cell: ({ Kind }) => MFA_KINDS[Kind] },
    { header: 'Identifier', wide: true, cell: ({ SerialNumber }) => <CopyText text={SerialNumber} what="identifier" mono /> },
    { header: 'Created', cell: ({ EnableDate }) => <Time value={EnableDate} /> },
    { header: 'Last used', cell: ({ LastUsed }) => (LastUsed ? <Time value={LastUsed} /> : 'Not yet') },
    {
      header: 'Actions',
      actions: true,
      cell: (device) => (
        <MenuButton
          label="Actions"
          size="sm"
          aria-label={`Actions of ${device.Name}`}
          entries={[
            {
              label: 'Resync',
              disabledReason: device.Kind === 'fido' ? 'It shows no codes' : undefined,
              onSelect: () => open({ what: 'resync', device }),
            },
            { label: 'Remove', danger: true, onSelect: () => open({ what: 'remove', device }) },
          ]}
        />
      ),
    },
  ];
}

'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { useRead } from '@/app/(console)/_client/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Button } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { policyName } from '../_components/boundary-section';
import { AssignMfaDialog } from './_components/assign-mfa-dialog';
import { ResyncMfaDialog } from './_components/resync-mfa-dialog';
import { removeMfaDevice } from './actions';
import { mfaDevicesQuery } from './queries';

/** AWS: quota of MFA devices. */
const MOST_DEVICES = 8;

type Dialog = { what: 'assign' } | { what: 'resync' | 'remove'; serialNumber: string };

type MfaPanelProps = {
  /** Absent: the root user's own. */
  userName: string | undefined;
  owner: string;
};

/** The second factors of a user: asked for at each sign-in once there is one. */
export function MfaPanel({ userName, owner }: MfaPanelProps) {
  const devices = useRead(mfaDevicesQuery(userName));
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const count = devices.data?.MFADevices.length;
  return (
    <Panel
      title="Multi-factor authentication (MFA)"
      count={count}
      description="A code from an authenticator app, beside the password, at each sign-in to the console. Policies can ask for it too."
      flush={Boolean(devices.data)}
      actions={
        <Button
          disabledReason={count === MOST_DEVICES ? `${MOST_DEVICES} devices are the most` : undefined}
          onClick={() => setDialog({ what: 'assign' })}
        >
          Assign MFA device
        </Button>
      }
    >
      <ReadBox read={devices} what="MFA devices">
        {({ MFADevices }) =>
          MFADevices.length === 0 ? (
            <EmptyState title="No MFA devices" description="A password that leaks is enough to sign in." />
          ) : (
            <Table label="MFA devices">
              <TableHead>
                <TableRow>
                  <TableHeader>Type</TableHeader>
                  <TableHeader>Identifier</TableHeader>
                  <TableHeader>Assigned</TableHeader>
                  <TableHeader>
                    <span className="sr-only">Actions</span>
                  </TableHeader>
                </TableRow>
              </TableHead>
              <TableBody>
                {MFADevices.map(({ SerialNumber, EnableDate }) => (
                  <TableRow key={SerialNumber}>
                    <TableCell className="whitespace-nowrap">Authenticator app</TableCell>
                    <TableCell>
                      <CopyText text={SerialNumber} what="identifier" mono />
                    </TableCell>
                    <TableCell className="whitespace-nowrap">
                      <Time value={EnableDate} />
                    </TableCell>
                    <TableCell align="end">
                      <MenuButton
                        label="Actions"
                        size="sm"
                        aria-label={`Actions of ${policyName(SerialNumber)}`}
                        entries={[
                          { label: 'Resync', onSelect: () => setDialog({ what: 'resync', serialNumber: SerialNumber }) },
                          {
                            label: 'Remove',
                            danger: true,
                            onSelect: () => setDialog({ what: 'remove', serialNumber: SerialNumber }),
                          },
                        ]}
                      />
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          )
        }
      </ReadBox>
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
    </Panel>
  );
}

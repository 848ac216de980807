'use client';

import { type Act, confirmation, opened } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { listPage } from '@/components/console/kit/list-page';
import { HelpPanel } from '@/components/console/shell/help-panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { deleteHardwareToken } from '../actions';
import { type HardwareToken, hardwareTokensQuery } from '../queries';

const serialOf = ({ SerialNumber }: HardwareToken) => SerialNumber;
const ownerOf = ({ AssignedTo, IsRoot }: HardwareToken) => (IsRoot ? 'The root user' : (AssignedTo ?? 'Nobody'));

const importToken: Act<null> = {
  label: 'Import hardware token',
  takes: 'iam:CreateVirtualMFADevice',
  opens: opened(() => import('./import-token').then((module) => module.ImportToken)),
};

const deleteToken: Act<HardwareToken> = {
  label: 'Delete',
  look: 'danger',
  takes: 'iam:DeleteVirtualMFADevice',
  why: ({ EnableDate }) => EnableDate && 'It is assigned. Remove it from its user first',
  opens: confirmation(({ SerialNumber }: HardwareToken) => ({
    title: `Delete hardware token ${SerialNumber}?`,
    action: deleteHardwareToken,
    input: { SerialNumber },
    success: `Hardware token ${SerialNumber} was deleted.`,
    text: 'Its seed is deleted too. To assign it, you must import it again.',
  })),
};

const column = columnsOf<HardwareToken>();

/** The hardware tokens whose seeds were imported. AWS gets seeds from vendors; Gatehouse needs an import. */
export const HardwareTokens = listPage({
  id: 'hardware-tokens',
  title: 'Hardware tokens',
  one: 'token',
  many: 'hardware tokens',
  description: 'TOTP tokens that can be assigned as MFA devices by their serial number.',
  query: hardwareTokensQuery,
  rowsOf: ({ Tokens }) => Tokens,
  rowId: serialOf,
  columns: [
    column.text('serial', 'Serial number', serialOf, { mono: true, filter: true, rowHeader: true }),
    column.text('owner', 'Assigned to', ownerOf, {
      filter: true,
      shown: (owner, { AssignedTo, IsRoot }) =>
        IsRoot || AssignedTo === undefined ? (
          owner
        ) : (
          <TextLink href={paths.user(AssignedTo, 'security-credentials')}>{AssignedTo}</TextLink>
        ),
    }),
    column.time('assigned', 'Assigned', ({ EnableDate }) => EnableDate, { width: 170 }),
    column.time('imported', 'Imported', ({ CreateDate }) => CreateDate, { width: 170 }),
  ],
  sort: { column: 'serial', descending: false },
  acts: [deleteToken],
  create: importToken,
  empty: {
    description: 'After you import a token, you can assign it to a user or the root user with two of its codes.',
  },
  Help: HardwareTokensHelp,
});

function HardwareTokensHelp() {
  return (
    <HelpPanel title="Hardware tokens">
      <h3>Seeds</h3>
      <p>AWS gets the seeds of tokens from the vendor. In Gatehouse, an administrator imports each token with its seed.</p>
      <h3>Assigning one</h3>
      <p>Use the Security credentials tab of a user, or your own page. Enter the serial number and two codes in a row.</p>
      <h3>Required permissions</h3>
      <p>
        Permissions to create, list and delete virtual MFA devices: <code>iam:CreateVirtualMFADevice</code>,{' '}
        <code>iam:ListVirtualMFADevices</code> and <code>iam:DeleteVirtualMFADevice</code>.
      </p>
    </HelpPanel>
  );
}

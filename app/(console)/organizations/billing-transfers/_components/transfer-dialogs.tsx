'use client';

import { fieldProblem } from '@/components/console/form/field-problem';
import { formDialog } from '@/components/console/kit/form-dialog';
import type { RowOf } from '@/components/console/kit/rows-panel';
import { CreateAccountInput, DescribeAccountInput } from '@/lib/organizations/account/schema';
import { UpdateResponsibilityTransferInput } from '@/lib/organizations/responsibility-transfer/schema';
import type { BillingTransfer } from '../../queries';
import { inviteToTransfer, renameTransfer } from '../actions';

const { AccountId } = DescribeAccountInput.shape;
const { Email } = CreateAccountInput.shape;
const { Name: TransferName } = UpdateResponsibilityTransferInput.shape;
const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/;
const nameProblem = (text: string) => fieldProblem(TransferName, text);

function targetProblem(text: string): string | undefined {
  const isTarget = AccountId.safeParse(text).success || Email.safeParse(text).success;
  return isTarget ? undefined : 'Enter an account ID of 12 digits or an email address.';
}

/** Invites the management account of another organization. */
export const InviteDialog = formDialog({
  title: 'Send invitation',
  description: 'Your organization pays for the bill of the other organization once its management account accepts.',
  submitLabel: 'Send invitation',
  action: inviteToTransfer,
  start: (_owner: null) => ({ name: '', target: '', month: '', notes: '' }),
  members: { SourceName: 'name', 'Target.Id': 'target', StartTimestamp: 'month', Notes: 'notes' },
  toInput: ({ name, target, month, notes }) => ({
    Type: 'BILLING' as const,
    SourceName: name,
    Target: { Id: target, Type: AccountId.safeParse(target).success ? ('ACCOUNT' as const) : ('EMAIL' as const) },
    StartTimestamp: new Date(`${month}-01T00:00:00Z`),
    ...(notes && { Notes: notes }),
  }),
  done: () => ({ text: 'The invitation was sent.' }),
  fields: [
    { as: 'text', name: 'name', label: 'Name', hint: 'Only your organization sees it.', problem: nameProblem },
    {
      as: 'text',
      name: 'target',
      label: 'Management account',
      hint: 'Its account ID or the email address of its root user.',
      problem: targetProblem,
    },
    {
      as: 'text',
      name: 'month',
      label: 'First month',
      hint: 'For example 2027-03. The invitation must be accepted 24 hours before.',
      problem: (text) => (MONTH.test(text) ? undefined : 'Enter a month such as 2027-03.'),
    },
    { as: 'text', name: 'notes', label: 'Message', optional: true },
  ],
});

/** Renames a transfer. */
export const RenameDialog = formDialog({
  title: 'Rename billing transfer',
  submitLabel: 'Save changes',
  edits: true,
  action: renameTransfer,
  start: ({ row }: RowOf<BillingTransfer, null>) => ({ name: row.Name ?? '' }),
  members: { Name: 'name' },
  toInput: ({ name }, { row }) => ({ Id: row.Id, Name: name }),
  done: () => ({ text: 'The billing transfer was renamed.' }),
  fields: [{ as: 'text', name: 'name', label: 'Name', problem: nameProblem }],
});

'use client';

import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { paths } from '@/lib/console/paths';
import { BillPreview } from '../../_components/bill-preview';
import { monthWords } from '../../_components/months';
import { useBillPreview } from '../../_components/use-bill-preview';
import { updateBillingPreferences } from '../actions';
import { type Draft, inputOf } from './draft';

type SaveDialogProps = { draft: Draft; onClose: () => void };

/** Shows the impact of changed preferences on this month's estimate, and saves them. */
export function SaveDialog({ draft, onClose }: SaveDialogProps) {
  const input = inputOf(draft);
  const read = useBillPreview({ Changes: [{ Type: 'PREFERENCES', ...input }] });
  const operation = useOperation(updateBillingPreferences, {
    success: () => ({ text: 'The billing preferences were saved.', link: { label: 'View bill', href: paths.bills() } }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const waits = read.data === undefined && read.error === undefined;
  return (
    <FormDialog
      title="Save billing preferences?"
      size="xl"
      submitLabel="Save preferences"
      pending={operation.running}
      error={operation.error}
      disabledReason={waits ? 'Wait until the impact is calculated' : undefined}
      onSubmit={() => void operation.run(input)}
      onClose={onClose}
    >
      <p className="text-ink-2">
        {read.data ? `The estimate for ${monthWords(read.data.Month)} now uses them. ` : ''}
        The preferences on the last day of each month apply to that month. Issued months don't change.
      </p>
      <BillPreview read={read} />
    </FormDialog>
  );
}

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

/** Tells what changed preferences would make of this month's estimate, account by account, and saves them. */
export function SaveDialog({ draft, onClose }: SaveDialogProps) {
  const input = inputOf(draft);
  const read = useBillPreview({ Changes: [{ Type: 'PREFERENCES', ...input }] });
  const operation = useOperation(updateBillingPreferences, {
    success: () => ({ text: 'The billing preferences are saved.', link: { label: 'Open the bill', href: paths.bills() } }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const waits = read.data === undefined && read.error === undefined;
  return (
    <FormDialog
      title="Save the billing preferences?"
      size="xl"
      submitLabel="Save preferences"
      pending={operation.running}
      error={operation.error}
      disabledReason={waits ? 'Wait until it is known what this changes' : undefined}
      onSubmit={() => void operation.run(input)}
      onClose={onClose}
    >
      <p className="text-ink-2">
        {read.data ? `The estimate for ${monthWords(read.data.Month)} is worked out with them from now on. ` : ''}
        Every month whose last day is still to come is decided by the preferences in force then; issued months stay as they are.
      </p>
      <BillPreview read={read} />
    </FormDialog>
  );
}

'use client';

import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import type { OpenedProps } from '@/components/console/kit/act';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { rejectDelegationRequest, updateDelegationRequest } from '../actions';
import type { DelegationRequest } from '../queries';

type Props = OpenedProps<DelegationRequest>;

const problem = (text: string) => (text.length > 500 ? 'Write at most 500 characters.' : undefined);

/** Adds notes for the administrator who approves the request. */
export function ForwardDialog({ subject: { DelegationRequestId, Notes = '' }, onClose }: Props) {
  const { form, submission } = useOperationForm(updateDelegationRequest, {
    defaultValues: { notes: Notes },
    fields: { Notes: 'notes' },
    toInput: ({ notes }: { notes: string }) => ({ DelegationRequestId, Notes: notes }),
    success: () => ({ text: 'The request waits for approval.' }),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title="Forward for approval"
      description="The request waits until a principal with permission to approve it does so."
      submitLabel="Forward"
      {...submission}
      onClose={onClose}
    >
      <TextField form={form} name="notes" label="Notes" hint="At most 500 characters." problem={problem} />
    </FormDialog>
  );
}

/** Rejects a request, with a reason for its provider. */
export function RejectDialog({ subject: { DelegationRequestId }, onClose }: Props) {
  const { form, submission } = useOperationForm(rejectDelegationRequest, {
    defaultValues: { notes: '' },
    fields: { Notes: 'notes' },
    toInput: ({ notes }: { notes: string }) => ({ DelegationRequestId, ...(notes && { Notes: notes }) }),
    success: () => ({ text: 'The request was rejected.' }),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title="Reject this request?"
      description="A rejected request cannot be approved later."
      submitLabel="Reject"
      {...submission}
      onClose={onClose}
    >
      <TextField form={form} name="notes" label="Reason (optional)" hint="The product provider can read it." problem={problem} />
    </FormDialog>
  );
}

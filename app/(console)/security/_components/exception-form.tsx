'use client';

import type { ReactNode } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import {
  DEFAULT_EXCEPTION_DAYS,
  MAX_EXCEPTION_DAYS,
  MAX_REASON,
  MIN_REASON,
  MOST_CRITICAL_DAYS,
} from '@/lib/posture/findings/limits';
import { putFindingException } from '../actions';

type ExceptionFormProps = {
  title: string;
  description: string;
  submitLabel: string;
  /** The scope of the exception. Null until one is selected. */
  about: { FindingId?: string | undefined; CheckId?: string; TargetId?: string } | null;
  /** True for a critical finding, whose exceptions are short. */
  critical: boolean;
  reason?: string;
  success: string;
  onClose: () => void;
  /** Fields that select the scope. */
  children?: ReactNode;
};

/** A dialog that creates an exception for a limited time, with a reason. */
export function ExceptionForm({ about, critical, reason: given = '', success, children, ...dialog }: ExceptionFormProps) {
  const most = critical ? MOST_CRITICAL_DAYS : MAX_EXCEPTION_DAYS;
  const { form, submission } = useOperationForm(putFindingException, {
    defaultValues: { reason: given, days: String(Math.min(most, DEFAULT_EXCEPTION_DAYS)) },
    fields: { Reason: 'reason', Days: 'days' },
    toInput: ({ reason, days }: { reason: string; days: string }) => ({ ...about, Reason: reason, Days: Number(days) }),
    success: () => ({ text: success }),
    onSuccess: dialog.onClose,
  });
  return (
    <FormDialog {...dialog} {...submission} disabledReason={about ? undefined : 'Choose a scope'}>
      {children}
      <TextField
        form={form}
        name="reason"
        label="Reason"
        hint={`${MIN_REASON} to ${MAX_REASON} characters. It appears in the event history and in exports.`}
        rows={3}
        maxLength={MAX_REASON}
        problem={(text) => (text.trim().length < MIN_REASON ? `Enter a reason of at least ${MIN_REASON} characters.` : undefined)}
      />
      <TextField
        form={form}
        name="days"
        label="Duration (days)"
        hint={
          critical
            ? `At most ${MOST_CRITICAL_DAYS} for critical findings. After that, the finding counts again.`
            : `1 to ${most}. After that, the finding counts again.`
        }
        inputMode="numeric"
        className="w-24"
        problem={(text) =>
          /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most
            ? undefined
            : critical
              ? `An exception for a critical finding lasts at most ${MOST_CRITICAL_DAYS} days.`
              : `Enter 1 to ${most} days.`
        }
      />
    </FormDialog>
  );
}

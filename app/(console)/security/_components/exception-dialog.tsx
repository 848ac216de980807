'use client';

import { useState } from 'react';
import { useOperationForm } from '@/app/(console)/_client/use-operation-form';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { RadioGroup } from '@/components/ui/radio-group';
import { DEFAULT_EXCEPTION_DAYS, MAX_EXCEPTION_DAYS, MAX_REASON, MIN_REASON, MOST_CRITICAL_DAYS } from '@/lib/posture/limits';
import { putFindingException } from '../actions';
import type { Finding } from './finding-row';

/** Leaves a finding, or all that a check finds in the account, as it is for some time. */
export function ExceptionDialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const most = finding.Severity === 'critical' ? MOST_CRITICAL_DAYS : MAX_EXCEPTION_DAYS;
  const [whole, setWhole] = useState<'finding' | 'check'>('finding');
  const { form, submission } = useOperationForm(putFindingException, {
    defaultValues: { reason: '', days: String(Math.min(most, DEFAULT_EXCEPTION_DAYS)) },
    fields: { Reason: 'reason', Days: 'days' },
    toInput: ({ reason, days }: { reason: string; days: string }) => ({
      ...(whole === 'finding' ? { FindingId: finding.FindingId } : { CheckId: finding.Check.CheckId }),
      Reason: reason,
      Days: Number(days),
    }),
    success: () => ({ text: `Left as it is: ${finding.Title}.` }),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title="Make an exception"
      description={finding.Title}
      submitLabel="Make exception"
      onClose={onClose}
      {...submission}
    >
      <RadioGroup
        label="What is left as it is"
        value={whole}
        onValueChange={setWhole}
        options={[
          { value: 'finding', label: 'This finding' },
          { value: 'check', label: 'All that this check finds in this account', description: finding.Check.Title },
        ]}
      />
      <TextField
        form={form}
        name="reason"
        label="Reason"
        hint={`${MIN_REASON} to ${MAX_REASON} characters. It stands in the event history and in exports.`}
        rows={3}
        maxLength={MAX_REASON}
        problem={(text) => (text.trim().length < MIN_REASON ? `Say why in at least ${MIN_REASON} characters.` : undefined)}
      />
      <TextField
        form={form}
        name="days"
        label="Days"
        hint={
          most === MOST_CRITICAL_DAYS
            ? `At most ${MOST_CRITICAL_DAYS} for a critical finding.`
            : `1 to ${most}. It counts again afterwards.`
        }
        inputMode="numeric"
        className="w-24"
        problem={(text) =>
          /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most ? undefined : `Enter 1 to ${most} days.`
        }
      />
    </FormDialog>
  );
}

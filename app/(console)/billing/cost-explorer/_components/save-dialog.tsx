'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { useRouter } from '@/components/ui/navigation';
import type { CostView } from '@/lib/billing/cost-explorer/views/view';
import { paths } from '@/lib/console/paths';
import { createReport, updateReport } from '../actions';
import { type Report, reportsQuery } from '../queries';
import { addressOf } from './view-address';

const MOST_CHARACTERS = 50;

type SaveDialogProps = {
  view: CostView;
  /** The report to rename. Without it, a new one is created. */
  renamed?: Report;
  onClose: () => void;
};

/** Asks for the name of a saved view. */
export function SaveDialog({ view, renamed, onClose }: SaveDialogProps) {
  const firstName = renamed?.Name ?? '';
  const [name, setName] = useState(firstName);
  const router = useRouter();
  const invalidates = [reportsQuery().queryKey];
  const create = useOperation(createReport, {
    invalidates,
    handlesError: () => true,
    success: ({ Name }) => ({ text: `Report ${Name} was saved.` }),
    onSuccess: ({ Report: { ReportId } }) => {
      onClose();
      router.push(paths.costExplorer({ ...addressOf(view), report: ReportId }));
    },
  });
  const update = useOperation(updateReport, {
    invalidates,
    handlesError: () => true,
    success: ({ Name }) => ({ text: `The report was renamed to ${Name}.` }),
    onSuccess: onClose,
  });
  const { running, error } = renamed ? update : create;
  const Name = name.trim();
  const ofName = error?.member === 'Name';
  return (
    <FormDialog
      title={renamed ? 'Rename report' : 'Save as report'}
      description={
        renamed
          ? undefined
          : 'All users in this account who can view reports see it. Relative periods such as “Last 6 months” move with the date.'
      }
      submitLabel={renamed ? 'Rename' : 'Save'}
      pending={running}
      dirty={name !== firstName}
      error={ofName ? null : error}
      disabledReason={Name === '' ? 'A report needs a name' : undefined}
      onSubmit={() => void (renamed ? update.run({ ReportId: renamed.ReportId, Name }) : create.run({ Name, View: view }))}
      onClose={onClose}
      size="sm"
    >
      <Field label="Name" error={ofName ? error.message : undefined}>
        <Input value={name} maxLength={MOST_CHARACTERS} autoComplete="off" onValueChange={setName} />
      </Field>
    </FormDialog>
  );
}

'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { deleteResource } from '../actions';
import type { ResourceKindInfo } from './kinds/kind';

type DeleteResourceDialogProps = {
  kind: ResourceKindInfo;
  at: ResourceAt;
  /** The Region of the calls, if the ARN has none. */
  region?: string | undefined;
  goTo?: string;
  onDeleted?: () => void;
  onClose: () => void;
};

/** Renders a dialog that deletes a resource after its name is typed. Some kinds have another word for deleting. */
export function DeleteResourceDialog({ kind, at, region, goTo, onDeleted, onClose }: DeleteResourceDialogProps) {
  const { verb, title, text, waits, done } = kind.remove;
  const [days, setDays] = useState(waits?.to ?? 0);
  const choices = Array.from({ length: waits ? waits.to - waits.from + 1 : 0 }, (_, at) => String((waits?.from ?? 0) + at));
  return (
    <ConfirmDialog
      title={title(at.name)}
      typeToConfirm={at.name}
      confirmLabel={verb}
      action={deleteResource}
      input={{ region: at.region ?? region, input: { arn: at.arn, ...(waits && { days }) } }}
      success={done(at.name, days)}
      goTo={goTo}
      onDone={onDeleted}
      onClose={onClose}
    >
      <p>{text}</p>
      {waits ? (
        <Field label="Waiting period" className="mt-4">
          <Select
            options={choices.map((value) => ({ value, label: `${value} days` }))}
            value={String(days)}
            onValueChange={(value) => setDays(Number(value))}
          />
        </Field>
      ) : null}
    </ConfirmDialog>
  );
}

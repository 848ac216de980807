'use client';

import { useState } from 'react';
import type { Opened, OpenedProps } from '@/components/console/kit/act';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { deleteResource } from '../actions';
import type { AnyResourceKind } from './kinds/kind';

/** A resource to delete, and the Region of the calls if its ARN has none. */
export type ToDelete = { at: ResourceAt; region?: string };

/** Returns the dialog that deletes a resource of a kind after its name is typed. Some kinds have another word for deleting. */
export function deleteDialogOf(kind: AnyResourceKind): Opened<ToDelete> {
  return (props) => <DeleteResource kind={kind} {...props} />;
}

function DeleteResource({
  kind,
  subject: { at, region },
  goTo,
  onDone,
  onClose,
}: OpenedProps<ToDelete> & { kind: AnyResourceKind }) {
  const { one, remove } = kind;
  const { verb = 'Delete', title, text, waits, done } = remove;
  const [days, setDays] = useState(waits?.to ?? 0);
  const choices = Array.from({ length: waits ? waits.to - waits.from + 1 : 0 }, (_, at) => String((waits?.from ?? 0) + at));
  return (
    <ConfirmDialog
      title={title?.(at.name) ?? `${verb} ${one} ${at.name}?`}
      typeToConfirm={at.name}
      confirmLabel={verb}
      action={deleteResource}
      input={{ region: at.region ?? region, input: { arn: at.arn, ...(waits && { days }) } }}
      success={done?.(at.name, days) ?? `${one.charAt(0).toUpperCase()}${one.slice(1)} ${at.name} was deleted.`}
      goTo={goTo}
      onDone={() => onDone?.()}
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

'use client';

import { useId, useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';

const LONGEST_NAME = 128;

type MoveDialogProps = { count: number; groups: readonly string[]; onMove: (group: string) => void; onClose: () => void };

/** Moves accounts to an existing or new group. */
export function MoveDialog({ count, groups, onMove, onClose }: MoveDialogProps) {
  const [name, setName] = useState('');
  const list = useId();
  const given = name.trim();
  return (
    <FormDialog
      title={count === 1 ? 'Move account to group' : `Move ${count.toLocaleString('en')} accounts to group`}
      submitLabel="Move"
      disabledReason={given === '' ? 'Enter a group name' : undefined}
      onSubmit={() => {
        onMove(given);
        onClose();
      }}
      onClose={onClose}
    >
      <Field
        label="Group"
        hint={
          given === '' || groups.includes(given)
            ? 'An account can be in one group. It leaves its current group.'
            : 'No group has this name. A new group will be created.'
        }
      >
        <Input
          list={list}
          maxLength={LONGEST_NAME}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <datalist id={list}>
        {groups.map((group) => (
          <option key={group} value={group} />
        ))}
      </datalist>
    </FormDialog>
  );
}

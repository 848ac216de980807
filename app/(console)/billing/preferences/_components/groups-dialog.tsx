'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { Textarea } from '@/components/ui/field/textarea';
import type { BilledAccount } from '../queries';
import { type Draft, readAccounts, withGroup, withoutGroup } from './draft';

const NEW = '\n';
const LONGEST_NAME = 128;
const UNKNOWN_TOLD = 3;

type GroupsDialogProps = {
  draft: Draft;
  accounts: readonly BilledAccount[];
  payerId: string;
  onChange: (draft: Draft) => void;
  onClose: () => void;
};

/** Creates, renames, fills and removes groups by entering account IDs or names. */
export function GroupsDialog({ draft, accounts, payerId, onChange, onClose }: GroupsDialogProps) {
  const textOf = (group: string) =>
    accounts
      .filter(({ AccountId }) => draft.groupOf.get(AccountId) === group)
      .map(({ AccountId, Name }) => `${AccountId} ${Name.replaceAll(/[,;]/g, ' ')}`)
      .join('\n');
  const begins = draft.groups[0] ?? NEW;
  const [chosen, setChosen] = useState(begins);
  const [name, setName] = useState(begins === NEW ? '' : begins);
  const [text, setText] = useState(() => textOf(begins));
  const choose = (group: string) => {
    setChosen(group);
    setName(group === NEW ? '' : group);
    setText(group === NEW ? '' : textOf(group));
  };
  const before = chosen === NEW ? null : chosen;
  const given = name.trim();
  const { ids, unknown } = readAccounts(text, accounts);
  const isTaken = given !== before && draft.groups.includes(given);
  const pays = ids.includes(payerId);
  const wrong = unknown.length > 0 || pays;
  return (
    <FormDialog
      title="Edit groups"
      size="lg"
      description="Accounts of a group share discounts with each other first, or only with each other."
      submitLabel="Apply"
      disabledReason={given === '' ? 'Enter a group name' : isTaken || wrong ? 'Correct the marked fields' : undefined}
      onSubmit={() => {
        onChange(withGroup(draft, before, given, ids));
        onClose();
      }}
      onClose={onClose}
    >
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Group">
          <Select
            className="w-72 max-w-full"
            value={chosen}
            onValueChange={choose}
            options={[...draft.groups.map((group) => ({ value: group, label: group })), { value: NEW, label: 'New group' }]}
          />
        </Field>
        {before === null ? null : (
          <Button
            variant="danger"
            onClick={() => {
              onChange(withoutGroup(draft, before));
              onClose();
            }}
          >
            Remove group
          </Button>
        )}
      </div>
      <Field label="Name" error={isTaken ? 'A group with this name already exists.' : undefined}>
        <Input
          maxLength={LONGEST_NAME}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <Field
        label="Accounts"
        description="One account ID or name per line. An account in another group moves to this one."
        hint={ids.length === 1 ? 'One account.' : `${ids.length.toLocaleString('en')} accounts.`}
        error={
          pays
            ? "The paying account can't be in a group."
            : unknown.length > 0
              ? `No account is called ${unknown.slice(0, UNKNOWN_TOLD).join(', ')}${unknown.length > UNKNOWN_TOLD ? `, and ${unknown.length - UNKNOWN_TOLD} more` : ''}.`
              : undefined
        }
      >
        <Textarea mono rows={10} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </Field>
    </FormDialog>
  );
}

'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Checkbox } from '../../ui/field/checkbox';
import { RadioGroup } from '../../ui/field/radio-group';
import type { PageSize, TablePreferences } from './table-preferences';

type ColumnChoice = { id: string; header: string; fixed: boolean };

type TablePreferencesDialogProps = {
  columns: readonly ColumnChoice[];
  preferences: TablePreferences;
  defaults: TablePreferences;
  pageSizes: readonly PageSize[];
  onSave: (next: TablePreferences) => void;
  onClose: () => void;
};

/** Renders the dialog with a table's preferences. Mount it only while it is open. */
export function TablePreferencesDialog(props: TablePreferencesDialogProps) {
  const { columns, preferences, defaults, pageSizes, onSave, onClose } = props;
  const [draft, setDraft] = useState(preferences);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Preferences"
      size="lg"
      footer={
        <>
          <Button variant="link" className="mr-auto" onClick={() => setDraft(defaults)}>
            Restore defaults
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            onClick={() => {
              onSave(draft);
              onClose();
            }}
          >
            Confirm
          </Button>
        </>
      }
    >
      <PreferencesForm columns={columns} pageSizes={pageSizes} draft={draft} onChange={setDraft} />
    </Dialog>
  );
}

type ColumnListProps = {
  columns: readonly ColumnChoice[];
  draft: TablePreferences;
  onChange: (draft: TablePreferences) => void;
};

type PreferencesFormProps = ColumnListProps & { pageSizes: readonly PageSize[] };

function PreferencesForm({ columns, pageSizes, draft, onChange }: PreferencesFormProps) {
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <div className="space-y-5">
        <RadioGroup
          label="Page size"
          value={String(draft.pageSize)}
          onValueChange={(next) =>
            onChange({ ...draft, pageSize: pageSizes.find((size) => String(size) === next) ?? draft.pageSize })
          }
          options={pageSizes.map((size) => ({
            value: String(size),
            label: size === 'all' ? 'All on one page' : `${size} rows`,
          }))}
        />
        <RadioGroup
          label="Density"
          value={draft.density}
          onValueChange={(density) => onChange({ ...draft, density })}
          options={[
            { value: 'comfortable', label: 'Comfortable' },
            { value: 'compact', label: 'Compact' },
          ]}
        />
        <Checkbox
          label="Wrap lines"
          description="Shows long values in full, on several lines."
          checked={draft.wrapLines}
          onCheckedChange={(wrapLines) => onChange({ ...draft, wrapLines })}
        />
      </div>
      <ColumnList columns={columns} draft={draft} onChange={onChange} />
    </div>
  );
}

function ColumnList({ columns, draft, onChange }: ColumnListProps) {
  const hidden = columns.filter(({ id }) => !draft.columns.includes(id));
  const shown = draft.columns.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  const move = (index: number, by: -1 | 1) => {
    const next = [...draft.columns];
    const [id] = next.splice(index, 1);
    if (id) next.splice(index + by, 0, id);
    onChange({ ...draft, columns: next });
  };
  const toggle = (id: string, on: boolean) =>
    onChange({ ...draft, columns: on ? [...draft.columns, id] : draft.columns.filter((each) => each !== id) });
  return (
    <fieldset>
      <legend className="font-medium">Columns</legend>
      <ul className="mt-1 divide-y divide-line">
        {[...shown, ...hidden].map((column, index) => (
          <li key={column.id} className="flex min-h-9 items-center justify-between gap-2">
            <Checkbox
              label={column.header}
              checked={draft.columns.includes(column.id)}
              disabled={column.fixed}
              onCheckedChange={(on) => toggle(column.id, on)}
            />
            {index < shown.length ? (
              <span className="flex">
                <IconButton
                  label={`Move ${column.header} up`}
                  size="sm"
                  tooltip={false}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <ArrowUp aria-hidden size={14} />
                </IconButton>
                <IconButton
                  label={`Move ${column.header} down`}
                  size="sm"
                  tooltip={false}
                  disabled={index === shown.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <ArrowDown aria-hidden size={14} />
                </IconButton>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

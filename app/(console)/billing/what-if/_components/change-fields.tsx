import type { ReactNode } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import type { BilledAccountAnswer } from '@/lib/billing/preferences/operations';
import type { Json } from '@/lib/console/result';
import { monthLater } from '../../_components/months';
import type { WhatIfChange } from './changes';

export type Account = Json<BilledAccountAnswer>;

export type ChangeDialogProps = {
  type: WhatIfChange['Type'];
  /** The change to edit. Undefined for a new one. */
  change: WhatIfChange | undefined;
  month: string;
  accounts: readonly Account[];
  payerId: string;
  onDone: (change: WhatIfChange) => void;
  onClose: () => void;
};

export type Of<Type extends WhatIfChange['Type']> = Extract<WhatIfChange, { Type: Type }>;

export type FormProps<Type extends WhatIfChange['Type']> = Omit<ChangeDialogProps, 'type' | 'change'> & {
  change: Of<Type> | undefined;
};

type FrameProps = { title: string; wrong: string | undefined; onSubmit: () => void; onClose: () => void; children: ReactNode };

/** The dialog around the fields of a change. */
export function Frame({ title, wrong, children, ...rest }: FrameProps) {
  return (
    <FormDialog
      title={title}
      description="This is an estimate. It changes nothing."
      submitLabel="Add change"
      disabledReason={wrong}
      {...rest}
    >
      {children}
    </FormDialog>
  );
}

type AccountFieldProps = {
  label: string;
  accounts: readonly Account[];
  value: string | null;
  onChange: (id: string | null) => void;
  hint?: string;
};

export function AccountField({ label, accounts, value, onChange, hint }: AccountFieldProps) {
  return (
    <Field label={label} hint={hint}>
      <Combobox
        options={accounts.map(({ AccountId, Name }) => ({ value: AccountId, label: `${Name} (${AccountId})` }))}
        value={value}
        onValueChange={onChange}
        placeholder="Enter a name or ID"
      />
    </Field>
  );
}

export function DayField({
  label,
  month,
  value,
  onChange,
}: {
  label: string;
  month: string;
  value: string;
  onChange: (day: string) => void;
}) {
  const end = new Date(Date.parse(`${monthLater(month, 1)}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return (
    <Field label={label} hint="From 00:00 UTC.">
      <Input
        type="date"
        className="w-44"
        min={`${month}-01`}
        max={end}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}

export const dayOf = (from: unknown, month: string) => (typeof from === 'string' ? from.slice(0, 10) : `${month}-01`);
export const isDay = (day: string) => /^2\d{3}-\d{2}-\d{2}$/.test(day);

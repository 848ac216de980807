import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import type { PaidAccounts } from '../use-paid-accounts';

type AccountFieldProps = { label?: string; paid: PaidAccounts | undefined; value: string; onChange: (id: string) => void };

/** Selects the owner among the paid accounts. */
export function AccountField({ label = 'Owner account', paid, value, onChange }: AccountFieldProps) {
  const options = (paid?.accounts ?? [{ id: value, name: 'This account' }]).map(({ id, name }) => ({
    value: id,
    label: `${name} (${id})`,
  }));
  return (
    <Field label={label} hint={paid?.leftOut}>
      <Select className="w-full" options={options} value={value} onValueChange={onChange} />
    </Field>
  );
}

/** Selects the start date. */
export function StartField({ value, onChange }: { value: string; onChange: (day: string) => void }) {
  return (
    <Field label="Starts on" hint="At midnight, UTC. Issued months don't change.">
      <Input type="date" className="w-44" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </Field>
  );
}

/** Returns a date as calls take it. */
export function instantOf(day: string): string {
  return `${day}T00:00:00Z`;
}

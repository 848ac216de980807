import { Field, type FieldProps } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';

type NumberFieldProps = Pick<FieldProps, 'label' | 'hint' | 'error'> & {
  /** The width of the control. */
  className: string;
  maxLength: number;
  isWhole?: boolean;
  value: string;
  onChange: (text: string) => void;
};

/** A number as text, so that no digit is lost. */
export function NumberField({ className, maxLength, isWhole = false, value, onChange, ...field }: NumberFieldProps) {
  return (
    <Field {...field}>
      <Input
        className={className}
        inputMode={isWhole ? 'numeric' : 'decimal'}
        autoComplete="off"
        maxLength={maxLength}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}

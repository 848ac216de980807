import { useId } from 'react';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';

type SuggestedFieldProps = {
  label: string;
  hint: string;
  value: string;
  suggestions: readonly string[];
  placeholder?: string;
  onChange: (value: string) => void;
};

/** A field for any name, with suggestions. */
export function SuggestedField({ label, hint, value, suggestions, placeholder, onChange }: SuggestedFieldProps) {
  const id = useId();
  return (
    <Field label={label} hint={hint}>
      <Input
        value={value}
        list={id}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        className="font-mono"
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={id}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
    </Field>
  );
}

import { REGIONS } from '@gatehouse/catalog/regions';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';

const OPTIONS = REGIONS.map(({ code, name }) => ({ value: code, label: code, description: name }));

/** Selects the Region of the request. Null leaves it to the answer, which shows it. */
export function RegionField({ value, onChange }: { value: string | null; onChange: (region: string | null) => void }) {
  return (
    <Field
      label="Region"
      optional
      hint="If empty, Gatehouse uses the Region of the resource, or one that the guardrails allow. The result shows the Region."
    >
      <Combobox options={OPTIONS} value={value} onValueChange={onChange} placeholder="Automatic" />
    </Field>
  );
}

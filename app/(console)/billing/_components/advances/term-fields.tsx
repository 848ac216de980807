import { Field } from '@/components/ui/field/field';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { plural } from '@/lib/core/text/plural';
import type { Payment } from './offers';

type Terms = { years: number; payment: Payment };

type TermFieldsProps<Of extends Terms> = {
  terms: readonly Of[];
  value: Terms;
  onChange: (terms: Terms) => void;
  /** Returns the price of the terms in words. */
  costOf: (terms: Of) => string;
};

/** Selects duration and payment option from the price list's offers. */
export function TermFields<Of extends Terms>({ terms, value, onChange, costOf }: TermFieldsProps<Of>) {
  const years = [...new Set(terms.map((each) => each.years))].sort();
  const payments = terms.filter((each) => each.years === value.years);
  return (
    <>
      {years.length > 1 ? (
        <Field label="Term" group>
          <SegmentedControl
            label="Term"
            segments={years.map((each) => ({ value: String(each), label: yearsWords(each) }))}
            value={String(value.years)}
            onValueChange={(next) => onChange({ ...value, years: Number(next) })}
          />
        </Field>
      ) : null}
      <RadioGroup
        label={years.length > 1 ? 'Payment' : `Payment, for ${yearsWords(value.years)}`}
        value={value.payment}
        onValueChange={(payment) => onChange({ ...value, payment })}
        options={payments.map((each) => ({ value: each.payment, label: each.payment, description: costOf(each) }))}
      />
    </>
  );
}

function yearsWords(years: number): string {
  return plural(years, 'year');
}

/** Returns the selected terms, or the first of the offered ones. */
export function chosenTerms<Of extends Terms>(terms: readonly Of[], { years, payment }: Terms): Of | undefined {
  return terms.find((each) => each.years === years && each.payment === payment) ?? terms[0];
}

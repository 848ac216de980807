'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import { paths } from '@/lib/console/paths';
import { BillPreview } from '../../_components/bill-preview';
import { monthLater, monthWords } from '../../_components/months';
import { useBillPreview } from '../../_components/use-bill-preview';
import { putPriceList } from '../../actions';
import { DifferencesTable } from './differences-table';
import type { PriceDifference } from './price-differences';

const ALWAYS = '2000-01';
const MONTHS_BEFORE = 12;

type SavePricesDialogProps = {
  text: string;
  current: string;
  differences: readonly PriceDifference[];
  onSaved: () => void;
  onClose: () => void;
};

/** Shows the impact of an edited price list on this month's bill, and saves it as a new version from a month on. */
export function SavePricesDialog({ text, current, differences, onSaved, onClose }: SavePricesDialogProps) {
  const [from, setFrom] = useState(current);
  const read = useBillPreview({ Month: current, Changes: [{ Type: 'PRICES', Document: text }] });
  const operation = useOperation(putPriceList, {
    success: (_, { Number: number, Name }) => ({ text: `Price list version ${number} was saved: ${Name}.` }),
    handlesError: () => true,
    onSuccess: onSaved,
    goTo: () => paths.priceList(),
  });
  const months = Array.from({ length: MONTHS_BEFORE + 2 }, (_, at) => monthLater(current, 1 - at));
  const waits = read.data === undefined && read.error === undefined;
  return (
    <FormDialog
      title="Save as new version?"
      size="xl"
      submitLabel="Save price list"
      pending={operation.running}
      error={operation.error}
      disabledReason={waits ? 'Wait until the impact is calculated' : undefined}
      onSubmit={() => void operation.run({ Document: text, Effective: from })}
      onClose={onClose}
    >
      <Field label="Effective from" hint="Issued bills don't change. Earlier versions stay in the history.">
        <Select
          className="w-72 max-w-full"
          value={from}
          onValueChange={setFrom}
          options={[
            ...months.map((month) => ({ value: month, label: monthWords(month) })),
            { value: ALWAYS, label: 'All months not issued' },
          ]}
        />
      </Field>
      <ExpandableSection title={differences.length === 1 ? 'One price differs' : `${differences.length} prices differ`}>
        <DifferencesTable label="Different prices" differences={differences} />
      </ExpandableSection>
      <p className="text-ink-2">
        {from > current
          ? `The bill for ${monthWords(current)} does not change. With these prices it would be:`
          : `Impact on the bill for ${monthWords(current)}:`}
      </p>
      <BillPreview read={read} />
    </FormDialog>
  );
}

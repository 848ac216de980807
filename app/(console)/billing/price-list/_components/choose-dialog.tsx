'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { Field } from '@/components/ui/field/field';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Select } from '@/components/ui/field/select';
import { TextLink } from '@/components/ui/text-link';
import type { ListPriceListVersions } from '@/lib/billing/price-list/operations';
import { paths } from '@/lib/console/paths';
import type { OutputOf } from '@/lib/core/operation';
import { monthLater, monthWords } from '../../_components/months';
import { putPriceList } from '../../actions';
import { billsQuery } from '../../queries';

type Preset = OutputOf<typeof ListPriceListVersions>['Presets'][number];

const ALWAYS = 'always';

/** Chooses an included price list, effective from a month. */
export function ChooseDialog({ presets, onClose }: { presets: readonly Preset[]; onClose: () => void }) {
  const [preset, setPreset] = useState(presets.find(({ InForce }) => !InForce)?.Preset ?? 'current');
  const [from, setFrom] = useState(ALWAYS);
  const current = useRead(billsQuery()).data?.CurrentMonth;
  const operation = useOperation(putPriceList, {
    success: (_, { Name }) => ({ text: `Bills that are not issued now use: ${Name}.` }),
    handlesError: () => true,
    onSuccess: onClose,
    goTo: () => paths.priceList(),
  });
  const months = current === undefined ? [] : Array.from({ length: 13 }, (_, at) => monthLater(current, 1 - at));
  return (
    <FormDialog
      title="Choose price list"
      submitLabel="Use prices"
      pending={operation.running}
      error={operation.error}
      onSubmit={() => void operation.run({ Preset: preset, ...(from !== ALWAYS && { Effective: from }) })}
      onClose={onClose}
    >
      <RadioGroup
        label="Price list"
        value={preset}
        onValueChange={setPreset}
        options={presets.map(({ Preset: value, Name, About, Effective }) => ({
          value,
          label: `${Name}, as of ${Effective}`,
          description: (
            <>
              {About}{' '}
              <TextLink inline external href={paths.priceList({ preset: value })}>
                View prices
              </TextLink>
            </>
          ),
        }))}
      />
      <Field label="Effective from" hint="Issued bills don't change.">
        <Select
          className="w-72"
          value={from}
          onValueChange={setFrom}
          options={[
            { value: ALWAYS, label: 'All months not issued' },
            ...months.map((month) => ({ value: month, label: monthWords(month) })),
          ]}
        />
      </Field>
    </FormDialog>
  );
}

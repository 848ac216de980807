'use client';

import { useEffect, useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Combobox, Multiselect } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import type { ViewFilter, ViewKey } from '@/lib/billing/cost-explorer/views/view';
import { categoryValuesQuery, dimensionValuesQuery, tagValuesQuery } from '../queries';
import { useKeys } from './use-keys';
import { keyText } from './view-address';
import { keyWords, valueWords } from './view-words';

type Period = { Start: string; End: string };
type FilterDialogProps = {
  /** The period for suggested values. */
  period: Period;
  managesOrganization: boolean;
  /** The filter to edit. Without it, a new one is created. */
  filter: ViewFilter | undefined;
  onFilter: (filter: ViewFilter) => void;
  onClose: () => void;
};

/** Includes or excludes lines by one property. */
export function FilterDialog({ period, managesOrganization, filter, onFilter, onClose }: FilterDialogProps) {
  const { keys, want } = useKeys(period, managesOrganization);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(want, []);
  const [key, setKey] = useState<ViewKey>(filter ?? { Type: 'DIMENSION', Key: 'SERVICE' });
  const [values, setValues] = useState<readonly string[]>(filter?.Values ?? []);
  const [exclude, setExclude] = useState(filter?.Exclude ?? false);
  const offered = useValues(period, key);
  const all = keys.some((each) => keyText(each) === keyText(key)) ? keys : [...keys, key];
  return (
    <FormDialog
      title={filter ? 'Edit filter' : 'Add filter'}
      submitLabel="Apply"
      disabledReason={values.length === 0 ? 'Select at least one value' : undefined}
      onSubmit={() => onFilter({ Type: key.Type, Key: key.Key, Values: [...values], Exclude: exclude })}
      onClose={onClose}
    >
      <Field label="Filter by">
        <Combobox
          required
          value={keyText(key)}
          options={all.map((each) => ({ value: keyText(each), label: keyWords(each) }))}
          onValueChange={(text) => {
            const chosen = all.find((each) => keyText(each) === text);
            if (!chosen) return;
            setKey(chosen);
            setValues([]);
          }}
        />
      </Field>
      <Field label="Lines with" group>
        <SegmentedControl
          label="Lines with"
          value={exclude ? 'exclude' : 'include'}
          onValueChange={(next) => setExclude(next === 'exclude')}
          segments={[
            { value: 'include', label: 'one of these values' },
            { value: 'exclude', label: 'none of these values' },
          ]}
        />
      </Field>
      <Field label="Values" hint="Values with costs in the selected period.">
        <Multiselect
          value={values}
          options={offered.options}
          emptyText={offered.pending ? 'Reading…' : 'No matches'}
          onValueChange={setValues}
        />
      </Field>
      <ReadError read={offered} what="the values" />
    </FormDialog>
  );
}

/** Returns the values of a key in a period, with their names. */
function useValues(period: Period, key: ViewKey) {
  const { Type, Key } = key;
  const dimensions = useRead({ ...dimensionValuesQuery(period, key), enabled: Type === 'DIMENSION' });
  const tags = useRead({ ...tagValuesQuery(period, Key), enabled: Type === 'TAG' });
  const categories = useRead({ ...categoryValuesQuery(period, Key), enabled: Type === 'COST_CATEGORY' });
  const { error, pending, refetch } = { DIMENSION: dimensions, TAG: tags, COST_CATEGORY: categories }[Type];
  const named = (dimensions.data?.DimensionValues ?? []).map(({ Value, Attributes }) => ({
    value: Value,
    name: Attributes.description,
  }));
  const inCategory = categories.data && 'CostCategoryValues' in categories.data ? categories.data.CostCategoryValues : undefined;
  const plain = (Type === 'TAG' ? tags.data?.Tags : inCategory) ?? [];
  const found = Type === 'DIMENSION' ? named : plain.map((value) => ({ value, name: undefined }));
  const options = found.map(({ value, name }) => {
    const label = valueWords(key, value, name);
    return { value, label: name ? `${label} (${value})` : label };
  });
  return { options, error, pending, refetch };
}

'use client';

import type { FilterProperty, FilterQuery } from '@/lib/core/list/filter-query';
import { Select } from '../../ui/field/select';
import { choiceOf, withChoice } from './value-choice';

/** The option for no choice, which is no property's value. */
const ANY = '*';

type ValueFilterProps = { property: FilterProperty; query: FilterQuery; onQueryChange: (query: FilterQuery) => void };

/** Renders the values of one property as a choice beside the search box. The choice becomes a token of the filter. */
export function ValueFilter({ property, query, onQueryChange }: ValueFilterProps) {
  const options = (property.values ?? []).map((value) => ({ value, label: value }));
  return (
    <Select
      aria-label={property.label}
      value={choiceOf(query, property.key) ?? ANY}
      onValueChange={(value) => onQueryChange(withChoice(query, property.key, value === ANY ? null : value))}
      options={[{ value: ANY, label: `${property.label}: any` }, ...options]}
      className="w-52"
    />
  );
}

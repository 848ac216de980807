'use client';

import type { FilterProperty, FilterQuery } from '@/lib/core/list/filter-query';
import { Select } from '../../ui/select';
import { choiceOf, withChoice } from './value-choice';

/** Stands for no choice: no property has such a value. */
const ANY = '*';

type ValueFilterProps = { property: FilterProperty; query: FilterQuery; onQueryChange: (query: FilterQuery) => void };

/** The values of one property to choose from, in sight beside the search box. What is chosen is a token of the filter like any other. */
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

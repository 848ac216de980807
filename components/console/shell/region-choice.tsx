'use client';

import { Combobox } from '../../ui/combobox';
import { Field } from '../../ui/field';
import type { RegionMenuProps } from './region-menu';

/** The Regions by code and name, found by typing. */
export function RegionChoice({ region, regions, onRegion }: RegionMenuProps) {
  return (
    <Field
      label="Region"
      hint="Event history, the troubleshooter and STS are asked in this Region. IAM and Organizations are global."
    >
      <Combobox
        options={regions.map(({ code, name }) => ({ value: code, label: code, description: name }))}
        value={region}
        required
        onValueChange={(chosen) => {
          if (chosen !== null) onRegion(chosen);
        }}
      />
    </Field>
  );
}

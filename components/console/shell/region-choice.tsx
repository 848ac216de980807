'use client';

import { COMMERCIAL_REGIONS } from '@gatehouse/catalog/regions';
import { Combobox } from '../../ui/field/combobox';
import { Field } from '../../ui/field/field';

export type RegionChoiceProps = {
  region: string;
  onRegion: (region: string) => void;
};

/** Renders a searchable list of Regions, by code and name. */
export function RegionChoice({ region, onRegion }: RegionChoiceProps) {
  return (
    <Field label="Region" hint="The event history, the troubleshooter and STS use this Region. IAM and Organizations are global.">
      <Combobox
        options={COMMERCIAL_REGIONS.map(({ code, name }) => ({ value: code, label: code, description: name }))}
        value={region}
        required
        onValueChange={(chosen) => {
          if (chosen !== null) onRegion(chosen);
        }}
      />
    </Field>
  );
}

'use client';

import { Globe } from 'lucide-react';
import type { Region } from '@/lib/catalog/regions';
import { Button } from '../../ui/button';
import { Combobox } from '../../ui/combobox';
import { Field } from '../../ui/field';
import { Popover } from '../../ui/popover';

export type RegionMenuProps = {
  region: string;
  regions: readonly Region[];
  onRegion: (region: string) => void;
};

/** In which Region services are asked that are in Regions: named in the bar, and chosen there. */
export function RegionMenu({ region, regions, onRegion }: RegionMenuProps) {
  return (
    <Popover
      align="end"
      aria-label="Region"
      className="w-80"
      trigger={
        <Button variant="ghost" aria-label={`Region: ${region}`} className="h-8 gap-1.5 px-2">
          <Globe aria-hidden size={16} />
          <span className="font-mono font-normal text-xs max-lg:sr-only">{region}</span>
        </Button>
      }
    >
      {(close) => (
        <Field
          label="Region"
          hint="Event history, the troubleshooter and STS are asked in this Region. IAM and Organizations are global."
        >
          <Combobox
            options={regions.map(({ code, name }) => ({ value: code, label: code, description: name }))}
            value={region}
            required
            onValueChange={(chosen) => {
              if (chosen === null) return;
              close();
              onRegion(chosen);
            }}
          />
        </Field>
      )}
    </Popover>
  );
}

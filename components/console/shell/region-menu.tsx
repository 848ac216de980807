'use client';

import { Globe } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Button } from '../../ui/button';
import { Popover } from '../../ui/popover';
import type { RegionChoiceProps } from './region-choice';

// Every page has the menu, but it is rarely opened.
const RegionChoice = dynamic(() => import('./region-choice').then((module) => module.RegionChoice));

/** Renders the menu in the top bar that shows and changes the Region for Regional services. */
export function RegionMenu({ region, onRegion }: RegionChoiceProps) {
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
        <RegionChoice
          region={region}
          onRegion={(chosen) => {
            close();
            onRegion(chosen);
          }}
        />
      )}
    </Popover>
  );
}

'use client';

import dynamic from 'next/dynamic';
import type { PolicyChange } from '@/lib/access/policy-preview/schema';

const BrokenTests = dynamic(() => import('./broken-tests').then((module) => module.BrokenTests));
const WhatChanges = dynamic(() => import('./what-changes').then((module) => module.WhatChanges));

type ChangeEffectProps = {
  /** The change as it would be made now; null while there is none, or none that could be made. */
  change: PolicyChange | null;
  /** What is said while there is none. */
  waiting: string;
};

/** What a change of a policy would do before it is made: which access tests it breaks, and who gains and who loses what. */
export function ChangeEffect({ change, waiting }: ChangeEffectProps) {
  return (
    <div className="space-y-4">
      <BrokenTests change={change} />
      <WhatChanges change={change} waiting={waiting} />
    </div>
  );
}

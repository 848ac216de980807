'use client';

import dynamic from 'next/dynamic';
import type { PolicyChange } from '@/lib/access/policy-preview/schema';

const BrokenTests = dynamic(() => import('./broken-tests').then((module) => module.BrokenTests));
const WhatChanges = dynamic(() => import('./what-changes').then((module) => module.WhatChanges));

type ChangeEffectProps = {
  /** The change as it would be made now. Null if there is none or it is invalid. */
  change: PolicyChange | null;
  /** The text shown while there is no change. */
  waiting?: string;
};

/** Shows the impact of a policy change before it is made: broken access tests, and gained and lost access. */
export function ChangeEffect({ change, waiting }: ChangeEffectProps) {
  return (
    <div className="space-y-4">
      <BrokenTests change={change} />
      <WhatChanges change={change} waiting={waiting} />
    </div>
  );
}

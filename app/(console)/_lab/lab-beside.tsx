'use client';

import dynamic from 'next/dynamic';
import type { LabPanel as Panel } from './lab-panel';

// Most pages belong to no scenario and load nothing of it.
const LabPanel = dynamic(() => import('./lab-panel').then((module) => module.LabPanel), { ssr: false });

export function LabBeside(props: Parameters<typeof Panel>[0]) {
  return <LabPanel {...props} />;
}

'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui/skeleton';

// They are loaded apart from the pages of SCPs and RCPs at the same addresses, because they contain the syntax of all types.

export const CreateDeclarativePage = dynamic(
  () => import('./create-declarative-page').then((module) => module.CreateDeclarativePage),
  { loading: () => <Skeleton className="h-96" /> },
);
export const EditDeclarativePage = dynamic(() => import('./edit-declarative-page').then((module) => module.EditDeclarativePage), {
  loading: () => <Skeleton className="h-96" />,
});

'use client';

import { lazy, Suspense } from 'react';
import type { FailedPageProps } from './_client/failed-page';

// Loaded on demand, because every page includes this file.
const FailedPage = lazy(() => import('./_client/failed-page').then((module) => ({ default: module.FailedPage })));

/** Replaces a page that failed unexpectedly. */
export default function PageFailed(props: FailedPageProps) {
  return (
    <Suspense>
      <FailedPage {...props} />
    </Suspense>
  );
}

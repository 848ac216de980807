'use client';

import { lazy, Suspense } from 'react';
import type { FailedPageProps } from './_client/failed-page';

// Every page loads this file, and almost none of them fails.
const FailedPage = lazy(() => import('./_client/failed-page').then((module) => ({ default: module.FailedPage })));

/** In place of a page that failed unexpectedly. */
export default function PageFailed(props: FailedPageProps) {
  return (
    <Suspense>
      <FailedPage {...props} />
    </Suspense>
  );
}

'use client';

import type { ComponentProps } from 'react';
import PageFailed from './(console)/error';

/** Shown if not even the console's frame could be rendered, for example without its database. */
export default function FrameFailed(props: ComponentProps<typeof PageFailed>) {
  return (
    <main className="mx-auto w-full max-w-xl px-4 py-10">
      <PageFailed {...props} />
    </main>
  );
}

'use client';

import type { ComponentProps } from 'react';
import PageFailed from './(console)/error';

/** Where not even the frame of the console could be made, as without its database. */
export default function FrameFailed(props: ComponentProps<typeof PageFailed>) {
  return (
    <main className="mx-auto w-full max-w-xl px-4 py-10">
      <PageFailed {...props} />
    </main>
  );
}

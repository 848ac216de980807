import type { Metadata } from 'next';
import { ConsoleProviders } from '@/components/console/shell/console-providers';
import { Gallery } from './_components/gallery';

export const metadata: Metadata = { title: 'Components' };

/** In development only: next.config.ts makes pages of `page.dev.tsx` there and nowhere else. */
export default function ComponentsPage() {
  return (
    <ConsoleProviders>
      <Gallery />
    </ConsoleProviders>
  );
}

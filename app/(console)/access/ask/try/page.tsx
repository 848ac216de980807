import type { Metadata } from 'next';
import { callerQuery } from '@/app/(console)/organizations/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { TryItPage } from './_components/try-it-page';
import { sessionQuery } from './queries';

export const metadata: Metadata = { title: 'Try it' };

export default function Page() {
  return (
    <Prefetch queries={[callerQuery(), sessionQuery()]}>
      <TryItPage />
    </Prefetch>
  );
}

import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { PolicyChecksPage } from './_components/policy-checks-page';

export const metadata: Metadata = { title: 'Policy checks' };

export default function Page() {
  return (
    <Prefetch queries={[]}>
      <PolicyChecksPage />
    </Prefetch>
  );
}

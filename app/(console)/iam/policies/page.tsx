import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { PoliciesTable } from './_components/policies-table';

export const metadata: Metadata = { title: 'Policies' };

// The list is read by the browser: AWS's own 1,594 policies would be in every page otherwise.
export default function PoliciesPage() {
  return (
    <Prefetch queries={[]}>
      <PoliciesTable />
    </Prefetch>
  );
}

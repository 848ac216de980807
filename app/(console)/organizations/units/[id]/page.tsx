import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { callerQuery, organizationQuery, policyOverviewsQuery, treeQuery } from '../../queries';
import { UnitDetails } from '../_components/unit-details';

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: 'Organizational unit' };

export default async function Page({ params }: Props) {
  const { id } = await params;
  return (
    <Prefetch queries={[callerQuery(), organizationQuery(), treeQuery(), policyOverviewsQuery()]}>
      <UnitDetails id={id} />
    </Prefetch>
  );
}

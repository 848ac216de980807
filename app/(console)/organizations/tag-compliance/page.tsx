import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { callerQuery, organizationQuery } from '../queries';
import { TagCompliance } from './_components/tag-compliance';
import { tagComplianceQuery } from './queries';

export const metadata: Metadata = { title: 'Tag compliance' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireSession();
  const { reach } = await searchParams;
  const input = await readListInput(searchParams);
  const shown = reach === 'account' || reach === 'organization' ? [tagComplianceQuery(reach)(input)] : [];
  return (
    <Prefetch queries={[callerQuery(), organizationQuery(), ...shown]}>
      <TagCompliance />
    </Prefetch>
  );
}

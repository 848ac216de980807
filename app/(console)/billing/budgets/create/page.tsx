import type { Metadata } from 'next';
import { organizationQuery } from '@/app/(console)/organizations/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { consoleNow, requireSession } from '@/lib/console/request';
import { billingReader } from '../../_components/billing-reader';
import { readBudgetFilters } from '../../_components/budget-filters';
import { lastYear } from '../queries';
import { CreateBudgetPage } from './_components/create-budget-page';

export const metadata: Metadata = { title: 'Create budget' };

type Query = { searchParams: Promise<{ unit?: string | string[]; filters?: string | string[] }> };

export default async function Page({ searchParams }: Query) {
  const session = await requireSession();
  const { unit, filters } = await searchParams;
  const time = lastYear(await consoleNow());
  const chosen = typeof unit === 'string' && /^(ou|r)-[0-9a-z-]{4,66}$/.test(unit) ? unit : null;
  return (
    <Prefetch queries={[organizationQuery()]}>
      <CreateBudgetPage reader={billingReader(session)} unit={chosen} filters={readBudgetFilters(filters) ?? null} time={time} />
    </Prefetch>
  );
}

import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { EventDetails } from '../_components/event-details';
import { eventQuery } from '../queries';

export const metadata: Metadata = { title: 'Event' };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ account?: string | string[] }> };

export default async function EventPage({ params, searchParams }: Props) {
  const id = decodeURIComponent((await params).id);
  const { account } = await searchParams;
  const own = (await requireSession()).account.id;
  const of = typeof account === 'string' && account !== own ? account : undefined;
  return (
    <Prefetch queries={[eventQuery(id, of)]}>
      <EventDetails id={id} account={of} />
    </Prefetch>
  );
}

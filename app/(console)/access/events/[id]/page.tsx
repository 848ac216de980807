import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { EventDetails } from '../_components/event-details';
import { eventQuery } from '../queries';

export const metadata: Metadata = { title: 'Event' };

export default async function EventPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Prefetch queries={[eventQuery(decodeURIComponent(id))]}>
      <EventDetails id={decodeURIComponent(id)} />
    </Prefetch>
  );
}

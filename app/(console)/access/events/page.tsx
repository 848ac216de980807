import type { Metadata } from 'next';
import { managesOrganization } from '@/lib/console/organization';
import { EventsTable } from './events-table';

export const metadata: Metadata = { title: 'Event history' };

export default async function EventsPage() {
  return <EventsTable manages={await managesOrganization()} />;
}

import type { Metadata } from 'next';
import { EventsTable } from './events-table';

export const metadata: Metadata = { title: 'Event history' };

export default function EventsPage() {
  return <EventsTable />;
}

import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { OutboxPage } from './_components/outbox-page';

export const metadata: Metadata = { title: 'Outbox' };

type Query = { searchParams: Promise<{ budget?: string | string[] }> };

export default async function Page({ searchParams }: Query) {
  const { budget } = await searchParams;
  return (
    <Prefetch queries={[]}>
      <OutboxPage budget={typeof budget === 'string' && budget !== '' ? budget : undefined} />
    </Prefetch>
  );
}

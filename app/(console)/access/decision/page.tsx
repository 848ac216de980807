import type { Metadata } from 'next';
import { authorizationQuery } from '@/app/(console)/access/events/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { DecisionPage } from './_components/decision-page';

export const metadata: Metadata = { title: 'Decision step by step' };

export default async function DecisionStepByStepPage({ searchParams }: { searchParams: Promise<{ id?: string }> }) {
  const { id } = await searchParams;
  return (
    <Prefetch queries={id ? [authorizationQuery(id)] : []}>
      <DecisionPage />
    </Prefetch>
  );
}

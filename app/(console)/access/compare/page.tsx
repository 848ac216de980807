import type { Metadata } from 'next';
import { subjectsQuery } from '@/app/(console)/access/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { ComparePage } from './_components/compare-page';
import { comparedQuery } from './queries';

export const metadata: Metadata = { title: 'Compare principals' };

export default async function Page({ searchParams }: { searchParams: Promise<{ left?: string; right?: string }> }) {
  const { left, right } = await searchParams;
  const compared = typeof left === 'string' && typeof right === 'string' ? [comparedQuery(left, right)] : [];
  return (
    <Prefetch queries={[subjectsQuery('', 'acting'), ...compared]}>
      <ComparePage />
    </Prefetch>
  );
}

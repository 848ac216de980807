import type { Metadata } from 'next';
import { subjectsQuery } from '@/app/(console)/access/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { ComparePage } from './_components/compare-page';
import { comparedQuery } from './queries';

export const metadata: Metadata = { title: 'Compare principals' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ left?: string; right?: string; resources?: string }>;
}) {
  const { left, right, resources } = await searchParams;
  const compared =
    typeof left === 'string' && typeof right === 'string' ? [comparedQuery(left, right, resources === 'true')] : [];
  return (
    <Prefetch queries={[subjectsQuery('', 'acting'), ...compared]}>
      <ComparePage />
    </Prefetch>
  );
}

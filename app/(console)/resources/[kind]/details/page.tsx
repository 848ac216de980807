import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { resourceAt } from '@/lib/console/resource-arn';
import { KINDS } from '../../_components/kinds';
import { ResourceDetails } from '../../_components/resource-details';

type Props = { params: Promise<{ kind: string }>; searchParams: Promise<{ arn?: string; tab?: string }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { arn = '' } = await searchParams;
  return { title: resourceAt(arn)?.name ?? 'Resource' };
}

export default async function ResourcePage({ params, searchParams }: Props) {
  const { arn = '' } = await searchParams;
  const at = resourceAt(arn);
  if (!at || at.kind !== (await params).kind) notFound();
  return (
    <Prefetch queries={[KINDS[at.kind].describe.query(at)]}>
      <ResourceDetails key={arn} arn={arn} />
    </Prefetch>
  );
}

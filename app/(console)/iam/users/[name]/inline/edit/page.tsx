import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { EditInlinePolicyPage } from '../../../../_components/inline-policy-page';
import { inlinePolicyQuery } from '../../../../queries';

export const metadata: Metadata = { title: 'Edit inline policy' };

type Props = { params: Promise<{ name: string }>; searchParams: Promise<{ policy?: string }> };

export default async function EditInlinePolicy({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).name);
  const { policy } = await searchParams;
  if (!policy) notFound();
  const entity = { kind: 'users', name } as const;
  return (
    <Prefetch queries={[inlinePolicyQuery(entity, policy)]}>
      <EditInlinePolicyPage entity={entity} policy={policy} />
    </Prefetch>
  );
}

import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { parseRegion } from '@/lib/console/region';
import { REGION_COOKIE } from '@/lib/console/region-cookie';
import { isResourceKind } from '@/lib/console/resource-arn';
import { CreateResource } from '../../_components/create-resource';
import { READS } from '../../_components/kinds/ahead';

type Props = { params: Promise<{ kind: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { kind } = await params;
  return { title: isResourceKind(kind) ? READS[kind].create : 'Resources' };
}

export default async function CreateResourcePage({ params }: Props) {
  const { kind } = await params;
  if (!isResourceKind(kind)) notFound();
  const region = parseRegion((await cookies()).get(REGION_COOKIE)?.value);
  return (
    <Prefetch queries={[]}>
      <CreateResource key={kind} id={kind} region={region} />
    </Prefetch>
  );
}

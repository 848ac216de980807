import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { parseRegion } from '@/lib/console/region';
import { REGION_COOKIE } from '@/lib/console/region-cookie';
import { createLabel, shownKind } from '@/lib/resources/kind-arns';
import { CreateResource } from '../../_components/create-resource';

type Props = { params: Promise<{ kind: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const kind = shownKind((await params).kind);
  return { title: kind ? createLabel(kind) : 'Resources' };
}

export default async function CreateResourcePage({ params }: Props) {
  const kind = shownKind((await params).kind);
  if (!kind) notFound();
  const region = parseRegion((await cookies()).get(REGION_COOKIE)?.value);
  return (
    <Prefetch queries={[]}>
      <CreateResource key={kind.id} id={kind.id} region={region} />
    </Prefetch>
  );
}

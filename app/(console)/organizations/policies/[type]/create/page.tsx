import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { declarativeTypeOf } from '../../../_components/declarative-types';
import { policyTypeOf } from '../../../_components/policy-types';
import { organizationQuery, policyTypeFactsQuery, rootsQuery } from '../../../queries';
import { CreatePolicyPage } from '../../_components/create-policy-page';
import { CreateDeclarativePage } from '../../_components/declarative-pages';

type Props = { params: Promise<{ type: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const segment = (await params).type;
  return { title: `Create ${(policyTypeOf(segment) ?? declarativeTypeOf(segment))?.noun ?? 'policy'}` };
}

export default async function Page({ params }: Props) {
  const segment = (await params).type;
  const type = policyTypeOf(segment);
  const declarative = declarativeTypeOf(segment);
  if (declarative) return <CreateDeclarativePage type={declarative} />;
  if (!type) notFound();
  return (
    <Prefetch queries={[organizationQuery(), policyTypeFactsQuery(), rootsQuery()]}>
      <CreatePolicyPage type={type} />
    </Prefetch>
  );
}

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { declarativeTypeOf } from '../../_components/declarative-types';
import { policyTypeOf } from '../../_components/policy-types';
import { organizationQuery, policiesQuery, policyTypeFactsQuery, rootsQuery } from '../../queries';
import { DeclarativeTypePage } from '../_components/declarative-type-page';
import { PoliciesTable } from '../_components/policies-table';

type Props = { params: Promise<{ type: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const segment = (await params).type;
  return { title: (policyTypeOf(segment) ?? declarativeTypeOf(segment))?.title };
}

export default async function Page({ params, searchParams }: Props) {
  const segment = (await params).type;
  const type = policyTypeOf(segment);
  const declarative = declarativeTypeOf(segment);
  const input = await readListInput(searchParams);
  if (declarative) {
    const { id } = declarative;
    const list = policiesQuery({ ...input, Types: [id] });
    return (
      <Prefetch queries={[organizationQuery(), rootsQuery(), policyTypeFactsQuery([id]), list]}>
        <DeclarativeTypePage type={declarative} />
      </Prefetch>
    );
  }
  if (!type) notFound();
  return (
    <Prefetch queries={[organizationQuery(), rootsQuery(), policiesQuery({ ...input, Types: [type.id] })]}>
      <PoliciesTable type={type} />
    </Prefetch>
  );
}

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { blankDocument } from '@/components/policy-editor/declarative/blank-document';
import { Prefetch } from '@/lib/console/prefetch';
import { type PolicyTypeFacts, policyTypeOf } from '../../../_components/policy-types';
import { branchQuery, organizationQuery, policyTypeFactsQuery, rootsQuery } from '../../../queries';
import { CreatePolicyPage } from '../../_components/create-policy-page';

type Props = { params: Promise<{ type: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Create ${policyTypeOf((await params).type)?.noun ?? 'policy'}` };
}

export default async function Page({ params }: Props) {
  const type = policyTypeOf((await params).type);
  if (!type) notFound();
  return (
    <Prefetch queries={[organizationQuery(), policyTypeFactsQuery([type.id]), rootsQuery(), branchQuery({ unitsOnly: true })]}>
      <CreatePolicyPage type={type} blank={blankOf(type)} />
    </Prefetch>
  );
}

/** Returns the document of a blank policy. It is made on the server, because it takes the syntax of the declarative types. */
function blankOf({ id, kind }: PolicyTypeFacts): string {
  if (kind === null) return blankDocument(id);
  const principal = kind === 'rcp' ? { Principal: '*' } : {};
  const statement = { Sid: 'Guardrail', Effect: 'Deny', ...principal, Action: ['s3:DeleteBucket'], Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}

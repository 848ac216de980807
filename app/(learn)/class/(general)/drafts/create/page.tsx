import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { requirePerson } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { CreateDraftForm } from './create-draft-form';

export const metadata: Metadata = { title: 'Write a scenario' };

export default async function CreateDraftPage() {
  await requirePerson();
  return (
    <>
      <PageHeader
        title="Write a scenario"
        breadcrumbs={[{ label: 'Scenarios', href: paths.classScenarios }]}
        description="Start from scratch: define the accounts, the people and the task. You then record the start and the solution in a preview, and Gatehouse proposes checks. To start from an existing scenario, copy one instead."
      />
      <CreateDraftForm />
    </>
  );
}

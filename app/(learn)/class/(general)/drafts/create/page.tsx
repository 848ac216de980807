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
        description="From nothing: accounts, who works in them, and what is to be done. What is there at the start, the solution and the checks follow from what you do in it. To begin with something, copy a scenario instead."
      />
      <CreateDraftForm />
    </>
  );
}

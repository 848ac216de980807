import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { requirePerson } from '@/lib/console/classroom';
import { CreateClassForm } from './create-class-form';

export const metadata: Metadata = { title: 'Create class' };

export default async function CreateClassPage() {
  await requirePerson();
  return (
    <>
      <PageHeader
        title="Create class"
        description="Students need no account and no email address. They join with a class code and their name."
      />
      <CreateClassForm />
    </>
  );
}

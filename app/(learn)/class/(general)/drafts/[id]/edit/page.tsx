import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { ButtonLink } from '@/components/ui/button';
import { ReadDraft } from '@/lib/classroom/pack/draft-operations';
import { GetTrial } from '@/lib/classroom/trial/operations';
import { readClassroom, requirePerson } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { DraftState } from '../../../scenarios/draft-state';
import { PublishButton } from '../draft-buttons';
import { DraftEditor } from './draft-editor';

export const metadata: Metadata = { title: 'Edit a scenario' };

export default async function EditDraftPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePerson();
  const { id } = await params;
  const draft = await readClassroom(ReadDraft, { draft: id }, 'person');
  const trial = await readClassroom(GetTrial, { draft: id }, 'person');
  const title = draft.title ?? 'Draft without a title';
  return (
    <>
      <PageHeader
        title={`Edit ${title}`}
        breadcrumbs={[
          { label: 'Scenarios', href: paths.classScenarios },
          { label: title, href: paths.classDraft(id) },
        ]}
        badge={<DraftState problems={draft.problems.length} isPublished={draft.isPublished} />}
        actions={
          <>
            <ButtonLink href={paths.classDraft(id)}>Back to draft</ButtonLink>
            <PublishButton draft={id} problems={draft.problems.length} isPublished={draft.isPublished} />
          </>
        }
      />
      <DraftEditor draft={draft} trial={trial} />
    </>
  );
}

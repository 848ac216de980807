import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { ButtonLink } from '@/components/ui/button';
import { ListDrafts } from '@/lib/classroom/pack/draft-operations';
import { ListScenarios } from '@/lib/classroom/pack/scenario-operations';
import { readClassroom, requirePerson } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { BrokenPanel } from './broken-panel';
import { DraftsPanel } from './drafts-panel';
import { ReloadButton } from './reload-button';
import { ScenariosPanel } from './scenarios-panel';
import { UploadButton } from './upload-button';

export const metadata: Metadata = { title: 'Scenarios' };

export default async function ScenariosPage() {
  const { role } = await requirePerson();
  const { scenarios, broken } = await readClassroom(ListScenarios, {}, 'person');
  const drafts = await readClassroom(ListDrafts, {}, 'person');
  return (
    <>
      <PageHeader
        title="Scenarios"
        count={scenarios.length}
        description="Find scenarios for your classes: the ones that come with Gatehouse, the ones of this installation, and the ones that you write or upload."
        actions={
          <>
            {role === 'operator' ? <ReloadButton /> : null}
            <UploadButton />
            <ButtonLink variant="primary" href={paths.createDraft}>
              Write scenario
            </ButtonLink>
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <DraftsPanel drafts={drafts} ofEverybody={role === 'operator'} />
        <BrokenPanel broken={broken} />
        <ScenariosPanel scenarios={scenarios} />
      </div>
    </>
  );
}

import type { Metadata } from 'next';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { Time } from '@/components/console/page/time';
import { ButtonLink, buttonClass } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { ReadDraft } from '@/lib/classroom/pack/draft-operations';
import { readClassroom, requirePerson } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { ProblemList } from '../../../../_client/problem-list';
import { DraftState, DraftTests } from '../../scenarios/draft-state';
import { UploadButton } from '../../scenarios/upload-button';
import { DeleteButton, PublishButton } from './draft-buttons';

export const metadata: Metadata = { title: 'Draft of a scenario' };

export default async function DraftPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePerson();
  const { id } = await params;
  const draft = await readClassroom(ReadDraft, { draft: id }, 'person');
  const title = draft.title ?? 'Draft without a title';
  const files = Object.entries(draft.files);
  return (
    <>
      <PageHeader
        title={title}
        breadcrumbs={[{ label: 'Scenarios', href: paths.classScenarios }]}
        badge={<DraftState problems={draft.problems.length} isPublished={draft.isPublished} />}
        description="This is a draft. Only you and operators see it until you publish it."
        actions={
          <>
            <DeleteButton draft={id} title={title} />
            <ButtonLink href={paths.editDraft(id)}>Edit draft</ButtonLink>
            <a href={paths.packDownload({ draft: id })} className={buttonClass('normal')} download>
              Download draft
            </a>
            <UploadButton draft={{ id, title }} />
            <PublishButton draft={id} problems={draft.problems.length} isPublished={draft.isPublished} />
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid gap-4">
          {draft.problems.length > 0 ? (
            <Panel
              flush
              title="Problems"
              count={draft.problems.length}
              description="Each problem with its file, line and column. Fix them all to test and publish the scenario."
            >
              <ProblemList problems={draft.problems} />
            </Panel>
          ) : (
            <Panel title="Its files">
              <p>No problems found. Some problems only appear when the scenario runs.</p>
            </Panel>
          )}
          {draft.tests && !draft.tests.passed ? (
            <Panel flush title="Failed tests" count={draft.tests.failures.length}>
              <ol className="divide-y divide-line">
                {draft.tests.failures.map((failure) => (
                  <li key={failure} className="break-words px-4 py-2">
                    {failure}
                  </li>
                ))}
              </ol>
            </Panel>
          ) : null}
        </div>
        <div className="grid gap-4">
          <Panel title="At a glance">
            <KeyValue
              columns={1}
              items={[
                { label: 'Id', value: draft.packId ? <span className="font-mono text-sm">{draft.packId}</span> : null },
                { label: 'Version', value: draft.version },
                { label: 'Tests', value: <DraftTests tests={draft.tests} /> },
                { label: 'Last changed', value: <Time value={draft.updatedAt} /> },
              ]}
            />
          </Panel>
          <Panel flush title="Files" count={files.length}>
            <ul className="divide-y divide-line">
              {files.map(([name, text]) => (
                <li key={name} className="flex justify-between gap-4 px-4 py-2">
                  <span className="min-w-0 break-all font-mono text-sm">{name}</span>
                  <span className="whitespace-nowrap text-ink-2 text-sm">
                    {text.length === 1 ? '1 character' : `${text.length.toLocaleString('en')} characters`}
                  </span>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      </div>
    </>
  );
}

import type { Metadata } from 'next';

import { levelText, topicTitle } from '@/app/(console)/learn/topics';
import { needsText } from '@/app/(learn)/_client/scenario-needs';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { ToldText, toldLine } from '@/components/console/page/told-text';
import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { GetScenario } from '@/lib/classroom/pack/scenario-operations';
import { readClassroom, requirePerson } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { NOT_TESTED } from '../../../../_client/scenario-origin';
import { CopyButton } from './copy-button';
import { VersionsPanel } from './versions-panel';

export const metadata: Metadata = { title: 'Scenario' };

const ORIGINS = { 'built-in': 'Comes with Gatehouse', folder: "From this installation's folder", published: 'Published here' };

export default async function ScenarioPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePerson();
  const { id } = await params;
  const scenario = await readClassroom(GetScenario, { scenario: decodeURIComponent(id) }, 'person');
  const { classes, classesOfOthers } = scenario;
  return (
    <>
      <PageHeader
        title={scenario.Title}
        breadcrumbs={[{ label: 'Scenarios', href: paths.classScenarios }]}
        badge={<Badge tone={scenario.origin === 'built-in' ? 'neutral' : 'accent'}>{ORIGINS[scenario.origin]}</Badge>}
        actions={
          <>
            <a
              href={paths.packDownload({ scenario: scenario.Id, version: scenario.Version })}
              className={buttonClass('normal')}
              download
            >
              Download pack
            </a>
            <CopyButton scenario={scenario.Id} version={scenario.Version} />
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid gap-4">
          <Panel title="Background">
            <ToldText text={scenario.Story} />
          </Panel>
          <Panel title="Task" count={scenario.StepTitles.length}>
            <ol className="list-decimal space-y-1 pl-5">
              {scenario.StepTitles.map((title) => (
                <li key={title}>{toldLine(title)}</li>
              ))}
            </ol>
          </Panel>
          {scenario.versions.some(({ publishedAt }) => publishedAt) ? (
            <VersionsPanel scenario={scenario.Id} versions={scenario.versions} />
          ) : null}
        </div>
        <div className="grid gap-4">
          <Panel title="At a glance">
            <KeyValue
              columns={1}
              items={[
                { label: 'Topics', value: scenario.Topics.map(topicTitle).join(', ') },
                { label: 'Level', value: `${scenario.Level} of 5, ${levelText(scenario.Level)}` },
                { label: 'Time', value: `${scenario.Minutes} minutes` },
                ...(scenario.Needs.length > 0
                  ? [{ label: 'Requirements', value: needsText(scenario.Needs).replace(/^needs /, '') }]
                  : []),
                { label: 'Id', value: <span className="font-mono text-sm">{scenario.Id}</span> },
                { label: 'Version', value: scenario.Version },
                { label: 'Mode', value: scenario.isGradable ? 'Practice or graded' : NOT_TESTED },
                ...(scenario.Translations.length > 0
                  ? [
                      {
                        label: 'Translations',
                        value: scenario.Translations.map(({ language, percent }) => `${language} ${percent} %`).join(', '),
                      },
                    ]
                  : []),
                ...(scenario.Credits.length > 0 ? [{ label: 'Credits', value: scenario.Credits.join('; ') }] : []),
              ]}
            />
          </Panel>
          <Panel title="Personas">
            <ul className="space-y-1">
              {scenario.Personas.map(({ Name, About }) => (
                <li key={Name}>
                  <strong>{Name}</strong>: {About}
                </li>
              ))}
            </ul>
          </Panel>
          <Panel flush title="Classes with this scenario" count={classes.length + classesOfOthers}>
            {classes.length > 0 ? (
              <Table label="Classes with this scenario">
                <TableHead>
                  <TableRow>
                    <TableHeader>Class</TableHeader>
                    <TableHeader>Version</TableHeader>
                    <TableHeader>Mode</TableHeader>
                  </TableRow>
                </TableHead>
                <TableBody>
                  {classes.map((one, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a class may have it twice in the same version
                    <TableRow key={at}>
                      <TableCell>
                        <TextLink href={paths.class(one.classId, 'assignments')}>{one.name}</TextLink>
                      </TableCell>
                      <TableCell>{one.version}</TableCell>
                      <TableCell>{one.mode === 'graded' ? 'Graded' : 'Practice'}</TableCell>
                    </TableRow>
                  ))}
                </TableBody>
              </Table>
            ) : null}
            {classesOfOthers > 0 || classes.length === 0 ? (
              <p className="px-4 py-3 text-ink-2">
                {classesOfOthers === 0
                  ? 'No class has this scenario yet. Add it on the Assignments page of a class.'
                  : `${classesOfOthers === 1 ? 'One class' : `${classesOfOthers} classes`} of other instructors use it too.`}
              </p>
            ) : null}
          </Panel>
        </div>
      </div>
    </>
  );
}

'use client';

import { needsText } from '@/app/(learn)/_client/scenario-needs';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { ToldText, toldLine } from '@/components/console/page/told-text';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';

import { scenarioQuery } from '../../queries';
import { levelText, topicTitle } from '../../topics';

/** Describes a scenario before it is started. */
export function ScenarioPage({ id }: { id: string }) {
  const read = useRead(scenarioQuery(id));
  const scenario = read.data?.Scenario;
  return (
    <>
      <PageHeader title={scenario?.Title ?? 'Scenario'} breadcrumbs={[{ label: 'Scenarios', href: paths.scenarios }]} />
      {read.error ? (
        <ReadError read={read} what="the scenario" />
      ) : scenario === undefined ? (
        <Skeleton className="h-64" />
      ) : (
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
                  { label: 'Version', value: scenario.Version },
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
          </div>
        </div>
      )}
    </>
  );
}

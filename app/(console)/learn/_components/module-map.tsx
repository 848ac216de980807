'use client';

import { Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Button, ButtonLink } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { scenariosQuery } from '../queries';
import { COURSE, type CourseTopic } from '../topics';
import { type Scenario, ScenarioFacts } from './scenario-facts';

/** The course as a list: each topic with its pages, scenarios and exercises. */
export function ModuleMap() {
  const read = useRead(scenariosQuery());
  const scenarios = read.data?.Scenarios;
  return (
    <div data-syllabus>
      <PageHeader
        title="Module map"
        description="See the topics of a cloud security course in teaching order: what to learn, the pages of this console that show it, and the scenarios that practice and test it. Print this page to use it as a syllabus."
        actions={
          <span className="flex gap-2 print:hidden">
            <ButtonLink href={paths.scenarios}>All scenarios</ButtonLink>
            <Button variant="primary" onClick={() => window.print()}>
              <Printer aria-hidden size={14} />
              Print syllabus
            </Button>
          </span>
        }
      />
      <ReadError read={read} what="the scenarios" />
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
        {COURSE.map((topic, index) => (
          <TopicRow
            key={topic.code}
            topic={topic}
            number={index + 1}
            scenarios={scenarios?.filter(({ Topics }) => Topics.includes(topic.code))}
          />
        ))}
      </ol>
    </div>
  );
}

type TopicRowProps = { topic: CourseTopic; number: number; scenarios: readonly Scenario[] | undefined };

function TopicRow({ topic, number, scenarios }: TopicRowProps) {
  const { title, understood, pages, exercises } = topic;
  return (
    <li className="grid break-inside-avoid grid-cols-1 gap-x-8 gap-y-4 px-4 py-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)_minmax(0,5fr)]">
      <div className="flex gap-3">
        <span aria-hidden className="w-7 shrink-0 text-right font-semibold text-accent text-xl tabular-nums">
          {number}
        </span>
        <div className="min-w-0">
          <h2 className="font-semibold text-lg">{title}</h2>
          <p className="mt-1 max-w-prose text-ink-2">{understood}</p>
        </div>
      </div>
      <Part title="Pages in the console">
        {pages.map(({ label, href }) => (
          <li key={href}>
            <TextLink href={href}>{label}</TextLink>
          </li>
        ))}
      </Part>
      <Part title="Practice and tests" none={scenarios?.length === 0 && exercises.length === 0}>
        {scenarios === undefined ? <Skeleton className="h-4 w-48" /> : null}
        {scenarios?.map((scenario) => (
          <li key={scenario.Id}>
            <TextLink inline href={paths.scenario(scenario.Id)}>
              {scenario.Title}
            </TextLink>{' '}
            <ScenarioFacts scenario={scenario} />
          </li>
        ))}
        {exercises.map(({ label, href }) => (
          <li key={href}>
            <TextLink inline href={href}>
              {label}
            </TextLink>{' '}
            <span className="text-ink-2">exercise</span>
          </li>
        ))}
      </Part>
    </li>
  );
}

function Part({ title, none = false, children }: { title: string; none?: boolean; children: ReactNode }) {
  if (none) return null;
  return (
    <div className="min-w-0 max-lg:pl-10">
      <h3 className="font-semibold text-ink-3 text-sm">{title}</h3>
      <ul className="mt-1 space-y-1">{children}</ul>
    </div>
  );
}

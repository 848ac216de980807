'use client';

import { useState } from 'react';
import { COURSE, topicTitle } from '@/app/(console)/learn/topics';
import { Badge } from '@/components/ui/badge';
import { Field } from '@/components/ui/field/field';
import { SearchInput } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { ClassroomOutput } from '@/lib/classroom/operation';
import type { ListScenarios } from '@/lib/classroom/pack/scenario-operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { originText } from '../../../_client/scenario-origin';

type Scenario = Json<ClassroomOutput<typeof ListScenarios>>['scenarios'][number];

const ALL = 'all';
const TOPICS = [{ value: ALL, label: 'All topics' }, ...COURSE.map(({ code, title }) => ({ value: String(code), label: title }))];
const ORIGINS = [
  { value: ALL, label: 'All sources' },
  { value: 'built-in', label: 'Included with Gatehouse' },
  { value: 'folder', label: 'From the folder' },
  { value: 'published', label: 'Published here' },
];

/** Lists the scenarios that can be assigned, with filters by topic, origin and title. */
export function ScenariosPanel({ scenarios }: { scenarios: readonly Scenario[] }) {
  const [topic, setTopic] = useState(ALL);
  const [origin, setOrigin] = useState(ALL);
  const [text, setText] = useState('');
  const words = text.trim().toLowerCase();
  const shown = scenarios.filter(
    (one) =>
      (topic === ALL || one.Topics.some((each) => each === topic)) &&
      (origin === ALL || one.origin === origin) &&
      `${one.Title} ${one.Id}`.toLowerCase().includes(words),
  );
  return (
    <Panel
      flush
      title="All scenarios"
      count={shown.length === scenarios.length ? shown.length : `${shown.length} of ${scenarios.length}`}
    >
      <div className="flex flex-wrap gap-x-4 gap-y-2 border-line border-b px-4 py-3">
        <Field label="Find scenarios" className="w-full sm:w-64">
          <SearchInput value={text} onChange={(event) => setText(event.currentTarget.value)} placeholder="Title or id" />
        </Field>
        <Field label="Topic" className="w-full sm:w-56">
          <Select options={TOPICS} value={topic} onValueChange={setTopic} />
        </Field>
        <Field label="Source" className="w-full sm:w-52">
          <Select options={ORIGINS} value={origin} onValueChange={setOrigin} />
        </Field>
      </div>
      <p role="status" className="sr-only">
        {plural(shown.length, 'scenario')}
      </p>
      {shown.length === 0 ? (
        <p className="p-4 text-ink-2">No scenario matches.</p>
      ) : (
        <Table label="Scenarios">
          <TableHead>
            <TableRow>
              <TableHeader>Scenario</TableHeader>
              <TableHeader>Topics</TableHeader>
              <TableHeader align="end">Level</TableHeader>
              <TableHeader align="end">Minutes</TableHeader>
              <TableHeader align="end">Steps</TableHeader>
              <TableHeader align="end">Version</TableHeader>
              <TableHeader>Mode</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {shown.map((one) => (
              <TableRow key={one.Id}>
                <TableCell className="min-w-56">
                  <TextLink href={paths.classScenario(one.Id)}>{one.Title}</TextLink>
                  {one.origin === 'built-in' ? null : <span className="block text-ink-2 text-sm">{originText(one)}</span>}
                </TableCell>
                <TableCell className="min-w-40 text-ink-2">{one.Topics.map(topicTitle).join(', ')}</TableCell>
                <TableCell align="end">{one.Level}</TableCell>
                <TableCell align="end">{one.Minutes}</TableCell>
                <TableCell align="end">{one.Steps}</TableCell>
                <TableCell align="end">{one.Version}</TableCell>
                <TableCell>
                  {one.isGradable ? <Badge tone="accent">Practice or graded</Badge> : <Badge>Practice only</Badge>}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}

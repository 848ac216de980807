'use client';

import { Hand } from 'lucide-react';
import { EmptyState } from '@/components/console/page/empty-state';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { GetProgress } from '@/lib/classroom/attempt/progress-operations';
import type { ClassroomOutput } from '@/lib/classroom/operation';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { useLive } from '../../../_client/use-live';

type Progress = Json<ClassroomOutput<typeof GetProgress>>;
type Cell = Progress['rows'][number]['cells'][number];

/** Every poll reads the whole class, so five seconds are enough. */
const EVERY_MS = 5_000;

/** A table of students by assignments, with the scores that count. */
export function ProgressTable({ classId, begin }: { classId: string; begin: Progress }) {
  const { data, isLost } = useLive(paths.classProgressData(classId), begin, 0, EVERY_MS);
  if (data.assignments.length === 0)
    return (
      <Panel>
        <EmptyState
          title="No assignments yet"
          description="Scores appear here when the class has an assignment."
          action={
            <ButtonLink variant="primary" href={paths.class(classId, 'assignments')}>
              Assignments
            </ButtonLink>
          }
        />
      </Panel>
    );
  return (
    <>
      {isLost ? (
        <Alert kind="warning" live className="mb-4">
          The server cannot be reached. This page may be out of date.
        </Alert>
      ) : null}
      <Panel flush title="Scores" count={data.rows.length}>
        <Table label="Students by assignments">
          <TableHead>
            <TableRow>
              <TableHeader>Student</TableHeader>
              {data.assignments.map(({ id, title, counts }) => (
                <TableHeader key={id}>
                  <TextLink href={paths.classAssignment(classId, id)}>{title}</TextLink>
                  <span className="block font-normal text-ink-3">{counts === 'best' ? 'best attempt' : 'last attempt'}</span>
                </TableHeader>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {data.rows.map(({ memberId, name, mark, group, cells }) => (
              <TableRow key={memberId}>
                <TableCell className="font-medium">
                  {mark === null ? name : `${name} (${mark})`}
                  {group ? <span className="block font-normal text-ink-3 text-xs">{group}</span> : null}
                </TableCell>
                {cells.map((cell, at) => (
                  <TableCell key={data.assignments[at]?.id}>
                    <Score cell={cell} />
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Panel>
    </>
  );
}

function Score({ cell }: { cell: Cell }) {
  if (!cell) return <span className="text-ink-3">not started</span>;
  const { points, of, handedInAt, attempts, number, asksForHelp } = cell;
  return (
    <>
      <span className="whitespace-nowrap font-semibold tabular-nums">
        {points} of {of}
      </span>
      <span className="block whitespace-nowrap text-ink-2 text-xs">
        {handedInAt ? 'handed in' : 'working'}
        {attempts > 1 ? `, attempt ${number} of ${attempts}` : null}
      </span>
      {asksForHelp ? (
        <span className="inline-flex items-center gap-1 font-semibold text-limit text-xs">
          <Hand aria-hidden size={14} /> asks for help
        </span>
      ) : null}
    </>
  );
}

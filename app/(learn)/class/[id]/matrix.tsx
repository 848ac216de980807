'use client';

import { Hand, Hourglass, Lock } from 'lucide-react';
import { useQueryState } from 'nuqs';
import { Fragment, type ReactNode, useState } from 'react';
import { CheckSign } from '@/app/(console)/_lab/check-sign';
import { EmptyState } from '@/components/console/page/empty-state';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { useLive } from '../../_client/use-live';
import type { Matrix, MatrixOfAssignment, Row } from './matrix-types';
import { Offers } from './offers';
import { StudentAside } from './student-aside';

type Step = MatrixOfAssignment['steps'][number];

const ORDERS = [
  { value: 'needs', label: 'Needs help first' },
  { value: 'name', label: 'By name' },
] as const;

type Need = 'help' | 'stuck' | null;
const needOf = ({ attempt }: Row): Need => (attempt?.help ? 'help' : attempt?.isStuck ? 'stuck' : null);

type Group = { title: string; note?: string; rows: readonly Row[] };

/** Sorts students who ask for help first, the oldest question at the top. */
function groupsOf(rows: readonly Row[]): Group[] {
  const asked = (row: Row) => row.attempt?.help?.at ?? '9';
  const needs = rows.filter((row) => needOf(row)).toSorted((a, b) => asked(a).localeCompare(asked(b)));
  const rest = rows.filter((row) => !needOf(row));
  const is = (row: Row, state: 'working' | 'done' | 'new') =>
    state === 'new' ? !row.attempt : row.attempt !== null && (row.attempt.handedInAt !== null) === (state === 'done');
  return [
    { title: 'Needs help', note: 'oldest request first', rows: needs },
    { title: 'Working', rows: rest.filter((row) => is(row, 'working')) },
    { title: 'Handed in', rows: rest.filter((row) => is(row, 'done')) },
    { title: 'Not started', rows: rest.filter((row) => is(row, 'new') && row.hasJoined) },
    { title: 'Not joined', rows: rest.filter((row) => is(row, 'new') && !row.hasJoined) },
  ].filter((group) => group.rows.length > 0);
}

type ClassMatrixProps = { classId: string; begin: Matrix; join: ReactNode };

/** Shows a summary of the class and the live progress of all students. */
export function ClassMatrix({ classId, begin, join }: ClassMatrixProps) {
  const [assignmentId, setAssignment] = useQueryState('assignment');
  const [order, setOrder] = useState<(typeof ORDERS)[number]['value']>('needs');
  const [chosen, setChosen] = useState<string | null>(null);
  const query = assignmentId === null ? '' : `?assignment=${encodeURIComponent(assignmentId)}`;
  const [version, setVersion] = useState(0);
  const { data, isLost } = useLive(`/api/class/${classId}/matrix${query}`, begin, version);
  const { assignment } = data;
  const rows = assignment?.rows ?? [];
  const selected = rows.find(({ memberId }) => memberId === chosen);
  const attempts = rows.flatMap(({ attempt }) => attempt ?? []);
  const passed = (step: Step) => attempts.filter(({ passedSteps }) => passedSteps.includes(step.id)).length;
  return (
    <>
      {isLost ? (
        <Alert kind="warning" live className="mb-4">
          The server cannot be reached. This page may be out of date.
        </Alert>
      ) : null}
      <section
        aria-label="The class at a glance"
        className="mb-4 flex flex-wrap rounded-lg border border-line bg-surface [&>*]:border-line [&>*]:border-r [&>*]:px-4 [&>*]:py-3 [&>*:last-child]:border-r-0"
      >
        <div className="max-sm:w-full">{join}</div>
        <Big number={data.joined} of={data.members} words="joined" />
        {assignment?.steps
          .filter(({ isOpen }) => isOpen)
          .slice(0, 4)
          .map((step, at) => (
            <Big key={step.id} number={passed(step)} of={data.joined} words={`passed step ${at + 1}`} tone="text-allow" />
          ))}
        {assignment ? (
          <>
            <Big
              number={rows.filter((row) => needOf(row) === 'help').length}
              words="asked for help"
              tone="text-limit"
              icon={<Hand aria-hidden size={20} />}
            />
            <Big
              number={rows.filter((row) => needOf(row) === 'stuck').length}
              words="stuck"
              tone="text-deny"
              icon={<Hourglass aria-hidden size={20} />}
            />
          </>
        ) : null}
      </section>
      {data.unlisted > 0 ? (
        <Alert kind="warning" className="mb-4">
          {plural(data.unlisted, 'student')} joined the class but {data.unlisted === 1 ? 'is' : 'are'} not on its list.{' '}
          <TextLink href={paths.class(classId, 'students')}>Review students</TextLink>
        </Alert>
      ) : null}
      <Offers classId={classId} offers={data.offers} onChange={() => setVersion((now) => now + 1)} />
      {assignment?.buildFailure ? (
        <Alert kind="error" title="Students can't start this assignment" className="mb-4">
          Creating the accounts for attempts failed. {assignment.buildFailure}
        </Alert>
      ) : null}
      {assignment === null ? (
        <Panel>
          <EmptyState
            title="No assignments yet"
            description="Add a scenario for the class. Each student works through it in their own accounts, and this page shows their progress."
            action={
              <ButtonLink variant="primary" href={paths.class(classId, 'assignments')}>
                Assignments
              </ButtonLink>
            }
          />
        </Panel>
      ) : (
        <div className={classNames('grid items-start gap-4', selected && 'xl:grid-cols-[minmax(0,1fr)_22rem]')}>
          <Panel
            flush
            title={assignment.title}
            description={
              <>
                {assignment.openSteps} of {plural(assignment.steps.length, 'step')} released, about{' '}
                {plural(assignment.minutes, 'minute')}.
                {assignment.dueAt ? (
                  <>
                    {' '}
                    Due <Time value={assignment.dueAt} format="absolute" />.
                  </>
                ) : null}
              </>
            }
            actions={
              <>
                {data.assignments.length > 1 ? (
                  <label className="flex items-center gap-2 text-sm">
                    Assignment
                    <select
                      value={assignment.id}
                      onChange={(event) => void setAssignment(event.currentTarget.value)}
                      className="h-8 max-w-60 rounded-md border border-line-control bg-surface px-2"
                    >
                      {data.assignments.map(({ id, title }) => (
                        <option key={id} value={id}>
                          {title}
                        </option>
                      ))}
                    </select>
                  </label>
                ) : null}
                <SegmentedControl label="Order" value={order} onValueChange={setOrder} segments={ORDERS} />
              </>
            }
          >
            <MatrixTable
              assignment={assignment}
              groups={order === 'needs' ? groupsOf(rows) : [{ title: 'By name', rows }]}
              chosen={chosen}
              onChoose={setChosen}
            />
          </Panel>
          {selected ? (
            <StudentAside key={selected.memberId} row={selected} assignment={assignment} onClose={() => setChosen(null)} />
          ) : null}
        </div>
      )}
    </>
  );
}

function Big({ number, of, words, tone, icon }: { number: number; of?: number; words: string; tone?: string; icon?: ReactNode }) {
  return (
    <div className="flex min-w-28 flex-1 flex-col justify-center">
      <span
        className={classNames(
          'flex items-center gap-1.5 whitespace-nowrap font-semibold text-[2rem] leading-9 tabular-nums',
          tone,
        )}
      >
        {icon}
        {number}
        {of === undefined ? null : <span className="font-medium text-ink-3 text-lg">of {of}</span>}
      </span>
      <span className="text-ink-2 text-sm">{words}</span>
    </div>
  );
}

type MatrixTableProps = {
  assignment: MatrixOfAssignment;
  groups: readonly Group[];
  chosen: string | null;
  onChoose: (memberId: string) => void;
};

function MatrixTable({ assignment, groups, chosen, onChoose }: MatrixTableProps) {
  const open = assignment.steps.filter(({ isOpen }) => isOpen);
  const heldBack = assignment.steps.length - open.length;
  const checks = open.flatMap((step) => step.checks.map((check, at) => ({ ...check, isFirst: at === 0 })));
  const width = checks.length + 4 + (heldBack > 0 ? 1 : 0);
  const attempts = groups.flatMap(({ rows }) => rows.flatMap(({ attempt }) => attempt ?? []));
  const good = (id: string) => attempts.filter(({ cells }) => cells[id] === 'passed' || cells[id] === 'holds').length;
  const edge = 'border-l border-l-line-strong';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not scroll, and a section would be a landmark too many
    <div
      role="group"
      aria-label="Progress of students by check"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="scroll-hint relative overflow-x-auto rounded-b-lg focus-visible:-outline-offset-2"
    >
      <table
        aria-label="Students by checks"
        className="w-full border-collapse text-left text-xs [&_td]:border-line [&_td]:border-b [&_td]:px-2 [&_th]:px-2"
      >
        <thead className="text-ink-2">
          <tr>
            <td colSpan={2} className="border-b-0" />
            {open.map((step, at) => (
              <th
                key={step.id}
                scope="colgroup"
                colSpan={step.checks.length}
                className={classNames('max-w-0 truncate pt-2 text-ink', edge)}
              >
                {at + 1} {step.title}
              </th>
            ))}
            {heldBack > 0 ? (
              <th scope="col" className={classNames('pt-2', edge)}>
                {heldBack} held back
              </th>
            ) : null}
            <td colSpan={2} className={classNames('border-b-0', edge)} />
          </tr>
          <tr className="align-bottom [&>*]:border-line-strong [&>*]:border-b [&>*]:pb-1 [&>*]:font-medium">
            <th scope="col" className="sticky left-0 z-1 bg-surface">
              Student
            </th>
            <th scope="col">Needs help</th>
            {checks.map(({ id, title, say, isGuard, isFirst }) => (
              <th key={id} scope="col" title={say} className={classNames('min-w-20 max-w-28 break-words', isFirst && edge)}>
                {title}
                {isGuard ? <span className="block font-normal text-ink-3">guard</span> : null}
              </th>
            ))}
            {heldBack > 0 ? (
              <td className={edge}>
                <Lock aria-hidden size={14} />
              </td>
            ) : null}
            <th scope="col" className={classNames('whitespace-nowrap text-right', edge)}>
              Last active
            </th>
            <th scope="col" className="text-right">
              Hints
            </th>
          </tr>
        </thead>
        <tbody>
          <tr className="bg-bg">
            <th
              scope="row"
              colSpan={2}
              className="sticky left-0 z-1 border-line-strong border-b bg-bg py-1.5 font-semibold text-sm"
            >
              Passed, of {attempts.length}
            </th>
            {checks.map(({ id, isFirst }) => (
              <td key={id} className={classNames('border-b-line-strong font-semibold text-lg tabular-nums', isFirst && edge)}>
                {good(id)}
              </td>
            ))}
            {heldBack > 0 ? <td className={edge} /> : null}
            <td className={edge} />
            <td className="text-right font-semibold text-lg tabular-nums">
              {attempts.reduce((sum, { hints }) => sum + hints, 0)}
            </td>
          </tr>
          {groups.map(({ title, note, rows }) => (
            <Fragment key={title}>
              <tr>
                <th scope="rowgroup" colSpan={width} className="bg-sunken py-1 font-semibold text-ink-2">
                  {title} <span className="font-normal">{note ? `${rows.length}, ${note}` : rows.length}</span>
                </th>
              </tr>
              {rows.map((row) => (
                <tr key={row.memberId} className={chosen === row.memberId ? '[&>*]:bg-accent-soft' : undefined}>
                  <th scope="row" className="sticky left-0 z-1 h-7 border-line border-b bg-surface font-medium text-sm">
                    {row.attempt ? (
                      <button
                        type="button"
                        aria-pressed={chosen === row.memberId}
                        onClick={() => onChoose(row.memberId)}
                        className="max-w-44 truncate text-left underline-offset-3 hover:text-accent hover:underline"
                      >
                        {row.name}
                      </button>
                    ) : (
                      <span className="block max-w-44 truncate">{row.name}</span>
                    )}
                  </th>
                  <td>
                    <NeedSign need={needOf(row)} />
                  </td>
                  {checks.map(({ id, isFirst }) => (
                    <td key={id} className={isFirst ? edge : undefined}>
                      {row.attempt ? <CheckSign word={row.attempt.cells[id] ?? 'untouched'} /> : null}
                    </td>
                  ))}
                  {heldBack > 0 ? <td className={classNames('bg-sunken', edge)} /> : null}
                  <td className={classNames('whitespace-nowrap text-right', edge)}>
                    <Time value={row.attempt?.workedAt} format="age" />
                  </td>
                  <td className="text-right tabular-nums">{row.attempt?.hints || '–'}</td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NeedSign({ need }: { need: Need }) {
  if (need === null) return null;
  return (
    <span className={classNames('inline-flex items-center gap-1 font-semibold', need === 'help' ? 'text-limit' : 'text-deny')}>
      {need === 'help' ? <Hand aria-hidden size={14} /> : <Hourglass aria-hidden size={14} />}
      {need}
    </span>
  );
}

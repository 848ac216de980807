'use client';

import dynamic from 'next/dynamic';
import { parseAsArrayOf, parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useCallback, useMemo, useRef, useState } from 'react';
import { COUNTED } from '@/app/(console)/_client/policies/counted-policies';
import { type Reach, ReachField, toReach } from '@/app/(console)/access/reach-field';
import { useOwnAccount } from '@/app/(console)/access/use-own-account';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { AccessGraph } from '@/lib/access/graph/operations';
import { plural } from '@/lib/core/text/plural';
import { accessGraphQuery } from '../queries';
import { GraphFilters } from './graph-filters';
import type { GraphListProps } from './graph-list';
import { linesOf, shownPart } from './graph-parts';
import { GraphSearch } from './graph-search';
import { type NodeKind, RELATIONS, type Relation } from './relation-words';
import { type Drawing, useLayout } from './use-layout';
import { usePictureHeight } from './use-picture-height';

// Parts that are not visible at first are loaded when opened, and the drawing library when needed.
const NodePanel = dynamic(() => import('./node-panel').then((module) => module.NodePanel));
const GraphList = dynamic(() => import('./graph-list').then((module) => module.GraphList), {
  loading: () => <Skeleton className="h-96" />,
});
const GraphPicture = dynamic(() => import('./graph-picture').then((module) => module.GraphPicture), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/** A group shared by thousands says nothing about the whole graph, but does around one user. */
const HIDDEN_OF_ALL: readonly Relation[] = ['member'];

const STEPS = ['1', '2', '3', '4'] as const;

const QUERY = {
  reach: parseAsString,
  focus: parseAsString,
  steps: parseAsInteger.withDefault(2),
  /** Hidden relations and kinds of nodes. */
  without: parseAsArrayOf(parseAsString),
  selected: parseAsString,
};

/** Who can assume, access and become what, as a graph and as a list. */
export function GraphPage() {
  const [query, setQuery] = useQueryStates(QUERY, { history: 'push' });
  const reach = toReach(query.reach);
  const steps = Math.min(Math.max(query.steps, 1), STEPS.length);
  const read = useRead(accessGraphQuery({ reach, focus: query.focus, steps }));
  const { data, error } = read;
  return (
    <>
      <PageHeader
        title="Access graph"
        description={`See who can assume which role, access which resource and become administrator. Each line shows the statements behind it. ${COUNTED.everybody}`}
        actions={
          <ReachField
            value={reach}
            onChange={(next) => void setQuery({ reach: next === 'organization' ? next : null, focus: null, selected: null })}
          />
        }
      />
      {error ? <ReadError read={read} what="the access graph" /> : null}
      {error && query.focus !== null ? (
        <Button className="mt-4" onClick={() => void setQuery({ focus: null, selected: null })}>
          Show all
        </Button>
      ) : null}
      {!(data || error) ? <Skeleton className="h-96" /> : null}
      {data ? (
        <Graph
          graph={data}
          read={read}
          view={{ reach, focus: query.focus, steps, without: query.without, selected: query.selected }}
          onView={(next) => void setQuery(next)}
        />
      ) : null}
    </>
  );
}

type View = { reach: Reach; focus: string | null; steps: number; without: readonly string[] | null; selected: string | null };
type GraphProps = {
  graph: AccessGraph;
  read: GraphListProps['read'];
  view: View;
  onView: (next: Partial<Omit<View, 'reach' | 'without'>> & { without?: string[] }) => void;
};

function Graph({ graph, read, view, onView }: GraphProps) {
  const { reach, focus, steps, selected: selectedId } = view;
  const ownAccount = useOwnAccount();
  const [isDrawn, setDrawn] = useState(false);
  const without = view.without ?? (focus === null ? HIDDEN_OF_ALL : NOTHING);
  const positionOf = useMemo(() => new Map(graph.Nodes.map(({ Id }, at) => [Id, at])), [graph]);
  const hiddenRelations = useMemo(() => new Set(RELATIONS.filter((relation) => without.includes(relation))), [without]);
  const hiddenKinds = useMemo(
    () => new Set(graph.Nodes.flatMap(({ Kind }) => (without.includes(Kind) ? Kind : []))),
    [graph, without],
  );
  const part = useMemo(
    () => shownPart(graph, { kinds: hiddenKinds, relations: hiddenRelations, focus }),
    [graph, hiddenKinds, hiddenRelations, focus],
  );
  const drawing = useMemo(() => ({ graph, nodes: part.nodes, lines: linesOf(graph, part.edges) }), [graph, part]);
  const selected = selectedId === null ? null : (positionOf.get(selectedId) ?? null);
  const select = useCallback(
    (at: number | null) => onView({ selected: at === null ? null : (graph.Nodes[at]?.Id ?? null) }),
    [graph, onView],
  );
  const show = (next: { kinds?: ReadonlySet<NodeKind>; relations?: ReadonlySet<Relation> }) =>
    onView({ without: [...(next.kinds ?? hiddenKinds), ...(next.relations ?? hiddenRelations)] });
  const around = (id: string | null) => onView({ focus: id, selected: null });
  const focused = focus === null ? undefined : graph.Nodes[positionOf.get(focus) ?? -1];
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-end gap-4">
        <GraphSearch
          nodes={graph.Nodes}
          selected={selected === null ? undefined : graph.Nodes[selected]}
          onFind={(id) => (id === null || positionOf.has(id) ? onView({ selected: id }) : around(id))}
        />
        {focus === null ? null : (
          <>
            <Field label={`Steps around ${focused?.Name ?? focus}`} group className="shrink-0">
              <SegmentedControl
                label={`Steps around ${focused?.Name ?? focus}`}
                value={String(steps) as (typeof STEPS)[number]}
                onValueChange={(next) => onView({ steps: Number(next) })}
                segments={STEPS.map((value) => ({ value, label: value }))}
              />
            </Field>
            <Button onClick={() => around(null)}>Show all</Button>
          </>
        )}
      </div>
      <Counts graph={graph} part={part} />
      <LeftOut graph={graph} />
      <div className="flex flex-col gap-4">
        {/* In narrow windows, the selection comes before the list and the graph after it. */}
        <div className={selected === null ? 'max-md:order-last' : undefined}>
          <SplitLayout
            slim
            asideFirst={selected !== null}
            aside={
              <div className="space-y-4">
                {selected === null ? null : (
                  <NodePanel
                    graph={graph}
                    at={selected}
                    edges={part.edges}
                    ownAccount={ownAccount}
                    reach={reach}
                    isFocus={selectedId === focus}
                    onSelect={select}
                    onFocus={around}
                    onClose={() => select(null)}
                  />
                )}
                <GraphFilters
                  graph={graph}
                  hiddenKinds={hiddenKinds}
                  hiddenRelations={hiddenRelations}
                  onKinds={(kinds) => show({ kinds })}
                  onRelations={(relations) => show({ relations })}
                />
              </div>
            }
          >
            <Panel
              title="Picture"
              description="Drag to move, or press Ctrl and scroll to zoom. Use the arrow keys to follow lines and Enter to open a node."
              flush
            >
              <div className={isDrawn ? '' : 'max-md:hidden'}>
                <Picture
                  drawing={drawing}
                  focus={focus === null ? null : (positionOf.get(focus) ?? null)}
                  selected={selected}
                  onSelect={select}
                />
              </div>
              {isDrawn ? null : (
                <div className="p-4 md:hidden">
                  <Button onClick={() => setDrawn(true)}>Show graph</Button>
                  <p className="hidden print:block">The list has every line of the picture.</p>
                </div>
              )}
            </Panel>
          </SplitLayout>
        </div>
        <GraphList graph={graph} edges={part.edges} selected={selected} onSelect={select} reach={reach} read={read} />
      </div>
    </div>
  );
}

const NOTHING: readonly string[] = [];

type PictureProps = {
  drawing: Drawing;
  focus: number | null;
  selected: number | null;
  onSelect: (at: number) => void;
};

function Picture({ drawing, focus, selected, onSelect }: PictureProps) {
  const { laidOut, failed } = useLayout(drawing);
  const frame = useRef<HTMLDivElement>(null);
  const height = usePictureHeight(frame, laidOut?.positions);
  if (failed) return <EmptyState title="The graph could not be drawn" description="The list below has the same information." />;
  if (drawing.nodes.length === 0) return <EmptyState title="No relations" description="No relation of the selected kinds." />;
  // The earlier graph stays until the new layout is ready, so the selection can be missing from it.
  const isOfBefore = laidOut !== null && laidOut.drawing.graph !== drawing.graph;
  return (
    <div ref={frame} className="relative" style={{ height }}>
      {laidOut === null ? (
        <Skeleton className="h-full" />
      ) : (
        <GraphPicture
          graph={laidOut.drawing.graph}
          lines={laidOut.drawing.lines}
          positions={laidOut.positions}
          focus={isOfBefore ? null : focus}
          selected={isOfBefore ? null : selected}
          onSelect={isOfBefore ? ignore : onSelect}
        />
      )}
      <p role="status" className="absolute top-2 left-2 rounded-md bg-surface px-2 text-ink-2 text-sm empty:hidden">
        {laidOut?.drawing === drawing ? '' : `Drawing ${plural(drawing.nodes.length, 'node')}…`}
      </p>
    </div>
  );
}

function ignore(): void {}

function Counts({ graph, part }: { graph: AccessGraph; part: { nodes: readonly number[]; edges: readonly number[] } }) {
  const escalating = new Set(graph.Edges.flatMap(({ Kind, From }) => (Kind === 'escalate' ? From : [])));
  const number = (value: number) => value.toLocaleString('en');
  const hidden = graph.Nodes.length - part.nodes.length;
  return (
    <p role="status" className="flex flex-wrap gap-x-6 gap-y-1 text-ink-2">
      <span>
        <b className="font-semibold text-ink">{plural(part.nodes.length, 'node')}</b>, {plural(part.edges.length, 'edge')}
      </span>
      {escalating.size > 0 ? (
        <span className="text-deny">
          {number(escalating.size)} can become {escalating.size === 1 ? 'administrator' : 'administrators'}
        </span>
      ) : null}
      {hidden > 0 ? (
        <span>
          {plural(hidden, 'node')} {hidden === 1 ? 'is' : 'are'} hidden by the selection under Show
        </span>
      ) : null}
      {graph.Alone > 0 ? <span>{number(graph.Alone)} users, roles and resources have no relations</span> : null}
    </p>
  );
}

function LeftOut({ graph: { NotLookedAt, Cut, Withheld } }: { graph: AccessGraph }) {
  const number = (value: number) => value.toLocaleString('en');
  return (
    <>
      {NotLookedAt > 0 || Cut > 0 ? (
        <Alert kind="info" title="The graph is incomplete">
          {NotLookedAt > 0 ? `The limit is reached: ${number(NotLookedAt)} users, roles and resources were not analyzed. ` : ''}
          {Cut > 0 ? `${number(Cut)} nodes have more relations than shown. ` : ''}
          Search for one to see its relations.
        </Alert>
      ) : null}
      {Withheld > 0 ? (
        <Alert kind="info" title={`${number(Withheld)} more are not shown`}>
          You don't have permission to simulate them.
        </Alert>
      ) : null}
    </>
  );
}

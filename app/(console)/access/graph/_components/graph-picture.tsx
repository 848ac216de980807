'use client';

import '@xyflow/react/dist/base.css';
import './graph-picture.css';
import {
  ControlButton,
  Controls,
  type Edge,
  Panel as FlowPanel,
  Handle,
  MiniMap,
  type Node,
  type NodeProps,
  ReactFlow,
  ReactFlowProvider,
  Position as Side,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import {
  Boxes,
  Building2,
  Crown,
  Database,
  Globe,
  KeyRound,
  Maximize,
  ShieldUser,
  TriangleAlert,
  User,
  UserRound,
  Users,
  UsersRound,
} from 'lucide-react';
import { createContext, type KeyboardEvent, memo, type ReactNode, use, useCallback, useEffect, useMemo, useRef } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { AccessGraph, AccessGraphNode } from '@/lib/access/graph/operations';
import { type ArrowKey, type GraphLine, nextNode, type Position } from './graph-parts';
import { NODE_HEIGHT, NODE_WIDTH } from './lay-out';
import { boundsOf } from './picture-height';
import { type NodeKind, placeOfNode, RELATION_DASHES, RELATION_STROKES, RELATION_WORDS } from './relation-words';

type GraphPictureProps = {
  graph: Pick<AccessGraph, 'Nodes' | 'Accounts'>;
  lines: readonly GraphLine[];
  positions: ReadonlyMap<number, Position>;
  /** The center of the graph and the selection, as positions among the nodes. */
  focus: number | null;
  selected: number | null;
  onSelect: (node: number) => void;
};

/** The maximum number of lines with labels. Beyond it, only escalations and the selected node's lines have some. */
const MOST_LABELLED = 40;
/** Graphs with more nodes have a map next to them. */
const MOST_WITHOUT_MAP = 80;
/** With more lines, only the distinctive ones are drawn when zoomed out, because all would be unreadable and slow. */
const MOST_FROM_AFAR = 1_000;
/** With more nodes, only the map shows all at once: drawing them individually takes seconds. */
const MOST_AT_ONCE = 500;
/** Below this zoom, text is unreadable and nodes are drawn as blocks. */
const READABLE_ZOOM = 0.4;
const START_ZOOM = 0.8;

const ARROWS: ReadonlySet<string> = new Set<ArrowKey>(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);

/** The graph: it pans and zooms, and arrow keys follow its lines. */
export function GraphPicture(props: GraphPictureProps) {
  return (
    <ReactFlowProvider>
      <Picture {...props} />
    </ReactFlowProvider>
  );
}

type BoxData = { node: AccessGraphNode; place: string; at: number; escalates: boolean };
type Box = Node<BoxData, 'box'>;

type Chosen = { current: number | null; focus: number | null; near: ReadonlySet<number> | null; onSelect: (at: number) => void };
const ChosenContext = createContext<Chosen>({ current: null, focus: null, near: null, onSelect: () => {} });

function Picture({ graph, lines, positions, focus, selected, onSelect }: GraphPictureProps) {
  const flow = useReactFlow<Box>();
  const frame = useRef<HTMLDivElement>(null);
  const isFar = useStore(({ transform }) => transform[2] < READABLE_ZOOM);
  const escalating = useMemo(
    () => new Set(lines.flatMap(({ from, relations }) => (relations.includes('escalate') ? from : []))),
    [lines],
  );
  const boxes = useMemo(
    () =>
      [...positions].flatMap(([at, position]): Box[] => {
        const node = graph.Nodes[at];
        if (node === undefined) return [];
        return [boxOf({ node, place: placeOfNode(node, graph.Accounts), at, escalates: escalating.has(at) }, position)];
      }),
    [graph, positions, escalating],
  );
  const near = useMemo(() => (selected === null ? null : nearOf(lines, selected)), [lines, selected]);
  const isThinned = isFar && lines.length > MOST_FROM_AFAR;
  const edges = useMemo(() => {
    const isOfSelected = ({ from, to }: GraphLine) => from === selected || to === selected;
    const drawn = isThinned ? lines.filter((line) => isOfSelected(line) || line.relations[0] === 'escalate') : lines;
    return drawn.map((line) => edgeOf(line, selected, lines.length));
  }, [lines, selected, isThinned]);
  // The node in the tab order.
  const current = selected !== null && positions.has(selected) ? selected : (focus ?? firstOf(positions));
  const chosen = useMemo(() => ({ current, focus, near, onSelect }), [current, focus, near, onSelect]);
  const showAll = useCallback(() => void flow.fitBounds(boundsOf(positions), { padding: 0.06 }), [flow, positions]);
  // Shows the whole graph if it is readable, otherwise its center.
  const begin = useCallback(() => {
    const { width, height } = boundsOf(positions);
    const { clientWidth = 0, clientHeight = 0 } = frame.current ?? {};
    const start = positions.get(focus ?? firstOf(positions) ?? -1);
    if (start === undefined || Math.min(clientWidth / width, clientHeight / height) >= READABLE_ZOOM) showAll();
    else void flow.setCenter(start.x + NODE_WIDTH, start.y + NODE_HEIGHT, { zoom: START_ZOOM });
  }, [flow, positions, focus, showAll]);
  useEffect(begin, [begin]);
  useEffect(() => {
    const place = selected === null ? undefined : positions.get(selected);
    if (place && !isInSight(frame.current, flow.flowToScreenPosition(place)))
      void flow.setCenter(place.x + NODE_WIDTH / 2, place.y + NODE_HEIGHT / 2, { zoom: Math.max(flow.getZoom(), READABLE_ZOOM) });
  }, [flow, positions, selected]);
  const walk = (event: KeyboardEvent) => {
    if (!ARROWS.has(event.key) || current === null) return;
    event.preventDefault();
    const next = nextNode(lines, positions, current, event.key as ArrowKey);
    if (next === null) return;
    onSelect(next);
    // The node is drawn once it is visible.
    setTimeout(() => frame.current?.querySelector<HTMLElement>(`[data-node="${next}"]`)?.focus({ preventScroll: true }), 50);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons in it.
    <div ref={frame} className="access-graph h-full" data-moving-picture data-far={isFar || undefined} onKeyDown={walk}>
      <ChosenContext value={chosen}>
        <ReactFlow<Box>
          nodes={boxes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          onInit={begin}
          aria-label="Graph of who can assume, access and become what"
          minZoom={positions.size > MOST_AT_ONCE ? 0.25 : 0.05}
          maxZoom={1.5}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          zoomActivationKeyCode={['Control', 'Meta']}
          zoomOnScroll={false}
          onlyRenderVisibleElements
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode={null}
        >
          <Controls showInteractive={false} showFitView={false} aria-label="Zoom">
            <ControlButton onClick={showAll} title="Whole graph" aria-label="Whole graph">
              <Maximize aria-hidden className="fill-transparent!" />
            </ControlButton>
          </Controls>
          {positions.size > MOST_WITHOUT_MAP ? (
            <MiniMap<Box> pannable nodeColor={colorOfBox} ariaLabel="Current section of the graph" className="max-md:hidden" />
          ) : null}
          {isThinned ? (
            <FlowPanel position="top-right" className="rounded-md bg-surface px-2 text-ink-2 text-sm">
              Zoomed out: only escalations and the selected lines are shown
            </FlowPanel>
          ) : null}
        </ReactFlow>
      </ChosenContext>
    </div>
  );
}

function boxOf(data: BoxData, position: Position): Box {
  const handle = { width: 1, height: 1, y: NODE_HEIGHT / 2 };
  return {
    id: String(data.at),
    type: 'box',
    data,
    position,
    width: NODE_WIDTH,
    height: NODE_HEIGHT,
    // The ends of lines are set here, because nodes out of view were never drawn.
    handles: [
      { ...handle, type: 'target', position: Side.Left, x: 0 },
      { ...handle, type: 'source', position: Side.Right, x: NODE_WIDTH },
    ],
  };
}

function edgeOf({ from, to, relations, sometimes }: GraphLine, selected: number | null, count: number): Edge {
  const [relation = 'member'] = relations;
  const isOfSelected = selected === from || selected === to;
  const { color, width } = RELATION_STROKES[relation];
  const isLabelled = isOfSelected || (selected === null && (count <= MOST_LABELLED || relation === 'escalate'));
  return {
    id: `${from} ${to}`,
    source: String(from),
    target: String(to),
    interactionWidth: 0,
    style: {
      stroke: color,
      strokeWidth: width,
      strokeDasharray: RELATION_DASHES[relation],
      opacity: selected === null || isOfSelected ? 1 : 0.18,
    },
    ...(isLabelled && {
      label: `${relations.map((each) => RELATION_WORDS[each]).join(', ')}${sometimes ? ', in some cases' : ''}`,
    }),
    labelBgPadding: [4, 2],
    labelBgBorderRadius: 3,
    zIndex: isOfSelected ? 2 : relation === 'escalate' ? 1 : 0,
    domAttributes: { 'aria-hidden': true },
  };
}

function nearOf(lines: readonly GraphLine[], selected: number): ReadonlySet<number> {
  return new Set([selected, ...lines.flatMap(({ from, to }) => (from === selected ? to : to === selected ? from : []))]);
}

function firstOf(positions: ReadonlyMap<number, Position>): number | null {
  let first: readonly [number, Position] | undefined;
  for (const each of positions) if (first === undefined || each[1].x < first[1].x) first = each;
  return first?.[0] ?? null;
}

function isInSight(frame: HTMLElement | null, { x, y }: Position): boolean {
  const box = frame?.getBoundingClientRect();
  return box !== undefined && x > box.left && x < box.right - NODE_WIDTH / 2 && y > box.top && y < box.bottom - NODE_HEIGHT;
}

const ICONS: Readonly<Record<NodeKind, ReactNode>> = {
  User: <User aria-hidden size={16} />,
  'Root user': <Crown aria-hidden size={16} />,
  Role: <ShieldUser aria-hidden size={16} />,
  Group: <Users aria-hidden size={16} />,
  'Identity Center user': <UserRound aria-hidden size={16} />,
  'Identity Center group': <UsersRound aria-hidden size={16} />,
  Resource: <Database aria-hidden size={16} />,
  Administrator: <Crown aria-hidden size={16} />,
  Service: <Boxes aria-hidden size={16} />,
  Provider: <KeyRound aria-hidden size={16} />,
  Account: <Building2 aria-hidden size={16} />,
  Principal: <User aria-hidden size={16} />,
  Everybody: <Globe aria-hidden size={16} />,
};

const OUTSIDE: ReadonlySet<NodeKind> = new Set(['Account', 'Principal', 'Provider', 'Everybody']);

function colorOfBox({ data: { node, escalates } }: Box): string {
  if (escalates || node.Kind === 'Administrator') return 'var(--deny)';
  return node.Kind === 'Resource' ? 'var(--accent)' : 'var(--line-strong)';
}

const GraphBox = memo(function GraphBox({ data: { node, place, at, escalates } }: NodeProps<Box>) {
  const { current, focus, near, onSelect } = use(ChosenContext);
  const isChosen = near !== null && current === at;
  return (
    <>
      <Handle type="target" position={Side.Left} isConnectable={false} />
      <button
        type="button"
        data-node={at}
        tabIndex={at === current ? 0 : -1}
        aria-pressed={isChosen}
        aria-label={`${node.Name}, ${place}${escalates ? ', can become administrator' : ''}${at === focus ? ', the center of the graph' : ''}`}
        title={node.Id}
        onClick={() => onSelect(at)}
        className={classNames(
          'nopan pointer-events-auto flex h-11 w-52 items-center gap-2 rounded-md border bg-surface px-2.5 text-left text-ink transition-colors hover:bg-hover',
          OUTSIDE.has(node.Kind) ? 'border-line-control border-dashed' : 'border-line-strong',
          (escalates || node.Kind === 'Administrator') && 'border-deny',
          (isChosen || at === focus) && 'border-accent ring-1 ring-accent',
          isChosen && 'bg-accent-soft hover:bg-accent-soft',
          near !== null && !near.has(at) && 'text-ink-3',
        )}
      >
        <span className={classNames('shrink-0', escalates || node.Kind === 'Administrator' ? 'text-deny' : 'text-ink-3')}>
          {escalates ? <TriangleAlert aria-hidden size={16} /> : ICONS[node.Kind]}
        </span>
        <span className="graph-words min-w-0 leading-tight">
          <span className="block truncate font-medium text-sm">{node.Name}</span>
          <span className={classNames('block truncate text-xs', escalates ? 'text-deny' : 'text-ink-3')}>
            {escalates ? `Escalates. ${place}` : place}
          </span>
        </span>
      </button>
      <Handle type="source" position={Side.Right} isConnectable={false} />
    </>
  );
});

const NODE_TYPES = { box: GraphBox };

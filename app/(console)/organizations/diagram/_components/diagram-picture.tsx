'use client';

import { Building2, ChevronDown, ChevronRight, Folder, SquareUserRound } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { nodeHref } from '@/app/(console)/organizations/_components/node-href';
import { Link } from '@/components/ui/navigation';
import { plural } from '@/lib/core/text/plural';
import { contentOf } from './content-of';
import { type Mark, markText, typeWord } from './diagram-tree';
import { fitText } from './fit-text';
import { type Box, boxHeight, type DiagramRest, type Layout, MARK_HEIGHT } from './lay-out';

/** The id of the drawing, which sheets of paper show again. */
export const DRAWING = 'organization-diagram';

type DiagramPictureProps = {
  layout: Layout;
  isOpen: (unitId: string) => boolean;
  onOpenChange: (unitId: string, open: boolean) => void;
  onShowAccounts: (unitId: string) => void;
  /** The size of the drawing, 1 for full size; null for as much as fits into the width. */
  zoom: number | null;
  svg: RefObject<SVGSVGElement | null>;
};

/** The smallest size at which the drawing is fitted into the width. */
const SMALLEST = 0.4;
/** The space around the drawing, so that no line is cut. */
const MARGIN = 8;

/**
 * Renders the drawing. One node is in the tab order, and the arrow keys move between nodes as in a tree. A mouse on the background moves
 * the picture.
 */
export function DiagramPicture({ layout, isOpen, onOpenChange, onShowAccounts, zoom, svg }: DiagramPictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const room = useWidth(frame);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [width, height] = [layout.width + 2 * MARGIN, layout.height + 2 * MARGIN];
  const scale = zoom ?? Math.min(1, Math.max(SMALLEST, (room - 2) / width));
  const active = layout.boxes.some(({ node }) => node.id === activeId) ? activeId : layout.boxes[0]?.node.id;

  const focusOn = (id: string | undefined | null) => {
    if (id) frame.current?.querySelector<SVGElement>(`[data-node="${id}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const index = layout.boxes.findIndex(({ node }) => node.id === active);
    const box = layout.boxes[index];
    if (!box || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = keyTarget(event.key, layout.boxes, index, isOpen(box.node.id));
    if (to === null) return;
    event.preventDefault();
    if (to.kind === 'focus') focusOn(to.id);
    else if (to.kind === 'open') onOpenChange(box.node.id, to.open);
    else onShowAccounts(to.unitId);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys belong to the links inside; dragging only scrolls
    <div
      ref={frame}
      className="max-h-[75vh] min-h-48 cursor-grab overflow-auto active:cursor-grabbing"
      onKeyDown={onKeyDown}
      onPointerDown={scrollByDragging}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a picture has no fieldset */}
      <svg
        ref={svg}
        role="group"
        aria-label="Organization diagram. The list view has the same content as a table."
        width={width * scale}
        height={height * scale}
        viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`}
        className="select-none font-sans"
      >
        <g id={DRAWING}>
          {layout.frames.map(({ x, y, ...size }) => (
            <rect key={`${x} ${y}`} x={x} y={y} {...size} rx={8} className="fill-sunken stroke-line" />
          ))}
          <path d={layout.lines.map(pathOf).join('')} className="stroke-line-strong" fill="none" />
          {layout.boxes.map((box) => (
            <Node
              key={box.node.id}
              box={box}
              focusable={box.node.id === active}
              isOpen={isOpen(box.node.id)}
              onFocus={() => setActiveId(box.node.id)}
              onOpenChange={onOpenChange}
              onShowAccounts={onShowAccounts}
            />
          ))}
        </g>
      </svg>
    </div>
  );
}

function pathOf(line: Layout['lines'][number]): string {
  return line.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

/** Returns the width of an element, 0 before it is measured. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

type KeyTarget = { kind: 'focus'; id: string } | { kind: 'open'; open: boolean } | { kind: 'accounts'; unitId: string };

/** Returns what a key does on a node, as in a tree; null for other keys. */
function keyTarget(key: string, boxes: readonly Box[], index: number, open: boolean): KeyTarget | null {
  const box = boxes[index];
  const focus = (to: Box | undefined): KeyTarget => ({ kind: 'focus', id: (to ?? box)?.node.id ?? '' });
  if (!box) return null;
  const { node } = box;
  const expandable = (node.kind === 'root' || node.kind === 'unit') && canOpen(node);
  switch (key) {
    case 'ArrowDown':
      return focus(boxes[index + 1]);
    case 'ArrowUp':
      return focus(boxes[index - 1]);
    case 'Home':
      return focus(boxes[0]);
    case 'End':
      return focus(boxes.at(-1));
    case 'ArrowRight':
      if (expandable && !open) return { kind: 'open', open: true };
      return expandable ? focus(boxes[index + 1]) : focus(box);
    case 'ArrowLeft':
      if (expandable && open) return { kind: 'open', open: false };
      return focus(boxes.find((each) => each.node.id === box.parentId));
    case ' ':
      if (node.kind === 'rest') return { kind: 'accounts', unitId: node.unitId };
      return expandable ? { kind: 'open', open: !open } : null;
    default:
      return null;
  }
}

function canOpen({ below }: { below: { units: number; accounts: number } }): boolean {
  return below.units + below.accounts > 0;
}

/** Scrolls the picture while the mouse drags its background. */
function scrollByDragging(down: PointerEvent<HTMLDivElement>): void {
  const view = down.currentTarget;
  if (down.pointerType !== 'mouse' || down.button !== 0 || (down.target as Element).closest('[data-node], [role="button"]'))
    return;
  const [left, top] = [view.scrollLeft + down.clientX, view.scrollTop + down.clientY];
  const onMove = (move: globalThis.PointerEvent) => view.scrollTo(left - move.clientX, top - move.clientY);
  const onUp = () => {
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp);
}

const ICONS = { root: Building2, unit: Folder, account: SquareUserRound };
const RING = 'outline-none group-focus-visible:stroke-2 group-focus-visible:stroke-focus group-hover:stroke-accent';

type NodeProps = Pick<DiagramPictureProps, 'onOpenChange' | 'onShowAccounts'> & {
  box: Box;
  focusable: boolean;
  isOpen: boolean;
  onFocus: () => void;
};

function Node({ box, focusable, isOpen, onFocus, onOpenChange, onShowAccounts }: NodeProps) {
  const { node, x, y, width, height } = box;
  if (node.kind === 'rest')
    return <Rest rest={node} x={x} y={y} width={width} focusable={focusable} onFocus={onFocus} onShow={onShowAccounts} />;
  const isUnit = node.kind !== 'account';
  const Icon = ICONS[node.kind];
  const second = isUnit ? contentOf(node.below) : node.id;
  const isManagement = node.marks.some(({ kind }) => kind === 'management');
  const expandable = isUnit && canOpen(node);
  return (
    <g transform={`translate(${x} ${y})`}>
      <Link
        href={nodeHref({
          Type: node.kind === 'account' ? 'ACCOUNT' : node.kind === 'root' ? 'ROOT' : 'ORGANIZATIONAL_UNIT',
          Id: node.id,
        })}
        aria-label={[node.name, WORDS[node.kind], second, ...node.marks.map(markText)].join('. ')}
        aria-expanded={expandable ? isOpen : undefined}
        tabIndex={focusable ? 0 : -1}
        data-node={node.id}
        onFocus={onFocus}
        className="group outline-none"
        draggable={false}
      >
        <title>{[node.name, second, ...node.marks.map(markText)].join('\n')}</title>
        <rect
          width={width}
          height={height}
          rx={6}
          className={`${isUnit || isManagement ? 'fill-accent-soft' : 'fill-surface'} stroke-line-strong ${RING}`}
        />
        <Icon x={10} y={11} width={15} height={15} strokeWidth={1.75} className="stroke-ink-2" aria-hidden />
        <text x={31} y={19} fontSize={13} fontWeight={600} className="fill-ink">
          {fitText(node.name, width - (expandable ? 66 : 40), 13)}
        </text>
        <text x={31} y={33} fontSize={isUnit ? 11 : 10.5} className={`fill-ink-2 ${isUnit ? '' : 'font-mono'}`}>
          {second}
        </text>
        {node.marks.map((mark, index) => (
          <MarkLine
            key={markText(mark)}
            mark={mark}
            y={boxHeight({ ...node, marks: [] }) + index * MARK_HEIGHT + 9}
            width={width}
          />
        ))}
      </Link>
      {expandable ? (
        // biome-ignore lint/a11y/useSemanticElements: a picture has no buttons
        <g
          role="button"
          tabIndex={-1}
          aria-label={isOpen ? `Collapse ${node.name}` : `Expand ${node.name}`}
          data-screen-only
          className="cursor-pointer print:hidden"
          onClick={() => onOpenChange(node.id, !isOpen)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onOpenChange(node.id, !isOpen);
          }}
        >
          <rect x={width - 29} y={4} width={25} height={25} rx={4} className="fill-transparent hover:fill-hover" />
          {isOpen ? (
            <ChevronDown x={width - 24} y={9} width={15} height={15} className="stroke-ink-2" aria-hidden />
          ) : (
            <ChevronRight x={width - 24} y={9} width={15} height={15} className="stroke-ink-2" aria-hidden />
          )}
        </g>
      ) : null}
    </g>
  );
}

const WORDS = { root: 'Root', unit: 'Organizational unit', account: 'AWS account' };

type RestProps = {
  rest: DiagramRest;
  x: number;
  y: number;
  width: number;
  focusable: boolean;
  onFocus: () => void;
  onShow: (unitId: string) => void;
};

function Rest({ rest, x, y, width, focusable, onFocus, onShow }: RestProps) {
  const text = `+ ${plural(rest.count, 'account')}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a picture has no buttons
    <g
      role="button"
      aria-label={`Show ${plural(rest.count, 'account')}`}
      tabIndex={focusable ? 0 : -1}
      data-node={rest.id}
      className="group cursor-pointer outline-none"
      transform={`translate(${x} ${y})`}
      onFocus={onFocus}
      onClick={() => onShow(rest.unitId)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onShow(rest.unitId);
      }}
    >
      <rect width={width} height={28} rx={6} strokeDasharray="4 3" className={`fill-surface stroke-line-control ${RING}`} />
      <text x={12} y={18} fontSize={12} className="fill-ink-2">
        {text}
      </text>
    </g>
  );
}

const FONT = 11;
/** The width of a bold character of a mark's first word, on average. */
const BOLD = 6.8;

function MarkLine({ mark, y, width }: { mark: Mark; y: number; width: number }) {
  const [word, rest, tone] = markParts(mark);
  const room = width - 20 - word.length * BOLD;
  return (
    <text x={10} y={y} fontSize={FONT} className="fill-ink-2">
      <tspan fontWeight={600} className={tone}>
        {word}
      </tspan>
      {rest === '' ? null : ` ${fitText(rest, room, FONT)}`}
    </text>
  );
}

/** Returns a mark's first word, the rest, and the colour of the word. */
function markParts(mark: Mark): [word: string, rest: string, tone: string] {
  switch (mark.kind) {
    case 'policies':
      return [typeWord(mark.type), mark.names.join(', '), 'fill-accent'];
    case 'administers':
      return ['Delegated', mark.services.join(', '), 'fill-limit'];
    case 'invalid':
      return ['⚠ Invalid', mark.types.map(typeWord).join(', '), 'fill-deny'];
    case 'enabled':
      return mark.continued
        ? ['', mark.types.map(typeWord).join(', '), 'fill-ink-2']
        : mark.types.length === 0
          ? ['', 'No policy types enabled', 'fill-ink-2']
          : ['Enabled', mark.types.map(typeWord).join(', '), 'fill-allow'];
    case 'management':
      return ['Management account', '', 'fill-accent'];
    case 'state':
      return [markText(mark), '', 'fill-limit'];
  }
}

'use client';

import { Download, ListTree, Minus, Plus, Printer, Workflow } from 'lucide-react';
import dynamic from 'next/dynamic';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useEffect, useMemo, useRef, useState } from 'react';
import { OutsideOrganization } from '@/app/(console)/organizations/_components/outside-organization';
import { useRead } from '@/components/console/kit/use-read';
import { isDenial } from '@/components/console/page/console-error';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Button, IconButton } from '@/components/ui/button';
import { downloadText } from '@/components/ui/download-text';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { useRouter } from '@/components/ui/navigation';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { keysOf } from '@/lib/core/text/lists';
import { diagramQuery, invalidEffectivePoliciesQuery, organizationQuery } from '../../queries';
import { administratorServicesQuery, policyAttachmentsQuery } from '../queries';
import { contentOf } from './content-of';
import { DiagramPicture } from './diagram-picture';
import { DiagramSheets } from './diagram-sheets';
import { type DiagramRead, type DiagramUnit, toDiagramTree } from './diagram-tree';
import { pageColour, toSvgFile } from './export-svg';
import { allBelow, layOut, shownAtFirst } from './lay-out';
import type { PrintChoice } from './print-dialog';

const DiagramList = dynamic(() => import('./diagram-list').then((module) => module.DiagramList));
// Dialogs are loaded when they are opened.
const PrintDialog = dynamic(() => import('./print-dialog').then((module) => module.PrintDialog));

/** Renders the organization as a diagram to look at, print and export, and as a list. */
export function DiagramPage() {
  const diagram = useRead(diagramQuery());
  const header = {
    title: 'Organization diagram',
    description:
      'See the organization with its policies, delegated administrators and invalid effective policies. FullAWSAccess is left out, because it limits nothing.',
  };
  return (
    <>
      {diagram.data ? null : <PageHeader {...header} />}
      <OutsideOrganization>
        {diagram.data ? (
          <Diagram diagram={diagram.data} header={header} />
        ) : diagram.error ? (
          <ReadError read={diagram} what="the tree of the organization" />
        ) : (
          <Skeleton className="h-96" />
        )}
      </OutsideOrganization>
    </>
  );
}

const VIEWS = ['diagram', 'list'] as const;
const ZOOMS = [0.25, 0.4, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2];

function Diagram({ diagram, header }: { diagram: DiagramRead; header: Parameters<typeof PageHeader>[0] }) {
  const organization = useRead(organizationQuery()).data?.Organization;
  const reads = {
    attachments: useRead(policyAttachmentsQuery()),
    administrators: useRead(administratorServicesQuery()),
    invalid: useRead(invalidEffectivePoliciesQuery()),
  };
  const [attachments, administrators, invalid] = [reads.attachments.data, reads.administrators.data, reads.invalid.data];
  const tree = useMemo(
    () => toDiagramTree(diagram, { attachments, administrators, invalid }),
    [diagram, attachments, administrators, invalid],
  );
  const shown = useShown(tree);
  const { isOpen, showsAccounts } = shown;
  const layout = useMemo(() => layOut(tree, { isOpen, showsAccounts }), [tree, isOpen, showsAccounts]);
  const [view, setView] = useQueryState('view', parseAsStringLiteral(VIEWS).withDefault('diagram'));
  const [zoom, setZoom] = useState<number | null>(null);
  const [asking, setAsking] = useState(false);
  const [print, setPrint] = useState<PrintChoice>({ paper: 'a4', several: false });
  const [printing, setPrinting] = useState(false);
  const svg = useRef<SVGSVGElement>(null);
  const router = useRouter();
  useEffect(() => {
    if (!printing) return;
    setPrinting(false);
    window.print();
  }, [printing]);
  const title = `Organization ${organization?.Id ?? ''} · ${contentOf(tree.below)}`;
  const showAccounts = (unitId: string) => {
    // In a large organization, accounts are counted and not named.
    const unit = [tree, ...allBelow(tree)].find(({ id }) => id === unitId);
    if (unit && unit.accounts.length < unit.accountCount && showsAccounts(unitId)) router.push(paths.unit(unitId));
    else shown.showAccounts(unitId);
  };
  const exportFile = () => {
    if (svg.current)
      downloadText(`${organization?.Id ?? 'organization'}.svg`, toSvgFile(svg.current, title, pageColour), 'image/svg+xml');
  };
  const step = (by: 1 | -1) => {
    const width = svg.current?.getBoundingClientRect().width ?? 0;
    const now = zoom ?? width / layout.width;
    setZoom((by === 1 ? ZOOMS.find((each) => each > now + 0.01) : ZOOMS.findLast((each) => each < now - 0.01)) ?? now);
  };
  const isDiagram = view === 'diagram';
  return (
    <>
      <div className="print:hidden">
        <PageHeader
          {...header}
          actions={
            <>
              <SegmentedControl
                label="View"
                value={view}
                onValueChange={(next) => void setView(next)}
                segments={[
                  { value: 'diagram', label: 'Diagram', icon: <Workflow aria-hidden size={14} /> },
                  { value: 'list', label: 'List', icon: <ListTree aria-hidden size={14} /> },
                ]}
              />
              {isDiagram ? (
                <>
                  <Button onClick={() => setAsking(true)}>
                    <Printer aria-hidden size={14} />
                    Print…
                  </Button>
                  <Button variant="primary" onClick={exportFile}>
                    <Download aria-hidden size={14} />
                    Export SVG
                  </Button>
                </>
              ) : null}
            </>
          }
        />
        <NotKnown reads={reads} />
        <Panel flush>
          <div className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2">
            <span className="mr-auto text-ink-2">{contentOf(tree.below)}</span>
            <Button size="sm" onClick={shown.openAll}>
              Expand all
            </Button>
            <Button size="sm" onClick={shown.closeAll}>
              Collapse all
            </Button>
            {isDiagram ? (
              <>
                <IconButton label="Zoom out" onClick={() => step(-1)}>
                  <Minus aria-hidden size={14} />
                </IconButton>
                <IconButton label="Zoom in" onClick={() => step(1)}>
                  <Plus aria-hidden size={14} />
                </IconButton>
                <Button size="sm" onClick={() => setZoom(null)}>
                  Fit width
                </Button>
              </>
            ) : null}
          </div>
          {isDiagram ? (
            <DiagramPicture
              layout={layout}
              isOpen={isOpen}
              onOpenChange={shown.setOpen}
              onShowAccounts={showAccounts}
              zoom={zoom}
              svg={svg}
            />
          ) : (
            <DiagramList tree={tree} isOpen={isOpen} onOpenChange={shown.setOpen} />
          )}
        </Panel>
      </div>
      {isDiagram ? <DiagramSheets drawing={layout} {...print} title={title} /> : null}
      {asking ? (
        <PrintDialog
          drawing={layout}
          initial={print}
          onPrint={(choice) => {
            setPrint(choice);
            setAsking(false);
            setPrinting(true);
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

type Shown = ReturnType<typeof shownAtFirst>;

/** Returns the open parts of the diagram, and the functions that change them. */
function useShown(tree: DiagramUnit) {
  const first = useMemo(() => shownAtFirst(tree), [tree]);
  /** The parts after the viewer has opened or closed some; null before. */
  const [own, setOwn] = useState<Shown | null>(null);
  const { open, accounts } = own ?? first;
  const isOpen = useMemo(() => (id: string) => open.has(id), [open]);
  const showsAccounts = useMemo(() => (id: string) => accounts.has(id), [accounts]);
  const ids = () => [tree, ...allBelow(tree)].map(({ id }) => id);
  return {
    isOpen,
    showsAccounts,
    setOpen: (id: string, isNowOpen: boolean) => {
      const next = new Set(open);
      if (isNowOpen) next.add(id);
      else next.delete(id);
      setOwn({ open: next, accounts });
    },
    showAccounts: (id: string) => setOwn({ open, accounts: new Set([...accounts, id]) }),
    openAll: () => setOwn({ open: new Set(ids()), accounts: new Set(ids()) }),
    closeAll: () => setOwn({ open: new Set([tree.id]), accounts: new Set() }),
  };
}

const LIST = new Intl.ListFormat('en', { type: 'disjunction' });

type PartRead = Pick<ReturnType<typeof useRead>, 'error' | 'refetch'>;
const PARTS = {
  attachments: 'attached policies',
  administrators: 'delegated administrators',
  invalid: 'invalid effective policies',
} as const;

/** Renders what the diagram lacks: parts that the viewer may not read, in one line, and parts that could not be read. */
function NotKnown({ reads }: { reads: Readonly<Record<keyof typeof PARTS, PartRead>> }) {
  const failed = keysOf(PARTS).flatMap((part) => {
    const { error } = reads[part];
    return error ? [{ part, isDenied: isDenial(error) }] : [];
  });
  const denied = failed.filter(({ isDenied }) => isDenied);
  return (
    <>
      {denied.length > 0 ? (
        <p className="mb-3 text-ink-2">
          You don’t have permission to view {LIST.format(denied.map(({ part }) => PARTS[part]))}, so the diagram does not show
          them.
        </p>
      ) : null}
      {failed
        .filter(({ isDenied }) => !isDenied)
        .map(({ part }) => (
          <div key={part} className="mb-3">
            <ReadError read={reads[part]} what={PARTS[part]} />
          </div>
        ))}
    </>
  );
}

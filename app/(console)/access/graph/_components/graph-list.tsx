'use client';

import { useMemo } from 'react';
import { questionHref } from '@/app/(console)/access/question-fragment';
import { DANGER_STATUS, DANGER_WORDS, stepTitle } from '@/app/(console)/access/step-words';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import type { TableRead } from '@/components/console/table/table-frame';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import type { AccessGraph, AccessGraphEdge, AccessGraphNode, AccessGraphStatement } from '@/lib/access/graph/operations';
import { parseSubject } from '@/lib/access/subject-arn';
import { paths } from '@/lib/console/paths';
import { rootUserArn } from '@/lib/core/arns';
import { KIND_WORDS, placeOfNode, RELATION_WORDS } from './relation-words';

export type GraphListProps = {
  graph: AccessGraph;
  /** Positions of the shown edges. */
  edges: readonly number[];
  selected: number | null;
  onSelect: (node: number) => void;
  reach: 'account' | 'organization';
  read: TableRead;
};

type Row = { at: number; edge: AccessGraphEdge; from: AccessGraphNode; to: AccessGraphNode; why: string };

/** The graph as a list: from, relation, to, and reason. */
export function GraphList({ graph, edges, selected, onSelect, reach, read }: GraphListProps) {
  const rows = useMemo(() => edges.flatMap((at) => rowOf(graph, at) ?? []), [graph, edges]);
  const { Accounts } = graph;
  const columns = useMemo(() => columnsOf(Accounts, { selected, onSelect, reach }), [Accounts, selected, onSelect, reach]);
  return (
    <ResourceTable
      id="access-graph"
      layout="panel"
      title="List"
      noun="edges"
      columns={columns}
      filterProperties={FILTERS}
      rows={rows}
      rowId={({ at }) => String(at)}
      rowName={({ edge, from, to }) => `${from.Name} ${RELATION_WORDS[edge.Kind]} ${to.Name}`}
      defaultPreferences={{ pageSize: 50 }}
      urlKey="edges"
      read={read}
      empty={{ title: 'No edges', description: 'No relation of the selected kinds.' }}
    />
  );
}

function rowOf(graph: AccessGraph, at: number): Row | null {
  const { Nodes, Edges } = graph;
  const edge = Edges[at];
  const [from, to] = [Nodes[edge?.From ?? -1], Nodes[edge?.To ?? -1]];
  return edge && from && to ? { at, edge, from, to, why: whyOf(edge, graph) } : null;
}

/** Returns the reason for an edge: its action, and the statements that allow it. */
export function whyOf({ Kind, To, Through, Steps = [], By }: AccessGraphEdge, { Nodes, Statements }: AccessGraph): string {
  const deciding = By.flatMap((at) => Statements[at] ?? []).map(statementName);
  const told = deciding.length > 0 ? `by ${deciding.join('; ')}` : '';
  if (Kind === 'escalate') return [Steps.map(stepTitle).join(', then '), told].filter(Boolean).join(', ');
  if (Kind === 'administrator') return 'It is allowed everything, and no Deny applies';
  if (Kind === 'run') return 'Its code runs with the role';
  if (Through !== undefined) return `Permission set ${Through}`;
  if (Kind === 'member') return `Has the ${Nodes[To]?.Kind === 'Group' ? 'policies' : 'assignments'} of the group`;
  return told === '' ? 'Granted by its own account' : `B${told.slice(1)}`;
}

function statementName({ Policy, Group, Number: number, Sid }: AccessGraphStatement): string {
  return `${Policy}${Group === undefined ? '' : ` (group ${Group})`}, statement ${Sid ?? number}`;
}

/** Returns the question that an edge answers, or null if it is not about one caller. */
export function askHref(
  { Kind, Action, Resource }: Pick<AccessGraphEdge, 'Kind' | 'Action' | 'Resource'>,
  from: AccessGraphNode,
  to: AccessGraphNode,
  reach: 'account' | 'organization',
): { href: string; label: string } | null {
  const ofOrganization = reach === 'organization' ? reach : undefined;
  if (Kind === 'escalate') return { href: paths.escalationPath({ selected: from.Id, reach: ofOrganization }), label: 'Path' };
  if (Action === undefined || Kind === 'run') return null;
  const PrincipalArn = callerOf(from);
  if (PrincipalArn === null) return { href: paths.whoCan({ action: Action, resource: Resource ?? to.Id }), label: 'Who can' };
  return { href: questionHref({ PrincipalArn, Action, Resource: Resource ?? to.Id }), label: 'Ask' };
}

/** Returns a node as the caller of a question, or null if it cannot be one. */
function callerOf({ Id, Kind }: AccessGraphNode): string | null {
  if (Kind === 'Account') return rootUserArn('aws', Id);
  if (Kind === 'Service' || parseSubject(Id) !== null) return Id;
  return null;
}

function columnsOf(
  accounts: AccessGraph['Accounts'],
  { selected, onSelect, reach }: Pick<GraphListProps, 'selected' | 'onSelect' | 'reach'>,
): ColumnDefinition<Row>[] {
  const cell = (node: AccessGraphNode, at: number) => (
    <button
      type="button"
      aria-pressed={at === selected}
      onClick={() => onSelect(at)}
      className={`text-left hover:underline ${at === selected ? 'font-semibold text-ink' : 'font-medium text-accent'}`}
    >
      <span className="break-all">{node.Name}</span>
      <span className="block font-normal text-ink-3 text-xs">{placeOfNode(node, accounts)}</span>
    </button>
  );
  return [
    {
      id: 'from',
      header: 'From',
      rowHeader: true,
      value: ({ from }) => from.Name,
      cell: ({ from, edge }) => cell(from, edge.From),
    },
    {
      id: 'how',
      header: 'How',
      value: ({ edge }) => RELATION_WORDS[edge.Kind],
      cell: ({ edge: { Kind, Access } }) => {
        if (Kind === 'escalate')
          return (
            <Status kind={DANGER_STATUS[Access]}>
              {RELATION_WORDS[Kind]}
              {Access === 'sometimes' ? `, ${DANGER_WORDS[Access].toLowerCase()}` : ''}
            </Status>
          );
        return `${RELATION_WORDS[Kind]}${Access === 'sometimes' ? ', in some cases' : ''}`;
      },
    },
    { id: 'to', header: 'To', value: ({ to }) => to.Name, cell: ({ to, edge }) => cell(to, edge.To) },
    {
      id: 'why',
      header: 'Why',
      value: ({ why }) => why,
      cell: ({ why, edge, from, to }) => {
        const ask = askHref(edge, from, to, reach);
        return (
          <span className="block min-w-72 whitespace-normal break-words text-sm">
            {edge.Action === undefined ? null : <code className="font-mono text-xs">{edge.Action} </code>}
            {why}{' '}
            {ask ? (
              <TextLink inline href={ask.href}>
                {ask.label}
              </TextLink>
            ) : null}
          </span>
        );
      },
    },
  ];
}

const FILTERS: TableFilterProperty<Row>[] = [
  { key: 'from', label: 'From', value: ({ from }) => [from.Name, from.Id] },
  { key: 'how', label: 'How', values: Object.values(RELATION_WORDS), value: ({ edge }) => RELATION_WORDS[edge.Kind] },
  { key: 'to', label: 'To', value: ({ to }) => [to.Name, to.Id] },
  { key: 'fromKind', label: 'Type of From', values: Object.values(KIND_WORDS), value: ({ from }) => KIND_WORDS[from.Kind] },
  { key: 'toKind', label: 'Type of To', values: Object.values(KIND_WORDS), value: ({ to }) => KIND_WORDS[to.Kind] },
  { key: 'action', label: 'Action', value: ({ edge }) => edge.Action },
  { key: 'why', label: 'Why', value: ({ why }) => why },
];

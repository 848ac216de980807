'use client';

import { X } from 'lucide-react';
import { CopyArn } from '@/components/console/page/copy-text';
import { Button, IconButton } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import type { AccessGraph, AccessGraphNode } from '@/lib/access/graph/operations';
import { parseSubject } from '@/lib/access/subject-arn';
import { ENTITIES_OF } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import { resourceAt } from '@/lib/console/resource-arn';
import { askHref, whyOf } from './graph-list';
import { kindOfNode, RELATION_WORDS } from './relation-words';

type NodePanelProps = {
  graph: AccessGraph;
  at: number;
  /** Positions of the shown edges. */
  edges: readonly number[];
  ownAccount: string | undefined;
  reach: 'account' | 'organization';
  isFocus: boolean;
  onSelect: (node: number) => void;
  onFocus: (id: string) => void;
  onClose: () => void;
};

/** Further ones are in the list. */
const MOST_LISTED = 12;

/** The selected node: its kind, its links, and each edge with its reason. */
export function NodePanel({ graph, at, edges, ownAccount, reach, isFocus, onSelect, onFocus, onClose }: NodePanelProps) {
  const node = graph.Nodes[at];
  if (node === undefined) return null;
  const account = graph.Accounts.find(({ Id }) => Id === node.AccountId);
  return (
    <Panel
      title={node.Name}
      description={`${kindOfNode(node)}${account ? `, ${account.Name}` : ''}${node.Zone === 'organization' ? ', of the organization' : node.Zone === 'outside' ? ', external' : ''}`}
      actions={
        <IconButton label="Close" onClick={onClose}>
          <X aria-hidden size={16} />
        </IconButton>
      }
    >
      <div className="space-y-3">
        {node.Id.startsWith('arn:') ? <CopyArn arn={node.Id} /> : null}
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
          {isFocus ? null : (
            <Button size="sm" onClick={() => onFocus(node.Id)}>
              Show only its relations
            </Button>
          )}
          {linksOf(node, ownAccount).map(({ href, label }) => (
            <TextLink key={label} href={href}>
              {label}
            </TextLink>
          ))}
        </p>
        <Limits graph={graph} node={node} />
        <Ends
          title="Outgoing"
          graph={graph}
          edges={edges.filter((each) => graph.Edges[each]?.From === at)}
          end="To"
          reach={reach}
          onSelect={onSelect}
        />
        <Ends
          title="Incoming"
          graph={graph}
          edges={edges.filter((each) => graph.Edges[each]?.To === at)}
          end="From"
          reach={reach}
          onSelect={onSelect}
        />
      </div>
    </Panel>
  );
}

const GUARDRAIL_WORDS = { scp: 'Service control policy', rcp: 'Resource control policy' } as const;

/** Lists the SCPs and RCPs that limit a node. They are no nodes, because they reach nothing. */
function Limits({ graph, node }: { graph: AccessGraph; node: AccessGraphNode }) {
  const account = graph.Accounts.findIndex(({ Id }) => Id === node.AccountId);
  const limits = graph.Guardrails.filter(({ Type, Accounts }) => node.LimitedBy?.includes(Type) && Accounts.includes(account));
  if (limits.length === 0) return null;
  return (
    <section aria-label="Limited by">
      <h3 className="font-semibold">
        Limited by <span className="font-medium text-ink-3">({limits.length.toLocaleString('en')})</span>
      </h3>
      <ul className="mt-1 space-y-1 text-sm">
        {limits.slice(0, MOST_LISTED).map(({ Type, Policy, Arn, At }) => (
          <li key={`${Type} ${Arn ?? Policy} ${At}`} className="break-words">
            <span className="font-medium">{Policy}</span>
            <span className="block text-ink-3 text-xs">
              {GUARDRAIL_WORDS[Type]} at {At}
            </span>
          </li>
        ))}
      </ul>
      {limits.length > MOST_LISTED ? (
        <p className="mt-1 text-ink-3 text-sm">and {(limits.length - MOST_LISTED).toLocaleString('en')} more</p>
      ) : null}
    </section>
  );
}

type EndsProps = Pick<NodePanelProps, 'graph' | 'edges' | 'reach' | 'onSelect'> & { title: string; end: 'From' | 'To' };

function Ends({ title, graph, edges, end, reach, onSelect }: EndsProps) {
  if (edges.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="font-semibold">
        {title} <span className="font-medium text-ink-3">({edges.length.toLocaleString('en')})</span>
      </h3>
      <ul className="mt-1 space-y-2">
        {edges.slice(0, MOST_LISTED).map((each) => {
          const edge = graph.Edges[each];
          const [from, to] = [graph.Nodes[edge?.From ?? -1], graph.Nodes[edge?.To ?? -1]];
          if (!edge || !from || !to) return null;
          const ask = askHref(edge, from, to, reach);
          return (
            <li key={each} className="text-sm">
              <span className={edge.Kind === 'escalate' ? 'text-deny' : 'text-ink-2'}>
                {RELATION_WORDS[edge.Kind]}
                {edge.Access === 'sometimes' ? ', in some cases' : ''}
              </span>{' '}
              <button
                type="button"
                onClick={() => onSelect(edge[end])}
                className="break-all text-left font-medium text-accent hover:underline"
              >
                {end === 'To' ? to.Name : from.Name}
              </button>
              <span className="block text-ink-3 text-xs">
                {edge.Action === undefined ? null : <code className="font-mono">{edge.Action} </code>}
                {whyOf(edge, graph)}
                {ask ? (
                  <>
                    {' '}
                    <TextLink inline href={ask.href}>
                      {ask.label}
                    </TextLink>
                  </>
                ) : null}
              </span>
            </li>
          );
        })}
      </ul>
      {edges.length > MOST_LISTED ? (
        <p className="mt-1 text-ink-3 text-sm">{(edges.length - MOST_LISTED).toLocaleString('en')} more in the list.</p>
      ) : null}
    </section>
  );
}

/** Returns the pages of a node. Nodes of other accounts have none. */
function linksOf({ Id, Kind, AccountId, Name }: AccessGraphNode, ownAccount: string | undefined) {
  const links: { href: string; label: string }[] = [];
  const isOwn = AccountId === ownAccount;
  const id = Id.slice(Id.lastIndexOf('/') + 1);
  if (Kind === 'Identity Center user') links.push({ href: paths.storeUser(id), label: 'Details' });
  if (Kind === 'Identity Center group') links.push({ href: paths.storeGroup(id), label: 'Details' });
  const entity = Kind === 'User' || Kind === 'Role' || Kind === 'Group' ? Kind : null;
  if (entity && isOwn) links.push({ href: paths.entity(ENTITIES_OF[entity], Name), label: 'Details' });
  const resource = Kind === 'Resource' && isOwn ? resourceAt(Id) : null;
  if (resource) links.push({ href: paths.resource(resource.kind, resource.arn), label: 'Details' });
  if (Kind === 'Resource') links.push({ href: paths.whoCan({ resource: Id }), label: 'Who can' });
  if (Kind === 'Administrator') links.push({ href: paths.escalation, label: 'Escalation' });
  if (parseSubject(Id) !== null || Kind === 'Service')
    links.push({ href: paths.access({ principal: Id }), label: 'Permissions' });
  return links;
}

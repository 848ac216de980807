import type { AccessGraph, AccessGraphEdge, AccessGraphNode } from '@/lib/access/graph/operations';
import { keysOf } from '@/lib/core/text/lists';
import { plural } from '@/lib/core/text/plural';
import { SHOWN_KINDS, shortLabel } from '@/lib/resources/kind-arns';

export type Relation = AccessGraphEdge['Kind'];
export type NodeKind = AccessGraphNode['Kind'];

/** The words of an edge between the names of its nodes, more important ones first. */
export const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  escalate: 'escalates to',
  administrator: 'is administrator of',
  assume: 'can assume',
  permissions: 'changes permissions of',
  write: 'writes',
  read: 'reads',
  pass: 'can pass',
  run: 'runs as',
  assigned: 'is assigned',
  member: 'is a member of',
};

export const RELATIONS = keysOf(RELATION_WORDS);

/** The dashes of a line, as in `stroke-dasharray`. Lines and words identify a relation without color. */
export const RELATION_DASHES: Readonly<Record<Relation, string>> = {
  escalate: '9 5',
  administrator: '9 3 2 3',
  assume: '',
  permissions: '6 2',
  write: '',
  read: '',
  pass: '2 4',
  run: '1 3',
  assigned: '8 2',
  member: '1 5',
};

/** Color and width, as classes of globals.css. */
export const RELATION_STROKES: Readonly<Record<Relation, { color: string; width: number }>> = {
  escalate: { color: 'var(--deny)', width: 2.25 },
  administrator: { color: 'var(--deny)', width: 1.5 },
  assume: { color: 'var(--ink-2)', width: 1.5 },
  permissions: { color: 'var(--limit)', width: 1.75 },
  write: { color: 'var(--accent)', width: 1.75 },
  read: { color: 'var(--accent)', width: 1 },
  pass: { color: 'var(--ink-2)', width: 1.5 },
  run: { color: 'var(--ink-2)', width: 1.5 },
  assigned: { color: 'var(--ink-2)', width: 1.75 },
  member: { color: 'var(--ink-3)', width: 1.5 },
};

export const KIND_WORDS: Readonly<Record<NodeKind, string>> = {
  User: 'User',
  Role: 'Role',
  'Root user': 'Root user',
  Group: 'Group',
  'Identity Center user': 'IAM Identity Center user',
  'Identity Center group': 'IAM Identity Center group',
  Resource: 'Resource',
  Administrator: 'Administrator access',
  Service: 'Service',
  Provider: 'Identity provider',
  Account: 'Another account',
  Principal: 'Principal of another account',
  Everybody: 'Anyone (public)',
};

export const NODE_KINDS = keysOf(KIND_WORDS);

/** Returns the kind of a node in one or two words. */
export function kindOfNode({ Kind, Service, Type }: Pick<AccessGraphNode, 'Kind' | 'Service' | 'Type'>): string {
  const kind = SHOWN_KINDS.find(({ service, type }) => service === Service && type === Type);
  return kind ? shortLabel(kind) : KIND_WORDS[Kind];
}

/** Returns the kind of a node, for a group of IAM Identity Center with the number of its users. */
function kindWithCount(node: AccessGraphNode): string {
  return node.Members === undefined ? kindOfNode(node) : `${kindOfNode(node)}, ${plural(node.Members, 'user')}`;
}

/** Returns the same with the account, if the graph has several: each can have roles of one name. */
export function placeOfNode(node: AccessGraphNode, accounts: AccessGraph['Accounts']): string {
  const account = accounts.length > 1 ? accounts.find(({ Id }) => Id === node.AccountId) : undefined;
  return account ? `${kindOfNode(node)}, ${account.Name}` : kindWithCount(node);
}

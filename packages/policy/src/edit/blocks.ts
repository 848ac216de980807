import { conditionOperator } from '../condition/operators';
import { type DuplicateKey, parseJson } from '../json/parse-json';
import type { JsonMember, JsonNode, Span } from '../json/types';
import { STATEMENT_ELEMENTS } from '../policy/parse-statement';
import { type DraftPolicy, type DraftStatement, member, toDraftPolicy } from '../validate/draft';
import { type JsonObject, type Layout, layoutOf } from './layout';

/**
 * A policy document as blocks, one per statement, with the position of every part in the text. The text is authoritative: blocks are read
 * from it, and changes are made in it (`gestures.ts`).
 */

/** The reason why a statement or document cannot be shown as fields and is shown as text. */
export type KeptReason = { message: string; span: Span };

export type PolicyBlock = {
  /** The index in `Statement`. */
  index: number;
  node: JsonNode;
  /** Absent if `node` is not an object. */
  statement?: DraftStatement;
  /** Set if the fields would show less than the text, so that it can only be edited as text. */
  kept?: KeptReason;
};

export type PolicyBlocks = {
  text: string;
  root: JsonObject;
  /** The member `Statement`. */
  statements?: JsonMember;
  blocks: readonly PolicyBlock[];
  layout: Layout;
};

export type BlocksResult =
  | { ok: true; document: PolicyBlocks }
  /** Not JSON, or a document without recognizable statements. */
  | { ok: false; reason: KeptReason };

/** Reads a document as blocks, or returns the reason why it has none. It never throws. */
export function toBlocks(text: string): BlocksResult {
  const json = parseJson(text);
  if (!json.ok) {
    const [issue] = json.issues;
    if (!issue) throw new Error('a text that is no JSON has an issue');
    return { ok: false, reason: { message: issue.message, span: issue.span } };
  }
  const root = json.value;
  if (root.kind !== 'object') return { ok: false, reason: { message: 'A policy is a JSON object.', span: root.span } };
  const atRoot = json.duplicates.find(({ path }) => path.length === 1);
  if (atRoot) return { ok: false, reason: { message: `"${atRoot.key}" is there twice.`, span: atRoot.span } };
  const statements = member(root, 'Statement');
  if (statements && statements.value.kind !== 'object' && statements.value.kind !== 'array') {
    return { ok: false, reason: { message: 'Statement is neither an object nor a list.', span: statements.value.span } };
  }
  const draft = toDraftPolicy(root);
  return {
    ok: true,
    document: {
      text,
      root,
      ...(statements ? { statements } : {}),
      blocks: statements ? blocksOf(statements.value, draft, json.duplicates) : [],
      layout: layoutOf(text, root),
    },
  };
}

function blocksOf(node: JsonNode, draft: DraftPolicy, duplicates: readonly DuplicateKey[]): PolicyBlock[] {
  const items = node.kind === 'array' ? node.items : [node];
  const byNode = new Map(draft.statements.map((statement) => [statement.node, statement]));
  return items.map((item, index) => {
    if (item.kind !== 'object') {
      return { index, node: item, kept: { message: 'A statement is a JSON object.', span: item.span } };
    }
    const statement = byNode.get(item);
    const twice = duplicates.find(({ span }) => contains(item.span, span));
    const kept = twice
      ? { message: `"${twice.key}" is there twice: a field would show only one of them.`, span: twice.span }
      : whyKept(item);
    return { index, node: item, ...(statement ? { statement } : {}), ...(kept ? { kept } : {}) };
  });
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start.offset <= inner.start.offset && inner.end.offset <= outer.end.offset;
}

/** Returns the first part of a statement that fields would not show, or undefined if they show everything. */
function whyKept(statement: JsonObject): KeptReason | undefined {
  for (const { key, keySpan, value } of statement.members) {
    if (!STATEMENT_ELEMENTS.has(key)) return { message: `"${key}" is not an element of a statement.`, span: keySpan };
    const negated = member(statement, `Not${key}`);
    if (negated) return { message: `${key} and Not${key} are both there: only one can count.`, span: negated.keySpan };
    const kept = whyMemberKept(key, value);
    if (kept) return kept;
  }
  return undefined;
}

function whyMemberKept(key: string, value: JsonNode): KeptReason | undefined {
  switch (key) {
    case 'Sid':
      return value.kind === 'string' ? undefined : { message: 'Sid is not a text.', span: value.span };
    case 'Effect':
      return value.kind === 'string' && (value.value === 'Allow' || value.value === 'Deny')
        ? undefined
        : { message: 'Effect is neither Allow nor Deny.', span: value.span };
    case 'Principal':
    case 'NotPrincipal':
      return whyPrincipalKept(key, value);
    case 'Condition':
      return whyConditionKept(value);
    default:
      return isTextOrTexts(value) ? undefined : { message: `${key} is neither a text nor a list of texts.`, span: value.span };
  }
}

function isTextOrTexts(node: JsonNode): boolean {
  return node.kind === 'string' || (node.kind === 'array' && node.items.every(({ kind }) => kind === 'string'));
}

export const PRINCIPAL_KEYS = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
const isPrincipalKey = (key: string) => PRINCIPAL_KEYS.some((known) => known === key);

function whyPrincipalKept(name: string, node: JsonNode): KeptReason | undefined {
  if (node.kind === 'string') {
    return node.value === '*' ? undefined : { message: `${name} is a text other than "*".`, span: node.span };
  }
  if (node.kind !== 'object') return { message: `${name} is neither "*" nor an object.`, span: node.span };
  for (const { key, keySpan, value } of node.members) {
    if (!isPrincipalKey(key)) return { message: `"${key}" is not a kind of principal.`, span: keySpan };
    if (!isTextOrTexts(value)) return { message: `${key} is neither a text nor a list of texts.`, span: value.span };
  }
  return undefined;
}

function whyConditionKept(node: JsonNode): KeptReason | undefined {
  if (node.kind !== 'object') return { message: 'Condition is not an object.', span: node.span };
  for (const { key: operator, keySpan, value: block } of node.members) {
    if (conditionOperator(operator) === null) return { message: `"${operator}" is not a condition operator.`, span: keySpan };
    if (block.kind !== 'object') return { message: `${operator} is not an object of condition keys.`, span: block.span };
    if (block.members.length === 0) return { message: `${operator} has no condition key.`, span: block.span };
    const seen = new Set<string>();
    for (const clause of block.members) {
      const name = clause.key.toLowerCase();
      if (seen.has(name)) {
        return { message: 'One key in two spellings: a field would show only one of them.', span: clause.keySpan };
      }
      seen.add(name);
      const values = clause.value.kind === 'array' ? clause.value.items : [clause.value];
      const odd = values.find(({ kind }) => kind !== 'string' && kind !== 'number' && kind !== 'boolean');
      if (odd) return { message: `A value of ${clause.key} is neither a text nor a number nor true or false.`, span: odd.span };
    }
  }
  return undefined;
}

/** Returns the block at a position of the text, or undefined between blocks. */
export function blockAt({ blocks }: PolicyBlocks, offset: number): PolicyBlock | undefined {
  return blocks.find(({ node: { span } }) => span.start.offset <= offset && offset <= span.end.offset);
}

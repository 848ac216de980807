import { type ConditionOperator, conditionOperator } from '../condition/operators';
import type { JsonNode, PathSegment, Span } from '../json/types';
import { replaceVariables } from '../match/template';
import type { PolicyIssue, PolicyKind } from '../policy/types';
import type { PolicyCatalog } from './catalog';
import type { DraftClause, DraftElement, DraftEntry, DraftPolicy, DraftStatement, Path } from './draft';
import type { FindingType, Fix, Location, PathElement, ValidatePolicyOptions } from './types';

/** What a check looks at. */
export type CheckContext = {
  text: string;
  kind: PolicyKind;
  options: ValidatePolicyOptions;
  draft: DraftPolicy;
  /** What the parser refuses or calls wrong. */
  issues: readonly PolicyIssue[];
};

/** A finding but for what its check already says. */
export type Report = { details: string; locations: readonly Location[]; fix?: Fix };

type CheckHead = {
  code: string;
  findingType: FindingType;
  /** Kinds of policy that the check is about. Absent: all. */
  kinds?: readonly PolicyKind[];
  /** Ours, not in AWS's catalogue. */
  ours?: true;
  /** Dropped where another check reports an error for the same text. */
  general?: true;
};

/** One row of the table of checks. `grammar` needs the document only, `catalog` the data about services too. */
export type Check = CheckHead &
  (
    | { needs: 'grammar'; run(context: CheckContext): Iterable<Report> }
    | { needs: 'catalog'; run(context: CheckContext, catalog: PolicyCatalog): Iterable<Report> }
  );

/** Kinds that grant to, or limit, whoever they are attached to: no Principal. */
export const IDENTITY_KINDS: readonly PolicyKind[] = ['identity', 'boundary', 'session'];

function toPath(path: Path): PathElement[] {
  return path.map((segment: PathSegment) => (typeof segment === 'number' ? { index: segment } : { value: segment }));
}

export function at(place: { path: Path; span: Span }): Location {
  return { path: toPath(place.path), span: place.span };
}

/** A member's name rather than its value. */
export function atKey(path: Path, span: Span): Location {
  const last = path[path.length - 1];
  return { path: [...toPath(path.slice(0, -1)), typeof last === 'number' ? { index: last } : { key: last ?? '' }], span };
}

export const atElement = ({ path, member }: DraftElement): Location => atKey(path, member.keySpan);

export const atStatement = ({ path, node }: DraftStatement): Location => ({ path: toPath(path), span: node.span });

/** The node at a path, or undefined. */
export function nodeAt(root: JsonNode, path: Path): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const segment of path) {
    if (typeof segment === 'number') node = node?.kind === 'array' ? node.items[segment] : undefined;
    else node = node?.kind === 'object' ? node.members.find(({ key }) => key === segment)?.value : undefined;
  }
  return node;
}

/** `1 action`, `2 actions`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** At most five of them, then how many more. */
export function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, 5).join(', ');
  return texts.length > 5 ? `${shown} and ${texts.length - 5} more` : shown;
}

export function entryTexts(element: { entries: readonly DraftEntry[] } | undefined): readonly string[] {
  return element?.entries.map(({ text }) => text) ?? [];
}

/** `*` and `?`, without those that stand inside a variable such as `${*}`. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(replaceVariables(text, ''));
}

export const hasVariable = (text: string): boolean => text.includes('${');

/** All clauses with their statement and, where it exists, their operator. */
export function* clausesOf({ draft }: CheckContext): Iterable<ClauseInPlace> {
  for (const statement of draft.statements)
    for (const clause of statement.clauses) yield { statement, clause, operator: conditionOperator(clause.operator) };
}

export type ClauseInPlace = { statement: DraftStatement; clause: DraftClause; operator: ConditionOperator | null };

export const keyIs = (clause: DraftClause, ...names: readonly string[]) =>
  names.some((name) => name.toLowerCase() === clause.key.toLowerCase());

/** Whether some condition of the statement is about one of these keys. */
export function hasKey(statement: DraftStatement, ...names: readonly string[]): boolean {
  return statement.clauses.some((clause) => keyIs(clause, ...names));
}

export const atClause = (clause: DraftClause): Location => atKey(clause.path, clause.keySpan);

/** Whether the condition is true of a request that lacks the key, so that the key's absence changes nothing. */
export function holdsWhenMissing({ clause, operator }: ClauseInPlace): boolean {
  if (operator === null) return true;
  if (operator.base.family === 'Null') return clause.values.some(({ text }) => text.toLowerCase() === 'true');
  if (operator.qualifier === 'ForAllValues' || operator.ifExists) return true;
  return operator.base.negated && operator.qualifier === null;
}

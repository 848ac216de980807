import { type ConditionOperator, conditionOperator } from '../condition/operators';
import type { JsonNode, PathSegment, Span } from '../json/types';
import { replaceVariables } from '../match/template';
import type { PolicyIssue, PolicyKind } from '../policy/types';
import type { PolicyCatalog } from './catalog';
import type { DraftClause, DraftElement, DraftEntry, DraftPolicy, DraftStatement, Path } from './draft';
import type { FindingType, Fix, Location, PathElement, ValidatePolicyOptions } from './types';

/** The input of a check. */
export type CheckContext = {
  text: string;
  kind: PolicyKind;
  options: ValidatePolicyOptions;
  draft: DraftPolicy;
  /** The faults that the parser refuses or reports. */
  issues: readonly PolicyIssue[];
};

/** A finding without the constant parts of its check. */
export type Report = { details: string; locations: readonly Location[]; fix?: Fix };

type CheckHead = {
  code: string;
  findingType: FindingType;
  /** The kinds of policy of the check. Absent: all. */
  kinds?: readonly PolicyKind[];
  /** The check is ours and not in AWS's catalog. */
  ours?: true;
  /** The finding is dropped if another check reports an error for the same text. */
  general?: true;
};

/** A check. `grammar` needs only the document, `catalog` also the data about services. */
export type Check = CheckHead &
  (
    | { needs: 'grammar'; run(context: CheckContext): Iterable<Report> }
    | { needs: 'catalog'; run(context: CheckContext, catalog: PolicyCatalog): Iterable<Report> }
  );

/** The kinds of policy without Principal, which apply to whatever they are attached to. */
export const IDENTITY_KINDS: readonly PolicyKind[] = ['identity', 'boundary', 'session'];

function toPath(path: Path): PathElement[] {
  return path.map((segment: PathSegment) => (typeof segment === 'number' ? { index: segment } : { value: segment }));
}

export function at(place: { path: Path; span: Span }): Location {
  return { path: toPath(place.path), span: place.span };
}

/** Returns the location of a member's name. */
export function atKey(path: Path, span: Span): Location {
  const [last = ''] = path.slice(-1);
  return { path: [...toPath(path.slice(0, -1)), typeof last === 'number' ? { index: last } : { key: last }], span };
}

export const atElement = ({ path, member }: DraftElement): Location => atKey(path, member.keySpan);

export const atStatement = ({ path, node }: DraftStatement): Location => ({ path: toPath(path), span: node.span });

/** Returns the node at a path, or undefined. */
export function nodeAt(root: JsonNode, path: Path): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const segment of path) {
    if (typeof segment === 'number') node = node?.kind === 'array' ? node.items[segment] : undefined;
    else node = node?.kind === 'object' ? node.members.find(({ key }) => key === segment)?.value : undefined;
  }
  return node;
}

/** Returns a number with its noun: `1 action`, `2 actions`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Lists at most five texts, and the number of further ones. */
export function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, 5).join(', ');
  return texts.length > 5 ? `${shown} and ${texts.length - 5} more` : shown;
}

export function entryTexts(element: { entries: readonly DraftEntry[] } | undefined): readonly string[] {
  return element?.entries.map(({ text }) => text) ?? [];
}

/** Tests for `*` and `?` outside variables such as `${*}`. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(replaceVariables(text, ''));
}

export const hasVariable = (text: string): boolean => text.includes('${');

/** Yields all clauses with their statement and their operator if it exists. */
export function* clausesOf({ draft }: CheckContext): Iterable<ClauseInPlace> {
  for (const statement of draft.statements)
    for (const clause of statement.clauses) yield { statement, clause, operator: conditionOperator(clause.operator) };
}

export type ClauseInPlace = { statement: DraftStatement; clause: DraftClause; operator: ConditionOperator | null };

export const keyIs = (clause: DraftClause, ...names: readonly string[]) =>
  names.some((name) => name.toLowerCase() === clause.key.toLowerCase());

/** Tests whether a condition of the statement is about one of these keys. */
export function hasKey(statement: DraftStatement, ...names: readonly string[]): boolean {
  return statement.clauses.some((clause) => keyIs(clause, ...names));
}

export const atClause = (clause: DraftClause): Location => atKey(clause.path, clause.keySpan);

/** Tests whether a condition holds for requests without the key, so that its absence changes nothing. */
export function holdsWhenMissing({ clause, operator }: ClauseInPlace): boolean {
  if (operator === null) return true;
  if (operator.base.family === 'Null') return clause.values.some(({ text }) => text.toLowerCase() === 'true');
  if (operator.qualifier === 'ForAllValues' || operator.ifExists) return true;
  return operator.base.negated && operator.qualifier === null;
}

import { actionEntry, type CompiledPolicy, type CompiledStatement, statementsFor } from '../../evaluate/compile-policy';
import { matchPrincipal } from '../../evaluate/match-principal';
import { type DecisionRecord, type Grant, NO_GRANT, type PreparedPolicy, STRENGTH } from '../../evaluate/record';
import type { PreparedRequest } from '../../evaluate/request';
import type { PrincipalClass } from '../../evaluate/types';
import { matchGlob } from '../../match/glob';
import { lacksValue, resourceCodes } from '../actions/resource-codes';
import { literalCodes, type TextCodes } from '../text/codes';
import { covers, overlaps } from '../text/compare';
import { type KnownContext, type Trit, testAllKnown } from './known-context';

/**
 * The resources in question: an ARN, or all that a pattern with `*` and `?` matches. `shapes` has one text for each kind that the decision
 * flow distinguishes, such as roles and keys.
 */
export type AskedResource = { text: string; pattern: TextCodes | null; shapes: readonly string[] };

/**
 * The record of a request with a partly known context. `favour` decides for statements that may or may not apply. An Allow can only help
 * and a Deny can only hurt, so the two sides enclose the truth.
 */
export class KnownRecord implements DecisionRecord {
  /** Some statement may or may not apply. */
  open = false;

  constructor(
    private readonly request: PreparedRequest,
    private readonly resource: AskedResource,
    private readonly known: KnownContext,
    private readonly favour: 'allow' | 'deny',
  ) {}

  denies({ compiled }: PreparedPolicy): readonly number[] {
    const found: number[] = [];
    for (const statement of statementsFor(compiled.denies, this.request.service)) {
      if (this.classOf(statement, compiled) !== 'NONE' && this.applies(statement)) found.push(statement.source.index);
    }
    return found;
  }

  allow({ compiled }: PreparedPolicy): number {
    for (const statement of statementsFor(compiled.allows, this.request.service)) {
      if (this.classOf(statement, compiled) !== 'NONE' && this.applies(statement)) return statement.source.index;
    }
    return -1;
  }

  grant({ compiled }: PreparedPolicy): Grant {
    let best = NO_GRANT;
    for (const statement of statementsFor(compiled.allows, this.request.service)) {
      const named = this.classOf(statement, compiled);
      if (STRENGTH[named] <= STRENGTH[best.class] || !this.applies(statement)) continue;
      best = { class: named, statement: statement.source.index };
    }
    return best;
  }

  private classOf(statement: CompiledStatement, compiled: CompiledPolicy): PrincipalClass {
    if (statement.principal === null) return compiled.needsPrincipal ? 'NONE' : 'DIRECT';
    return matchPrincipal(statement.principal, this.request.caller, statement.deny, this.request.hasBoundary).class;
  }

  private applies(statement: CompiledStatement): boolean {
    const { actions, conditions, deny } = statement;
    if (actionEntry(actions, this.request) >= 0 === actions.negated) return false;
    const resource = matchAsked(statement, this.resource, this.known);
    if (resource === 'no') return false;
    const condition = conditions.length === 0 ? 'yes' : testAllKnown(conditions, this.known);
    if (condition === 'no') return false;
    if (resource === 'yes' && condition === 'yes') return true;
    this.open = true;
    return deny === (this.favour === 'deny');
  }
}

/** Tests whether a statement's Resource element matches all, some or none of the resources in question. */
export function matchAsked({ resources }: CompiledStatement, asked: AskedResource, known: KnownContext): Trit {
  if (resources === null) return 'yes';
  let some: Trit = 'no';
  for (const entry of resources.patterns) {
    const one = surer(matchEntry(entry, asked, known), resources.needsValues ? lacksValue(entry, known) : 'no');
    if (one === 'no') continue;
    some = one;
    if (one === 'yes') break;
  }
  if (!resources.negated || some === 'maybe') return some;
  return some === 'yes' ? 'no' : 'yes';
}

function surer(one: Trit, other: Trit): Trit {
  if (one === 'yes' || other === 'yes') return 'yes';
  return one === 'maybe' ? one : other;
}

type Entry = NonNullable<CompiledStatement['resources']>['patterns'][number];

function matchEntry(entry: Entry, { text, pattern }: AskedResource, known: KnownContext): Trit {
  if (pattern === null && entry.pattern.kind === 'fixed') return matchGlob(entry.pattern.glob, text) ? 'yes' : 'no';
  const codes = resourceCodes(entry, known);
  const asked = pattern ?? literalCodes(text);
  if (codes === null || !overlaps(codes.codes, asked)) return 'no';
  return codes.certain && covers(codes.codes, asked) ? 'yes' : 'maybe';
}

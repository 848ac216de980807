import { authorize } from '../../evaluate/authorize';
import type { CompiledStatement } from '../../evaluate/compile-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import type { AuthorizationRequest, PolicySet } from '../../evaluate/types';
import { askedResource } from '../model/ask-known';
import { contextOfFacts, type KnownContext } from '../model/known-context';
import { covers } from '../text/compare';
import { findText, type TextSet } from '../text/find-text';
import { exactCodes } from './resource-codes';

/** The most statements that are tried, and the longest text search. */
const MOST_TRIED = 500;
const SEARCH_LIMIT = 2_000;

/** A part of a pattern, and the policy with the statement that it comes from. */
export type AllowedPart = { resource: string; policyId: string };

/**
 * Finds an allowed part of a denied pattern of resources (`arn:aws:s3:::reports/*`): a pattern or an ARN, or null if none is found. A
 * decision treats the pattern as the name of one resource, so statements about a part of it don't match. Source: IAM API Reference,
 * SimulateCustomPolicy, ResourceArns.
 */
export function allowedPart(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): AllowedPart | null {
  const { pattern } = askedResource(request.resource);
  if (pattern === null) return null;
  const known = contextOfFacts({ knownContext: request.context });
  const tried = new Set<string>();
  for (const { policyId, statement } of allowsOf(set)) {
    for (const { text, resources } of reachesOf(statement, known)) {
      if (tried.size >= MOST_TRIED) return null;
      const [only] = resources.codes;
      const whole = text !== null && only !== undefined && covers(pattern, only);
      const part = whole ? text : exampleOf({ negated: false, codes: [pattern] }, resources);
      if (part === null || tried.has(part)) continue;
      tried.add(part);
      if (authorize({ ...request, resource: part }, set).decision === 'Allowed') return { resource: part, policyId };
    }
  }
  return null;
}

function allowsOf(set: PolicySet<PreparedPolicy>): { policyId: string; statement: CompiledStatement }[] {
  const single = [set.resource, set.boundary, set.vpcEndpoint].filter((policy) => policy !== undefined);
  const levels = [...(set.scp ?? []), ...(set.rcp ?? [])].flatMap(({ policies }) => policies);
  const all = [...set.identity, ...(set.session ?? []), ...(set.scopes ?? []), ...single, ...levels];
  return all.flatMap(({ ref, compiled }) =>
    compiled.statements.filter(({ deny }) => !deny).map((statement) => ({ policyId: ref.id, statement })),
  );
}

/** Returns the resources of a statement's entries, with the text of an entry that is fully described by it. */
function reachesOf({ resources, source }: CompiledStatement, known: KnownContext): { text: string | null; resources: TextSet }[] {
  const entries = (resources?.patterns ?? []).flatMap((pattern, i) => {
    const read = exactCodes(pattern, known);
    const text = source.resource?.entries[i]?.value ?? '';
    return read?.certain ? [{ text: text.includes('$') ? null : text, codes: read.codes }] : [];
  });
  if (resources?.negated) return [{ text: null, resources: { negated: true, codes: entries.map(({ codes }) => codes) } }];
  return entries.map(({ text, codes }) => ({ text, resources: { negated: false, codes: [codes] } }));
}

function exampleOf(...sets: readonly TextSet[]): string | null {
  const found = findText(
    sets.map((one) => [one]),
    SEARCH_LIMIT,
  );
  return found.kind === 'found' ? found.text : null;
}

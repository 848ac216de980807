import { parsePolicy } from '@gatehouse/policy/parse';
import { storedJson } from '../core/text/stored-json';

// AWS shows a deleted principal by its unique id.
const UNIQUE_ID = /^(AIDA|AROA|AGPA|ANPA)[A-Z0-9]+$/;
const ENTITY_ARN = /^arn:[a-z-]+:(?:iam::\d{12}:(?:user|role)\/|sts::\d{12}:(?:assumed-role|federated-user)\/)/;

/** Returns whether a trust policy names users, roles or their sessions, which must exist when it is saved. */
export function namesPrincipals(document: string): boolean {
  return principalsOf(document).some((value) => ENTITY_ARN.test(value));
}

type Kind = 'trust' | 'resource';

/** Returns every `AWS` principal of a trust or resource policy. */
export function principalsOf(document: string, kind: Kind = 'trust'): string[] {
  const parsed = parsePolicy(document, kind, { author: 'aws' });
  if (!parsed.ok) return [];
  return parsed.policy.statements.flatMap(({ principal }) =>
    (principal?.entries ?? []).filter(({ key }) => key === 'AWS').map(({ value }) => value),
  );
}

/** A statement for a trust policy that admits nobody, since a policy needs one. */
export const TRUSTS_NOBODY = { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' };

/** A document to save, and a note on what was removed from it. */
export type WithoutOrphans = { document: string; note?: string };

type Json = { [key: string]: unknown };

/**
 * Removes deleted principals, which no account would accept. They are named by unused ids, so nobody loses access. Other
 * documents keep their text.
 * @param later selects principals to add later, as the note then says
 */
export function withoutOrphans(document: string, later: (arn: string) => boolean = () => false): WithoutOrphans {
  return without(document, 'trust', later);
}

/** Removes deleted principals from a resource policy. If no statement is left, the document is empty. */
export function withoutOrphansOfResource(document: string): WithoutOrphans {
  return without(document, 'resource', () => false);
}

function without(document: string, kind: Kind, later: (arn: string) => boolean): WithoutOrphans {
  const named = [...new Set(principalsOf(document, kind))];
  const gone = named.filter((value) => UNIQUE_ID.test(value));
  const left = named.filter(later);
  if (gone.length + left.length === 0) return { document };
  const parsed = storedJson<Json & { Statement: Json | Json[] }>(document);
  const statements = [parsed.Statement].flat();
  const kept = statements.flatMap((statement) => keptOf(statement, (value) => UNIQUE_ID.test(value) || later(value)));
  const empty = kept.length === 0;
  const Statement = empty ? [TRUSTS_NOBODY] : kept;
  const note = [
    ...(gone.length > 0 ? [`It named ${gone.join(', ')}, deleted by then, which is left out.`] : []),
    ...(left.length > 0
      ? [`It names ${left.join(', ')}, which trusts this one: add it to the trust policy once both are there.`]
      : []),
  ].join(' ');
  if (empty && kind === 'resource') return { document: '', note };
  return { document: JSON.stringify({ ...parsed, Statement }, null, 2), note };
}

function keptOf(statement: Json, isLeftOut: (value: string) => boolean): Json[] {
  const { Principal } = statement;
  if (typeof Principal !== 'object' || Principal === null) return [statement];
  const { AWS, ...others } = Principal as Json;
  if (AWS === undefined) return [statement];
  const there = [AWS].flat().filter((value) => !isLeftOut(String(value)));
  const principal = { ...(there.length > 0 && { AWS: there.length === 1 ? there[0] : there }), ...others };
  return Object.keys(principal).length > 0 ? [{ ...statement, Principal: principal }] : [];
}

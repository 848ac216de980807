import type { PolicyKind } from '../../policy/types';
import type { ValidatePolicyOptions } from '../types';

/** A statement's differences from the plain statement of its kind (`undefined` removes), a whole document, or text. */
export type CaseDocument = Readonly<Record<string, unknown>> | string;

/** A check's case: a document that it reports, and the most similar one that it does not. */
export type Case = {
  code: string;
  kind: PolicyKind;
  options?: Omit<ValidatePolicyOptions, 'catalog'>;
  bad: CaseDocument;
  good: CaseDocument;
};

const ROLE = 'arn:aws:iam::111122223333:role/Deploy';

const PLAIN: Readonly<Record<PolicyKind, Readonly<Record<string, unknown>>>> = {
  identity: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::records/*' },
  boundary: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::records/*' },
  session: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::records/*' },
  trust: { Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'sts:AssumeRole' },
  resource: { Effect: 'Allow', Principal: { AWS: ROLE }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::records/*' },
  vpcEndpoint: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::records/*' },
  scp: { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' },
  rcp: { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: '*' },
};

/** Returns the text of a case's document. */
export function textOf(kind: PolicyKind, document: CaseDocument): string {
  if (typeof document === 'string') return document;
  if ('Statement' in document || 'Version' in document) return JSON.stringify(document, null, 2);
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ ...PLAIN[kind], ...document }] }, null, 2);
}

/** Builds a document of several statements, each with differences from the plain one. */
export function statements(kind: PolicyKind, ...differences: readonly Readonly<Record<string, unknown>>[]): CaseDocument {
  return { Version: '2012-10-17', Statement: differences.map((difference) => ({ ...PLAIN[kind], ...difference })) };
}

/** The kind and options of an organization's delegation policy. */
export const delegation = { kind: 'resource', options: { resourceType: 'AWS::Organizations::ResourcePolicy' } } as const;

type Rest = { kind?: PolicyKind; options?: Case['options'] };

/** Builds a case, by default of an identity policy. */
export function check(code: string, bad: CaseDocument, good: CaseDocument, { kind = 'identity', options }: Rest = {}): Case {
  return { code, kind, bad, good, ...(options ? { options } : {}) };
}

/** Builds a case about a condition. */
export function condition(code: string, bad: object, good: object, rest: Rest & { statement?: object } = {}): Case {
  const { statement = {}, ...kindAndOptions } = rest;
  return check(code, { ...statement, Condition: bad }, { ...statement, Condition: good }, kindAndOptions);
}

import { isAccountId } from '@gatehouse/policy/arn';
import { rootUserArn } from '../../core/arns';
import type { Scope } from '../../core/operation';
import { isJsonObject } from '../../core/text/json-object';
import { storedJson } from '../../core/text/stored-json';
import { toStoredPolicy } from '../policies';
import { LambdaFunction, MOST_POLICY, policyTooLong } from './resource';
import type { AddPermissionInput } from './schema';

/** A statement of a function's policy, as AddPermission writes it. */
export type Statement = { Sid?: string; Principal?: unknown; [member: string]: unknown };
type Document = { Version: string; Id: string; Statement: Statement[] };

/** Parses a function's stored policy, whose principals are unique ids. */
export function readDocument(stored: string | null): Document {
  if (stored === null) return { Version: '2012-10-17', Id: 'default', Statement: [] };
  const { Statement, ...document } = storedJson<Omit<Document, 'Statement'> & { Statement: Statement | Statement[] }>(stored);
  return { ...document, Statement: [Statement].flat() };
}

/** Returns a policy's text. @throws AwsError PolicyLengthExceededException */
export function writeDocument(document: Document): string {
  const text = JSON.stringify(document);
  if (text.length > MOST_POLICY) throw policyTooLong(text.length);
  return text;
}

/** Returns the principal of a statement: a service, an account, a principal's ARN, or everybody. */
function principalOf(partition: Scope['partition'], principal: string): unknown {
  if (principal === '*') return '*';
  if (isAccountId(principal)) return { AWS: rootUserArn(partition, principal) };
  return principal.startsWith('arn:') ? { AWS: principal } : { Service: principal };
}

/**
 * Returns the statement that a call adds. Source: AWS Lambda Developer Guide, "Granting Lambda function access to AWS services".
 */
export function statementOf(input: AddPermissionInput, partition: Scope['partition'], arn: string): Statement {
  const { SourceArn, SourceAccount, PrincipalOrgID, EventSourceToken, FunctionUrlAuthType, InvokedViaFunctionUrl } = input;
  const equal = {
    ...(SourceAccount !== undefined && { 'AWS:SourceAccount': SourceAccount }),
    ...(PrincipalOrgID !== undefined && { 'aws:PrincipalOrgID': PrincipalOrgID }),
    ...(EventSourceToken !== undefined && { 'lambda:EventSourceToken': EventSourceToken }),
    ...(FunctionUrlAuthType !== undefined && { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType }),
  };
  const Condition = {
    ...(Object.keys(equal).length > 0 && { StringEquals: equal }),
    ...(SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': SourceArn } }),
    ...(InvokedViaFunctionUrl !== undefined && { Bool: { 'lambda:InvokedViaFunctionUrl': String(InvokedViaFunctionUrl) } }),
  };
  return {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal: principalOf(partition, input.Principal),
    Action: input.Action,
    Resource: arn,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}

/** @throws AwsError InvalidParameterValueException for a principal that does not exist */
export async function toStoredStatement(scope: Scope, arn: string, statement: Statement): Promise<Statement> {
  const stored = await toStoredFunctionPolicy(scope, arn, JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
  const [own] = readDocument(stored).Statement;
  return own ?? statement;
}

/** @throws AwsError InvalidParameterValueException, PolicyLengthExceededException */
export function toStoredFunctionPolicy(scope: Scope, arn: string, text: string): Promise<string> {
  if (!LambdaFunction.policy) throw new Error('functions have policies');
  if (text.length > MOST_POLICY) throw policyTooLong(text.length);
  return toStoredPolicy(scope, LambdaFunction.policy, arn, text);
}

/** Returns a statement's principal as in the condition key lambda:Principal: a service, an account, an ARN or everybody. */
export function namedPrincipal({ Principal }: Statement): string | undefined {
  if (typeof Principal === 'string') return Principal;
  const [value] = isJsonObject(Principal) ? Object.values(Principal).flat() : [];
  if (typeof value !== 'string') return undefined;
  return /^arn:[a-z-]+:iam::(\d{12}):root$/.exec(value)?.[1] ?? value;
}

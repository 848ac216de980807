import { findAccountFacts } from '../../core/account-facts';
import { authorizeCheck, type CallerPolicies } from '../../core/authorization/authorize';
import type { Call, Caller } from '../../core/call';
import { AccessDeniedError } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import { entityCheck } from '../../iam/entity';
import { findRoleByArn, type RoleRow } from '../../iam/role/rows';
import { invalidParameter, NOT_ASSUMABLE } from './errors';

const LAMBDA = 'lambda.amazonaws.com';

/** The role for a function. `row`: null if it does not exist. */
export type FunctionRole = { arn: string; row: RoleRow | null };

/**
 * Finds the role that a call passes to a function.
 * @throws AccessDeniedError in AWS's words for a role of another account
 */
export async function findFunctionRole({ db, accountId }: Scope, arn: string): Promise<FunctionRole> {
  if (arn.split(':')[4] !== accountId) throw new AccessDeniedError('Cross-account pass role is not allowed.');
  return { arn, row: await findRoleByArn(db, arn) };
}

/** Returns the checks for passing a role to Lambda. */
export async function passRoleChecks(scope: Scope, { arn, row }: FunctionRole, functionArn: string): Promise<Check[]> {
  const context = { 'iam:PassedToService': LAMBDA, 'iam:AssociatedResourceArn': functionArn };
  const checks = await entityCheck('iam:PassRole', scope, 'Role', row, arn.slice(arn.lastIndexOf('/') + 1), context);
  // For a missing role, the ARN is the one in the call, with its path.
  return checks.map((check) => (row ? check : { ...check, resource: arn }));
}

/** The permissions of a service by itself: none. */
const NOTHING: CallerPolicies = {
  policies: { identity: [], principalInManagementAccount: false },
  tags: [],
  place: null,
  guardrails: null,
};

/** Returns whether a role's trust policy lets Lambda assume it for a function. */
export async function lambdaMayAssume(
  { db, call, accountId }: Pick<Scope, 'db' | 'call' | 'accountId'>,
  { row, arn }: FunctionRole,
  functionArn: string,
): Promise<boolean> {
  const owner = row && (await findAccountFacts(db, row.accountId));
  if (!row || !owner) return false;
  const caller: Caller = { accountId: '', credential: 'longTerm', principal: { type: 'Service', serviceName: LAMBDA } };
  const ofLambda: Call = {
    ...call,
    caller,
    sourceIp: '',
    userAgent: LAMBDA,
    context: { 'aws:SourceArn': functionArn, 'aws:SourceAccount': accountId },
  };
  const trustPolicy = { roleArn: arn, document: row.assumeRolePolicyDocument };
  const check: Check = { action: 'sts:AssumeRole', resource: arn, resourceAccount: row.accountId, trustPolicy };
  // A service belongs to no account, so the owner counts as another account.
  const nowhere = { ...owner, id: '', organization: null };
  return (await authorizeCheck(db, ofLambda, nowhere, NOTHING, check)).allowed;
}

/** @throws AwsError InvalidParameterValueException in AWS's words */
export async function requireAssumable(scope: Scope, role: FunctionRole, functionArn: string): Promise<void> {
  if (!(await lambdaMayAssume(scope, role, functionArn))) throw invalidParameter(NOT_ASSUMABLE, 'Role');
}

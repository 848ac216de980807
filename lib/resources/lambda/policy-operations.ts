import { randomUUID } from 'node:crypto';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import { defineOperation, type Scope } from '../../core/operation';
import { toShownPolicy } from '../policies';
import { updateResource } from '../rows';
import { lambdaError, requireRevision } from './errors';
import { findFunction, findFunctionAt, functionCheck, type NamedFunction, requireFunction } from './rows';
import {
  AddPermissionInput,
  DeleteResourcePolicyInput,
  FunctionInput,
  GetResourcePolicyInput,
  PutResourcePolicyInput,
  RemovePermissionInput,
} from './schema';
import {
  namedPrincipal,
  readDocument,
  statementOf,
  toStoredFunctionPolicy,
  toStoredStatement,
  writeDocument,
} from './statements';

const none = () => lambdaError('ResourceNotFoundException', 'The resource you requested does not exist.');
const newRevision = (): { policyRevisionId: string } => ({ policyRevisionId: randomUUID() });

export const AddPermission = defineOperation({
  service: 'lambda',
  name: 'AddPermission',
  access: 'Permissions management',
  input: AddPermissionInput,
  target: ({ FunctionName, Qualifier }, scope) => findFunction(scope, FunctionName, Qualifier),
  checks: ({ Principal, FunctionUrlAuthType, EventSourceToken }, scope, named) =>
    functionCheck('lambda:AddPermission', scope, named, {
      'lambda:Principal': Principal,
      ...(FunctionUrlAuthType !== undefined && { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType }),
      ...(EventSourceToken !== undefined && { 'lambda:EventSourceToken': EventSourceToken }),
    }),
  run: async (input, scope, named) => {
    const found = requireFunction(named);
    requireRevision(input.RevisionId, found.settings.policyRevisionId, 'GetPolicy');
    const document = readDocument(found.policy);
    if (document.Statement.some(({ Sid }) => Sid === input.StatementId)) {
      throw lambdaError(
        'ResourceConflictException',
        `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        'StatementId',
      );
    }
    const statement = statementOf(input, scope.partition, named.asked);
    const stored = await toStoredStatement(scope, found.arn, statement);
    const policy = writeDocument({ ...document, Statement: [...document.Statement, stored] });
    await updateResource(scope.db, found, { policy, settings: newRevision() });
    return { Statement: JSON.stringify(statement) };
  },
});

export const RemovePermission = defineOperation({
  service: 'lambda',
  name: 'RemovePermission',
  access: 'Permissions management',
  input: RemovePermissionInput,
  target: ({ FunctionName, Qualifier }, scope) => findFunction(scope, FunctionName, Qualifier),
  checks: async ({ StatementId }, scope, named) => {
    // The caller must not learn the principals in another account's policy, neither from the decision nor from its record.
    const policy = named.accountId === scope.accountId ? named.found?.policy : null;
    const shown = policy ? await toShownPolicy(scope, policy) : null;
    const statement = readDocument(shown).Statement.find(({ Sid }) => Sid === StatementId);
    const principal = statement && namedPrincipal(statement);
    const context: RequestContext = principal === undefined ? {} : { 'lambda:Principal': principal };
    return functionCheck('lambda:RemovePermission', scope, named, context);
  },
  run: async ({ StatementId, RevisionId }, scope, named) => {
    const found = requireFunction(named);
    if (found.policy === null) throw lambdaError('ResourceNotFoundException', 'No policy is associated with the given resource.');
    requireRevision(RevisionId, found.settings.policyRevisionId, 'GetPolicy');
    const document = readDocument(found.policy);
    const Statement = document.Statement.filter(({ Sid }) => Sid !== StatementId);
    if (Statement.length === document.Statement.length)
      throw lambdaError('ResourceNotFoundException', `Statement ${StatementId} is not found in resource policy.`, 'StatementId');
    const policy = Statement.length > 0 ? writeDocument({ ...document, Statement }) : null;
    await updateResource(scope.db, found, { policy, settings: newRevision() });
  },
});

/** @throws AwsError ResourceNotFoundException without a function or a policy */
async function readPolicy(scope: Scope, named: NamedFunction) {
  const { policy, settings } = requireFunction(named);
  if (policy === null) throw none();
  return { Policy: await toShownPolicy(scope, policy), RevisionId: settings.policyRevisionId };
}

export const GetPolicy = defineOperation({
  service: 'lambda',
  name: 'GetPolicy',
  access: 'Read',
  input: FunctionInput,
  target: ({ FunctionName, Qualifier }, scope) => findFunction(scope, FunctionName, Qualifier),
  checks: (_input, scope, named) => functionCheck('lambda:GetPolicy', scope, named),
  run: async (_input, scope, named) => readPolicy(scope, named),
});

/** AWS: replaces the whole policy, including the statements of AddPermission. */
export const PutResourcePolicy = defineOperation({
  service: 'lambda',
  name: 'PutResourcePolicy',
  access: 'Permissions management',
  input: PutResourcePolicyInput,
  target: ({ ResourceArn }, scope) => findFunctionAt(scope, ResourceArn),
  checks: (_input, scope, named) => functionCheck('lambda:PutResourcePolicy', scope, named),
  run: async ({ Policy, RevisionId }, scope, named) => {
    const found = requireFunction(named);
    requireRevision(RevisionId, found.settings.policyRevisionId, 'GetResourcePolicy');
    const policy = await toStoredFunctionPolicy(scope, found.arn, Policy);
    const settings = newRevision();
    await updateResource(scope.db, found, { policy, settings });
    return { Policy: await toShownPolicy(scope, policy), RevisionId: settings.policyRevisionId };
  },
});

export const GetResourcePolicy = defineOperation({
  service: 'lambda',
  name: 'GetResourcePolicy',
  access: 'Read',
  input: GetResourcePolicyInput,
  target: ({ ResourceArn }, scope) => findFunctionAt(scope, ResourceArn),
  checks: (_input, scope, named) => functionCheck('lambda:GetResourcePolicy', scope, named),
  run: async (_input, scope, named) => readPolicy(scope, named),
});

export const DeleteResourcePolicy = defineOperation({
  service: 'lambda',
  name: 'DeleteResourcePolicy',
  access: 'Permissions management',
  input: DeleteResourcePolicyInput,
  target: ({ ResourceArn }, scope) => findFunctionAt(scope, ResourceArn),
  checks: (_input, scope, named) => functionCheck('lambda:DeleteResourcePolicy', scope, named),
  run: async ({ RevisionId }, { db }, named) => {
    const found = requireFunction(named);
    requireRevision(RevisionId, found.settings.policyRevisionId, 'GetResourcePolicy');
    if (found.policy === null) throw none();
    await updateResource(db, found, { policy: null, settings: newRevision() });
  },
});

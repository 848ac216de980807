import { defineOperation } from '../../core/operation';
import { isPublicPolicy, toShownPolicy } from '../policies';
import { updateResource } from '../rows';
import { dynamoDbError } from './errors';
import { nextRevision, requireKeeper, toStoredTablePolicy } from './policies';
import { refusePublicPolicy, type TableResource } from './resource';
import { findTableAt, requireTable, tableCheck } from './rows';
import { DeleteResourcePolicyInput, GetResourcePolicyInput, PutResourcePolicyInput } from './schema';

/** The expected revision for "no policy exists". */
const NONE = 'NO_POLICY';

function policyNotFound() {
  return dynamoDbError(
    'PolicyNotFoundException',
    'Resource-based policy not found for the provided ResourceArn, or its revision is not the expected one.',
  );
}

/** @throws AwsError PolicyNotFoundException if the policy is not the one that the caller knows */
function requireRevision({ policy, settings }: TableResource, expected: string | undefined): void {
  const revision = policy === null ? NONE : String(settings.policyRevision);
  if (expected !== undefined && expected !== revision) throw policyNotFound();
}

/** AWS: saving an unchanged policy keeps its revision. */
export const PutResourcePolicy = defineOperation({
  service: 'dynamodb',
  name: 'PutResourcePolicy',
  access: 'Permissions management',
  input: PutResourcePolicyInput,
  target: ({ ResourceArn }, scope) => findTableAt(scope, ResourceArn),
  checks: (_input, scope, table) => tableCheck('dynamodb:PutResourcePolicy', scope, table),
  // Before the transaction, since it takes long for large policies.
  prepare: ({ Policy }) => isPublicPolicy(Policy),
  run: async ({ Policy, ExpectedRevisionId, ConfirmRemoveSelfResourceAccess }, scope, named, isPublic) => {
    const table = requireTable(named);
    requireRevision(table, ExpectedRevisionId);
    const policy = await toStoredTablePolicy(scope, table.arn, Policy);
    if (isPublic) refusePublicPolicy();
    if (!ConfirmRemoveSelfResourceAccess) await requireKeeper(scope, named, policy);
    const policyRevision = policy === table.policy ? table.settings.policyRevision : nextRevision(scope, table);
    await updateResource(scope.db, table, { policy, settings: { policyRevision } });
    return { RevisionId: String(policyRevision) };
  },
});

export const GetResourcePolicy = defineOperation({
  service: 'dynamodb',
  name: 'GetResourcePolicy',
  access: 'Read',
  input: GetResourcePolicyInput,
  target: ({ ResourceArn }, scope) => findTableAt(scope, ResourceArn),
  checks: (_input, scope, table) => tableCheck('dynamodb:GetResourcePolicy', scope, table),
  run: async (_input, scope, named) => {
    const { policy, settings } = requireTable(named);
    if (policy === null) throw policyNotFound();
    return { Policy: await toShownPolicy(scope, policy), RevisionId: String(settings.policyRevision) };
  },
});

/** AWS: without a policy nothing is deleted, and only a caller who expects one gets an error. */
export const DeleteResourcePolicy = defineOperation({
  service: 'dynamodb',
  name: 'DeleteResourcePolicy',
  access: 'Permissions management',
  input: DeleteResourcePolicyInput,
  target: ({ ResourceArn }, scope) => findTableAt(scope, ResourceArn),
  checks: (_input, scope, table) => tableCheck('dynamodb:DeleteResourcePolicy', scope, table),
  run: async ({ ExpectedRevisionId }, { db }, named) => {
    const table = requireTable(named);
    requireRevision(table, ExpectedRevisionId);
    if (table.policy === null) return { RevisionId: undefined };
    await updateResource(db, table, { policy: null });
    return { RevisionId: String(table.settings.policyRevision) };
  },
});

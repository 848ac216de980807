import { listManagedPolicies } from '@gatehouse/catalog/managed-policies';
import { iamArn } from '../../core/arns';
import { requestTagContext } from '../../core/authorization/context';
import { deleteConflict, entityAlreadyExists } from '../../core/errors';
import { newIamId } from '../../core/ids';
import { type Check, defineOperation } from '../../core/operation';
import { deleteTagsOf } from '../../core/tags';
import { iamPageOf } from '../paging';
import { requireRoomFor } from '../quotas';
import { tagOperations } from '../tag-operations';
import { tagIamResource } from '../tags';
import { storedPolicyArn } from './arns';
import { requireManagedPolicyDocument } from './documents';
import { requireOwnPolicy } from './own-policy';
import { Policy } from './resource';
import {
  findPolicy,
  fromCatalog,
  fromRow,
  policyCheck,
  readUsage,
  requirePolicy,
  toPolicy,
  toSinglePolicy,
  UNUSED,
} from './rows';
import { CreatePolicyInput, DeletePolicyInput, GetPolicyInput, ListPoliciesInput } from './schema';

export const CreatePolicy = defineOperation({
  service: 'iam',
  name: 'CreatePolicy',
  access: 'Permissions management',
  input: CreatePolicyInput,
  checks: ({ PolicyName, Path, Tags }, scope) => {
    const resource = iamArn(scope.partition, scope.accountId, 'policy', Path ?? '/', PolicyName);
    const context = requestTagContext(Tags);
    const checks: Check[] = [{ action: 'iam:CreatePolicy', resource, context }];
    // AWS: tagging on creation needs permission to tag.
    if (Tags && Tags.length > 0) checks.push({ action: 'iam:TagPolicy', resource, context });
    return checks;
  },
  run: async ({ PolicyName, Path = '/', PolicyDocument, Description, Tags }, scope) => {
    const { db, accountId, now } = scope;
    requireManagedPolicyDocument(PolicyDocument);
    const nameKey = PolicyName.toLowerCase();
    if (await db.policy.findUnique({ where: { accountId_nameKey: { accountId, nameKey } } })) {
      throw entityAlreadyExists(`A policy called ${PolicyName} already exists. Duplicate names are not allowed.`, 'PolicyName');
    }
    await requireRoomFor(db, Policy, { accountId });
    const row = await db.policy.create({
      data: {
        id: newIamId('ANPA'),
        arn: storedPolicyArn(accountId, Path, PolicyName),
        accountId,
        name: PolicyName,
        nameKey,
        path: Path,
        description: Description ?? null,
        defaultVersionId: 'v1',
        nextVersion: 2,
        createdAt: now,
        updatedAt: now,
        versions: { create: { versionId: 'v1', document: PolicyDocument, createdAt: now } },
      },
    });
    if (Tags) await tagIamResource(db, row, Tags);
    return { Policy: await toSinglePolicy(scope, fromRow(row)) };
  },
});

export const GetPolicy = defineOperation({
  service: 'iam',
  name: 'GetPolicy',
  access: 'Read',
  input: GetPolicyInput,
  target: ({ PolicyArn }, scope) => findPolicy(scope, PolicyArn),
  checks: ({ PolicyArn }, scope, policy) => policyCheck('iam:GetPolicy', scope, PolicyArn, policy),
  run: async ({ PolicyArn }, scope, policy) => ({ Policy: await toSinglePolicy(scope, requirePolicy(policy, PolicyArn)) }),
});

/** Lists the account's policies and all of AWS's. */
export const ListPolicies = defineOperation({
  service: 'iam',
  name: 'ListPolicies',
  access: 'List',
  input: ListPoliciesInput,
  checks: ({ PathPrefix }, scope) => [
    { action: 'iam:ListPolicies', resource: `arn:${scope.partition}:iam::${scope.accountId}:policy${PathPrefix ?? '/'}` },
  ],
  run: async (input, { db, accountId, partition }) => {
    const { Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter } = input;
    const local = Scope === 'AWS' ? [] : (await db.policy.findMany({ where: { accountId } })).map(fromRow);
    const aws = Scope === 'Local' ? [] : listManagedPolicies().map(fromCatalog);
    const usage = await readUsage(db, accountId);
    const wanted = [...local, ...aws].filter(({ arn, path }) => {
      const { attachments, boundaries } = usage.get(arn) ?? UNUSED;
      if (!path.startsWith(PathPrefix) || (OnlyAttached && attachments === 0)) return false;
      if (PolicyUsageFilter === undefined) return true;
      return PolicyUsageFilter === 'PermissionsPolicy' ? attachments > 0 : boundaries > 0;
    });
    const list = ['ListPolicies', accountId, Scope, OnlyAttached, PathPrefix, PolicyUsageFilter].join(':');
    const { items, ...page } = iamPageOf(list, wanted, input, (policy) => policy.arn);
    return { Policies: items.map((policy) => toPolicy(partition, policy, usage.get(policy.arn) ?? UNUSED)), ...page };
  },
});

/** Deletes a policy. As in AWS, it must not be in use, not even as a boundary, and have no version but the default. */
export const DeletePolicy = defineOperation({
  service: 'iam',
  name: 'DeletePolicy',
  access: 'Permissions management',
  input: DeletePolicyInput,
  target: ({ PolicyArn }, scope) => findPolicy(scope, PolicyArn),
  checks: ({ PolicyArn }, scope, policy) => policyCheck('iam:DeletePolicy', scope, PolicyArn, policy),
  run: async ({ PolicyArn }, scope, policy) => {
    const { db, accountId } = scope;
    const { id, arn } = requireOwnPolicy(scope, 'iam:DeletePolicy', policy, PolicyArn);
    const { attachments, boundaries } = (await readUsage(db, accountId, arn)).get(arn) ?? UNUSED;
    if (attachments + boundaries > 0) throw deleteConflict('Cannot delete a policy attached to entities.');
    if ((await db.policyVersion.count({ where: { policyId: id } })) > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    await deleteTagsOf(db, [id]);
    await db.policy.delete({ where: { id } });
    return {};
  },
});

export const { TagPolicy, UntagPolicy, ListPolicyTags } = tagOperations(Policy);

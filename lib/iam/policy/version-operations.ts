import { deleteConflict, limitExceeded, noSuchEntity } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { quotas } from '../../core/quotas';
import { iamPageOf } from '../paging';
import { encodeDocument, requireManagedPolicyDocument } from './documents';
import { requireOwnPolicy } from './own-policy';
import { findPolicy, type PolicyVersionRow, policyCheck, readVersions, requirePolicy, toVersion, versionNumber } from './rows';
import {
  CreatePolicyVersionInput,
  DeletePolicyVersionInput,
  GetPolicyVersionInput,
  ListPolicyVersionsInput,
  SetDefaultPolicyVersionInput,
} from './schema';

function noSuchVersion(arn: string, versionId: string) {
  return noSuchEntity(`Policy ${arn} version ${versionId} does not exist or is not attachable.`);
}

/** Creates a policy version. As in AWS, version ids are never reused, and a policy has at most five versions. */
export const CreatePolicyVersion = defineOperation({
  service: 'iam',
  name: 'CreatePolicyVersion',
  access: 'Permissions management',
  input: CreatePolicyVersionInput,
  target: ({ PolicyArn }, scope) => findPolicy(scope, PolicyArn),
  checks: ({ PolicyArn }, scope, policy) => policyCheck('iam:CreatePolicyVersion', scope, PolicyArn, policy),
  run: async ({ PolicyArn, PolicyDocument, SetAsDefault = false }, scope, policy) => {
    const { db, now } = scope;
    const own = requireOwnPolicy(scope, 'iam:CreatePolicyVersion', policy, PolicyArn);
    requireManagedPolicyDocument(PolicyDocument);
    if ((await db.policyVersion.count({ where: { policyId: own.id } })) >= quotas().VersionsPerPolicy) {
      throw limitExceeded(
        `A managed policy can have up to ${quotas().VersionsPerPolicy} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    const { nextVersion } = await db.policy.findUniqueOrThrow({ where: { id: own.id }, select: { nextVersion: true } });
    const versionId = `v${nextVersion}`;
    const defaultVersionId = SetAsDefault ? versionId : own.defaultVersionId;
    await db.policyVersion.create({ data: { policyId: own.id, versionId, document: PolicyDocument, createdAt: now } });
    await db.policy.update({ where: { id: own.id }, data: { nextVersion: nextVersion + 1, defaultVersionId, updatedAt: now } });
    return { PolicyVersion: toVersion({ ...own, defaultVersionId }, { versionId, createdAt: now }) };
  },
});

export const GetPolicyVersion = defineOperation({
  service: 'iam',
  name: 'GetPolicyVersion',
  access: 'Read',
  input: GetPolicyVersionInput,
  target: ({ PolicyArn }, scope) => findPolicy(scope, PolicyArn),
  checks: ({ PolicyArn }, scope, policy) => policyCheck('iam:GetPolicyVersion', scope, PolicyArn, policy),
  run: async ({ PolicyArn, VersionId }, scope, policy) => {
    const found = requirePolicy(policy, PolicyArn);
    const version = (await readVersions(scope.db, found)).find(({ versionId }) => versionId === VersionId);
    if (!version) throw noSuchVersion(PolicyArn, VersionId);
    return { PolicyVersion: { Document: encodeDocument(version.document), ...toVersion(found, version) } };
  },
});

/** Lists the versions of a policy, newest first. */
export const ListPolicyVersions = defineOperation({
  service: 'iam',
  name: 'ListPolicyVersions',
  access: 'List',
  input: ListPolicyVersionsInput,
  target: ({ PolicyArn }, scope) => findPolicy(scope, PolicyArn),
  checks: ({ PolicyArn }, scope, policy) => policyCheck('iam:ListPolicyVersions', scope, PolicyArn, policy),
  run: async (input, scope, policy) => {
    const found = requirePolicy(policy, input.PolicyArn);
    const versions = await readVersions(scope.db, found);
    const newestFirst = ({ versionId }: PolicyVersionRow) => String(1e9 - versionNumber(versionId)).padStart(10, '0');
    const { items, ...page } = iamPageOf(`ListPolicyVersions:${found.id}`, versions, input, newestFirst);
    return { Versions: items.map((version) => toVersion(found, version)), ...page };
  },
});

export const SetDefaultPolicyVersion = defineOperation({
  service: 'iam',
  name: 'SetDefaultPolicyVersion',
  access: 'Permissions management',
  input: SetDefaultPolicyVersionInput,
  target: ({ PolicyArn }, scope) => findPolicy(scope, PolicyArn),
  checks: ({ PolicyArn }, scope, policy) => policyCheck('iam:SetDefaultPolicyVersion', scope, PolicyArn, policy),
  run: async ({ PolicyArn, VersionId }, scope, policy) => {
    const { id } = requireOwnPolicy(scope, 'iam:SetDefaultPolicyVersion', policy, PolicyArn);
    const version = await scope.db.policyVersion.findUnique({
      where: { policyId_versionId: { policyId: id, versionId: VersionId } },
    });
    if (!version) throw noSuchVersion(PolicyArn, VersionId);
    await scope.db.policy.update({ where: { id }, data: { defaultVersionId: VersionId } });
    return {};
  },
});

export const DeletePolicyVersion = defineOperation({
  service: 'iam',
  name: 'DeletePolicyVersion',
  access: 'Permissions management',
  input: DeletePolicyVersionInput,
  target: ({ PolicyArn }, scope) => findPolicy(scope, PolicyArn),
  checks: ({ PolicyArn }, scope, policy) => policyCheck('iam:DeletePolicyVersion', scope, PolicyArn, policy),
  run: async ({ PolicyArn, VersionId }, scope, policy) => {
    const { id, defaultVersionId } = requireOwnPolicy(scope, 'iam:DeletePolicyVersion', policy, PolicyArn);
    if (VersionId === defaultVersionId) throw deleteConflict('Cannot delete the default version of a policy.');
    const { count } = await scope.db.policyVersion.deleteMany({ where: { policyId: id, versionId: VersionId } });
    if (count === 0) throw noSuchVersion(PolicyArn, VersionId);
    return {};
  },
});

import { ListEntitiesForPolicy } from '../../iam/policy/entities-for-policy-operations';
import { DeletePolicy, GetPolicy } from '../../iam/policy/operations';
import {
  CreatePolicyVersion,
  DeletePolicyVersion,
  GetPolicyVersion,
  ListPolicyVersions,
} from '../../iam/policy/version-operations';
import type { Entity } from '../entity';
import { detach } from './permissions';
import type { Recipe } from './recipe';
import { savingFrom, storedDocument } from './save-from';
import { Steps } from './steps';

export type NewPolicyVersion = {
  arn: string;
  document: string;
  setAsDefault: boolean;
  /** The version to delete first if the policy already has five. */
  deleteFirst: string | null;
};

/** Saves a new version and returns its id. */
export const savePolicyVersion: Recipe<NewPolicyVersion, { version: string } | null> = async (run, input) => {
  const { arn: PolicyArn, document: PolicyDocument, setAsDefault: SetAsDefault, deleteFirst: VersionId } = input;
  const steps = new Steps(run);
  if (VersionId !== null) await steps.remove(`Delete version ${VersionId}`, DeletePolicyVersion, { PolicyArn, VersionId });
  const saved = await steps.change('Save the new version', CreatePolicyVersion, { PolicyArn, PolicyDocument, SetAsDefault });
  return steps.result(saved && { version: saved.PolicyVersion.VersionId });
};

/** Reads the document of the default version, which an editor starts from. */
const readDefaultVersion: Recipe<{ arn: string }, string | null> = async (run, { arn: PolicyArn }) => {
  const policy = await storedDocument(run(GetPolicy, { PolicyArn }), ({ Policy }) => Policy.DefaultVersionId);
  if (!policy.ok || policy.data === null) return policy;
  const version = run(GetPolicyVersion, { PolicyArn, VersionId: policy.data });
  return storedDocument(version, ({ PolicyVersion }) => decodeURIComponent(PolicyVersion.Document));
};

/** `savePolicyVersion` from an editor. */
export const editPolicy = savingFrom(readDefaultVersion, savePolicyVersion);

/**
 * Deletes a policy as AWS's console does, after detaching it everywhere and deleting its other versions. It fails if the policy
 * is used as a boundary.
 */
export const deletePolicy: Recipe<string, null> = async (run, PolicyArn) => {
  const steps = new Steps(run);
  const uses = { PolicyArn, PolicyUsageFilter: 'PermissionsPolicy' } as const;
  const entities = await steps.list(ListEntitiesForPolicy, uses, ({ PolicyUsers, PolicyGroups, PolicyRoles }): Entity[] => [
    ...PolicyUsers.map(({ UserName }) => ({ kind: 'users' as const, name: UserName })),
    ...PolicyGroups.map(({ GroupName }) => ({ kind: 'groups' as const, name: GroupName })),
    ...PolicyRoles.map(({ RoleName }) => ({ kind: 'roles' as const, name: RoleName })),
  ]);
  for (const entity of entities) await detach(steps, entity, PolicyArn);
  for (const { IsDefaultVersion, VersionId = '' } of await steps.list(
    ListPolicyVersions,
    { PolicyArn },
    ({ Versions }) => Versions,
  )) {
    if (!IsDefaultVersion) await steps.remove(`Delete version ${VersionId}`, DeletePolicyVersion, { PolicyArn, VersionId });
  }
  await steps.remove('Delete the policy', DeletePolicy, { PolicyArn });
  return steps.result(null);
};

import {
  AttachGroupPolicy,
  AttachRolePolicy,
  AttachUserPolicy,
  DetachGroupPolicy,
  DetachRolePolicy,
  DetachUserPolicy,
} from '../../iam/attachment/operations';
import {
  DeleteRolePermissionsBoundary,
  DeleteUserPermissionsBoundary,
  PutRolePermissionsBoundary,
  PutUserPermissionsBoundary,
} from '../../iam/boundary/operations';
import {
  DeleteGroupPolicy,
  DeleteRolePolicy,
  DeleteUserPolicy,
  GetGroupPolicy,
  GetRolePolicy,
  GetUserPolicy,
  PutGroupPolicy,
  PutRolePolicy,
  PutUserPolicy,
} from '../../iam/inline-policy/operations';
import { ENTITY_NOUN, type Entity } from '../entity';
import type { Recipe } from './recipe';
import { savingFrom, storedDocument } from './save-from';
import { Steps } from './steps';

/** Attaches several policies to one entity, or one policy to several. */
export const attachPolicies: Recipe<{ entities: readonly Entity[]; arns: readonly string[] }, null> = async (run, input) => {
  const steps = new Steps(run);
  for (const entity of input.entities) for (const arn of input.arns) await attach(steps, entity, arn);
  return steps.result(null);
};

export const detachPolicy: Recipe<{ entities: readonly Entity[]; arn: string }, null> = async (run, input) => {
  const steps = new Steps(run);
  for (const entity of input.entities) await detach(steps, entity, input.arn);
  return steps.result(null);
};

/** Removes policies from an entity: attached ones are detached, inline ones deleted. */
export const removePolicies: Recipe<{ entity: Entity; arns: readonly string[]; inline: readonly string[] }, null> = async (
  run,
  { entity, arns, inline },
) => {
  const steps = new Steps(run);
  for (const arn of arns) await detach(steps, entity, arn);
  for (const name of inline) await deleteInlinePolicy(steps, entity, name);
  return steps.result(null);
};

export const putInlinePolicy: Recipe<{ entity: Entity; name: string; document: string }, unknown> = async (run, input) => {
  const { kind, name } = input.entity;
  const policy = { PolicyName: input.name, PolicyDocument: input.document };
  if (kind === 'users') return run(PutUserPolicy, { UserName: name, ...policy });
  if (kind === 'groups') return run(PutGroupPolicy, { GroupName: name, ...policy });
  return run(PutRolePolicy, { RoleName: name, ...policy });
};

const readInlinePolicy: Recipe<{ entity: Entity; name: string }, string | null> = (run, { entity, name: PolicyName }) => {
  const { kind, name } = entity;
  const of = ({ PolicyDocument }: { PolicyDocument: string }) => decodeURIComponent(PolicyDocument);
  if (kind === 'users') return storedDocument(run(GetUserPolicy, { UserName: name, PolicyName }), of);
  if (kind === 'groups') return storedDocument(run(GetGroupPolicy, { GroupName: name, PolicyName }), of);
  return storedDocument(run(GetRolePolicy, { RoleName: name, PolicyName }), of);
};

/** `putInlinePolicy` from an editor. */
export const editInlinePolicy = savingFrom(readInlinePolicy, putInlinePolicy);

/** Sets a permissions boundary, or removes it with null. */
export const setBoundary: Recipe<{ kind: 'users' | 'roles'; name: string; arn: string | null }, unknown> = async (run, input) => {
  const { kind, name, arn } = input;
  if (kind === 'users') {
    return arn === null
      ? run(DeleteUserPermissionsBoundary, { UserName: name })
      : run(PutUserPermissionsBoundary, { UserName: name, PermissionsBoundary: arn });
  }
  return arn === null
    ? run(DeleteRolePermissionsBoundary, { RoleName: name })
    : run(PutRolePermissionsBoundary, { RoleName: name, PermissionsBoundary: arn });
};

const nameOf = ({ kind, name }: Entity) => `${ENTITY_NOUN[kind]} ${name}`;

export async function attach(steps: Steps, entity: Entity, PolicyArn: string): Promise<void> {
  const what = `Attach ${PolicyArn} to ${nameOf(entity)}`;
  if (entity.kind === 'users') await steps.change(what, AttachUserPolicy, { UserName: entity.name, PolicyArn });
  else if (entity.kind === 'groups') await steps.change(what, AttachGroupPolicy, { GroupName: entity.name, PolicyArn });
  else await steps.change(what, AttachRolePolicy, { RoleName: entity.name, PolicyArn });
}

export async function detach(steps: Steps, entity: Entity, PolicyArn: string): Promise<void> {
  const what = `Detach ${PolicyArn} from ${nameOf(entity)}`;
  if (entity.kind === 'users') await steps.remove(what, DetachUserPolicy, { UserName: entity.name, PolicyArn });
  else if (entity.kind === 'groups') await steps.remove(what, DetachGroupPolicy, { GroupName: entity.name, PolicyArn });
  else await steps.remove(what, DetachRolePolicy, { RoleName: entity.name, PolicyArn });
}

export async function deleteInlinePolicy(steps: Steps, entity: Entity, PolicyName: string): Promise<void> {
  const what = `Delete the inline policy ${PolicyName} of ${nameOf(entity)}`;
  if (entity.kind === 'users') await steps.remove(what, DeleteUserPolicy, { UserName: entity.name, PolicyName });
  else if (entity.kind === 'groups') await steps.remove(what, DeleteGroupPolicy, { GroupName: entity.name, PolicyName });
  else await steps.remove(what, DeleteRolePolicy, { RoleName: entity.name, PolicyName });
}

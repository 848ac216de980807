'use server';

import type { ConsoleResult } from '@/lib/console/result';
import { consoleAction, consoleRecipe, runConsole } from '@/lib/console/run-console';
import { CreateAccountAlias, DeleteAccountAlias } from '@/lib/iam/account/operations';
import {
  AttachGroupPolicy,
  AttachRolePolicy,
  AttachUserPolicy,
  DetachGroupPolicy,
  DetachRolePolicy,
  DetachUserPolicy,
} from '@/lib/iam/attachment/operations';
import {
  DeleteRolePermissionsBoundary,
  DeleteUserPermissionsBoundary,
  PutRolePermissionsBoundary,
  PutUserPermissionsBoundary,
} from '@/lib/iam/boundary/operations';
import {
  DeleteGroupPolicy,
  DeleteRolePolicy,
  DeleteUserPolicy,
  PutGroupPolicy,
  PutRolePolicy,
  PutUserPolicy,
} from '@/lib/iam/inline-policy/operations';
import { TagOpenIDConnectProvider, UntagOpenIDConnectProvider } from '@/lib/iam/oidc-provider/operations';
import { TagPolicy, UntagPolicy } from '@/lib/iam/policy/operations';
import { TagRole, UntagRole } from '@/lib/iam/role/operations';
import { TagSAMLProvider, UntagSAMLProvider } from '@/lib/iam/saml-provider/operations';
import { TagUser, UntagUser } from '@/lib/iam/user/operations';
import type { Entity } from './entity';

export const createAccountAlias = consoleAction(CreateAccountAlias);
export const deleteAccountAlias = consoleAction(DeleteAccountAlias);

type Done = ConsoleResult<unknown>;

/** Runs calls in order until one fails. */
async function inOrder(calls: readonly (() => Promise<Done>)[]): Promise<Done> {
  for (const call of calls) {
    const result = await call();
    if (!result.ok) return result;
  }
  return { ok: true, data: null };
}

function attach({ kind, name }: Entity, PolicyArn: string): Promise<Done> {
  if (kind === 'users') return runConsole(AttachUserPolicy, { UserName: name, PolicyArn });
  if (kind === 'groups') return runConsole(AttachGroupPolicy, { GroupName: name, PolicyArn });
  return runConsole(AttachRolePolicy, { RoleName: name, PolicyArn });
}

function detach({ kind, name }: Entity, PolicyArn: string): Promise<Done> {
  if (kind === 'users') return runConsole(DetachUserPolicy, { UserName: name, PolicyArn });
  if (kind === 'groups') return runConsole(DetachGroupPolicy, { GroupName: name, PolicyArn });
  return runConsole(DetachRolePolicy, { RoleName: name, PolicyArn });
}

function removeInline({ kind, name }: Entity, PolicyName: string): Promise<Done> {
  if (kind === 'users') return runConsole(DeleteUserPolicy, { UserName: name, PolicyName });
  if (kind === 'groups') return runConsole(DeleteGroupPolicy, { GroupName: name, PolicyName });
  return runConsole(DeleteRolePolicy, { RoleName: name, PolicyName });
}

/** Attaches policies to one entity or one policy to several. */
export const attachPolicies = consoleRecipe(
  async (input: { entities: readonly Entity[]; arns: readonly string[] }): Promise<Done> => {
    return inOrder(input.entities.flatMap((entity) => input.arns.map((arn) => () => attach(entity, arn))));
  },
);

export const detachPolicy = consoleRecipe(async (input: { entities: readonly Entity[]; arn: string }): Promise<Done> => {
  return inOrder(input.entities.map((entity) => () => detach(entity, input.arn)));
});

/** Takes policies off an entity: attached ones are detached, inline ones deleted. */
export const removePolicies = consoleRecipe(
  async (input: { entity: Entity; arns: readonly string[]; inline: readonly string[] }): Promise<Done> => {
    return inOrder([
      ...input.arns.map((arn) => () => detach(input.entity, arn)),
      ...input.inline.map((name) => () => removeInline(input.entity, name)),
    ]);
  },
);

export const putInlinePolicy = consoleRecipe(async (input: { entity: Entity; name: string; document: string }): Promise<Done> => {
  const { kind, name } = input.entity;
  const policy = { PolicyName: input.name, PolicyDocument: input.document };
  if (kind === 'users') return runConsole(PutUserPolicy, { UserName: name, ...policy });
  if (kind === 'groups') return runConsole(PutGroupPolicy, { GroupName: name, ...policy });
  return runConsole(PutRolePolicy, { RoleName: name, ...policy });
});

/** Sets a permissions boundary, or with null removes it. */
export const setBoundary = consoleRecipe(
  async (input: { kind: 'users' | 'roles'; name: string; arn: string | null }): Promise<Done> => {
    const { kind, name, arn } = input;
    if (kind === 'users') {
      return arn === null
        ? runConsole(DeleteUserPermissionsBoundary, { UserName: name })
        : runConsole(PutUserPermissionsBoundary, { UserName: name, PermissionsBoundary: arn });
    }
    return arn === null
      ? runConsole(DeleteRolePermissionsBoundary, { RoleName: name })
      : runConsole(PutRolePermissionsBoundary, { RoleName: name, PermissionsBoundary: arn });
  },
);

type Tag = { Key: string; Value: string };

/** A user or role by name, the others by ARN. */
export type Tagged = { kind: 'users' | 'roles' | 'policies' | 'oidc-providers' | 'saml-providers'; id: string };

type Tagging = {
  tag: (id: string, Tags: Tag[]) => Promise<Done>;
  untag: (id: string, TagKeys: string[]) => Promise<Done>;
};

const TAGGING: Readonly<Record<Tagged['kind'], Tagging>> = {
  users: {
    tag: (UserName, Tags) => runConsole(TagUser, { UserName, Tags }),
    untag: (UserName, TagKeys) => runConsole(UntagUser, { UserName, TagKeys }),
  },
  roles: {
    tag: (RoleName, Tags) => runConsole(TagRole, { RoleName, Tags }),
    untag: (RoleName, TagKeys) => runConsole(UntagRole, { RoleName, TagKeys }),
  },
  policies: {
    tag: (PolicyArn, Tags) => runConsole(TagPolicy, { PolicyArn, Tags }),
    untag: (PolicyArn, TagKeys) => runConsole(UntagPolicy, { PolicyArn, TagKeys }),
  },
  'oidc-providers': {
    tag: (OpenIDConnectProviderArn, Tags) => runConsole(TagOpenIDConnectProvider, { OpenIDConnectProviderArn, Tags }),
    untag: (OpenIDConnectProviderArn, TagKeys) => runConsole(UntagOpenIDConnectProvider, { OpenIDConnectProviderArn, TagKeys }),
  },
  'saml-providers': {
    tag: (SAMLProviderArn, Tags) => runConsole(TagSAMLProvider, { SAMLProviderArn, Tags }),
    untag: (SAMLProviderArn, TagKeys) => runConsole(UntagSAMLProvider, { SAMLProviderArn, TagKeys }),
  },
};

/** Removes the tags that are gone, then sets those that are new or have another value. */
export const saveTags = consoleRecipe(
  async (input: { on: Tagged; remove: readonly string[]; put: readonly Tag[] }): Promise<Done> => {
    const { on, remove, put } = input;
    const { tag, untag } = TAGGING[on.kind];
    return inOrder([
      ...(remove.length > 0 ? [() => untag(on.id, [...remove])] : []),
      ...(put.length > 0 ? [() => tag(on.id, [...put])] : []),
    ]);
  },
);

'use server';

import { ListCallsDeniedByChange, PreviewGuardrailChange } from '@/lib/access/guardrail-preview/operations';
import type { ConsoleResult } from '@/lib/console/result';
import { consoleAction, consoleRecipe, runConsole } from '@/lib/console/run-console';
import { AttachPolicy, DetachPolicy } from '@/lib/organizations/attachment/operations';
import { CreateOrganization, DeleteOrganization } from '@/lib/organizations/organization/operations';
import { TagResource, UntagResource } from '@/lib/organizations/tag/operations';

export const createOrganization = consoleAction(CreateOrganization);
export const deleteOrganization = consoleAction(DeleteOrganization);
export const attachPolicy = consoleAction(AttachPolicy);
export const detachPolicy = consoleAction(DetachPolicy);
export const previewGuardrailChange = consoleAction(PreviewGuardrailChange);
export const listCallsDeniedByChange = consoleAction(ListCallsDeniedByChange);

type TagChange = { ResourceId: string; remove: string[]; put: { Key: string; Value: string }[] };

/** Two calls, as AWS has no one call for both: those to take off first, so that fifty stay possible. */
export const saveResourceTags = consoleRecipe(async ({ ResourceId, remove, put }: TagChange): Promise<ConsoleResult<unknown>> => {
  if (remove.length > 0) {
    const result = await runConsole(UntagResource, { ResourceId, TagKeys: remove });
    if (!result.ok) return result;
  }
  return put.length > 0 ? runConsole(TagResource, { ResourceId, Tags: put }) : { ok: true, data: {} };
});

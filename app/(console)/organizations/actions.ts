'use server';

import { ListCallsDeniedByChange, PreviewGuardrailChange } from '@/lib/access/guardrail-preview/operations';
import { saveTags } from '@/lib/console/recipes/tags';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { AttachPolicy, DetachPolicy } from '@/lib/organizations/attachment/operations';
import { CreateOrganization, DeleteOrganization } from '@/lib/organizations/organization/operations';

export const createOrganization = consoleAction(CreateOrganization);
export const deleteOrganization = consoleAction(DeleteOrganization);
export const attachPolicy = consoleAction(AttachPolicy);
export const detachPolicy = consoleAction(DetachPolicy);
export const previewGuardrailChange = consoleAction(PreviewGuardrailChange);
export const listCallsDeniedByChange = consoleAction(ListCallsDeniedByChange);
export const saveResourceTags = consoleRecipe(saveTags);

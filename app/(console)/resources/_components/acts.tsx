'use client';

import { type Act, opened } from '@/components/console/kit/act';
import { type ResourceAt, resourceAt } from '@/lib/console/resource-arn';
import type { ToDelete } from './delete-resource-dialog';
import type { AnyResourceKind } from './kinds/kind';

/** Returns the deletion of resources of a kind. */
export function deletionOf(kind: AnyResourceKind): Act<ToDelete> {
  return {
    label: kind.remove.verb ?? 'Delete',
    look: 'danger',
    opens: opened(() => import('./delete-resource-dialog').then((module) => module.deleteDialogOf(kind))),
  };
}

/** Returns the resource of an ARN of a page. @throws Error if no page is of such a resource */
export function pageOf(arn: string): ResourceAt {
  const at = resourceAt(arn);
  if (!at) throw new Error('the ARN is missing or invalid');
  return at;
}

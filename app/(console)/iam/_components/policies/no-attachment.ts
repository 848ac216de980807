import type { Tools } from '@/components/console/kit/tools';

/** Returns why the viewer can't attach or detach managed policies to any kind of entity; undefined if some kind is possible. */
export function noAttachment(verb: 'Attach' | 'Detach', missing: Tools['missing']): string | undefined {
  return missing(`iam:${verb}UserPolicy`) && missing(`iam:${verb}GroupPolicy`) && missing(`iam:${verb}RolePolicy`);
}

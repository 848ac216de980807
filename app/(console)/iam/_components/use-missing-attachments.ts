import { useMissing } from '@/components/console/kit/use-missing';

/** Returns why the viewer can't attach or detach managed policies to any kind of entity; undefined if some kind is possible. */
export function useMissingAttachments() {
  const missing = useMissing();
  const ofAll = (verb: 'Attach' | 'Detach') =>
    missing(`iam:${verb}UserPolicy`) && missing(`iam:${verb}GroupPolicy`) && missing(`iam:${verb}RolePolicy`);
  return { attach: ofAll('Attach'), detach: ofAll('Detach') };
}

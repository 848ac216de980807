import { useMissing } from '@/components/console/kit/use-missing';

/** Why managed policies can be attached to, and detached from, nothing of any kind; nothing where some of it may succeed. */
export function useMissingAttachments() {
  const missing = useMissing();
  const ofAll = (verb: 'Attach' | 'Detach') =>
    missing(`iam:${verb}UserPolicy`) && missing(`iam:${verb}GroupPolicy`) && missing(`iam:${verb}RolePolicy`);
  return { attach: ofAll('Attach'), detach: ofAll('Detach') };
}

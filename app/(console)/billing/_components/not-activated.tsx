import { Lock } from 'lucide-react';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';

/** Replaces bills without access: names the missing requirement, and who can change it. */
export function NotActivated() {
  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-sunken px-3 py-2 text-ink-2">
      <Lock aria-hidden size={14} className="mt-0.75 shrink-0 text-ink-3" />
      <p>
        Users and roles of this account cannot view its bills until the root user activates IAM access to billing in the{' '}
        <TextLink inline href={paths.accountSettings}>
          account settings
        </TextLink>
        . They also need a policy that allows it.
      </p>
    </div>
  );
}

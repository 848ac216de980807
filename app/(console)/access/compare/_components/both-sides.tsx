'use client';

import { X } from 'lucide-react';
import { ActionPanel } from '@/app/(console)/access/_components/action-panel';
import { IconButton } from '@/components/ui/button';
import { useRouter } from '@/components/ui/navigation';
import type { SubjectSummary } from '@/lib/access/operations';
import { paths } from '@/lib/console/paths';

type BothSidesProps = {
  left: SubjectSummary;
  right: SubjectSummary;
  action: string;
  /** True if resource policies and RCPs are included. */
  resources: boolean;
  onClose: () => void;
};

/** Shows the statements behind one action on each side. */
export function BothSides({ left, right, action, resources, onClose }: BothSidesProps) {
  const router = useRouter();
  return (
    <div className="space-y-4">
      {[left, right].map(({ Arn, Name, Known }, at) => (
        <section key={at === 0 ? 'left' : 'right'} aria-label={`${at === 0 ? 'Left' : 'Right'}: ${Name}`} className="space-y-2">
          <div className="flex items-center gap-2">
            <h3 className="min-w-0 flex-1 break-words font-semibold text-base">{Name}</h3>
            {at === 0 ? (
              <IconButton label="Close" onClick={onClose}>
                <X aria-hidden size={16} />
              </IconButton>
            ) : null}
          </div>
          <ActionPanel
            principal={Arn}
            known={Known}
            action={action}
            drafts={NO_DRAFTS}
            resources={resources}
            onAsk={() => router.push(paths.ask({ principal: Arn, action }))}
          />
        </section>
      ))}
    </div>
  );
}

const NO_DRAFTS: never[] = [];

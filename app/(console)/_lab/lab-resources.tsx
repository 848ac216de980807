'use client';

import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import type { OwnAttempt } from './own-attempt';

type LabResourcesProps = {
  resources: OwnAttempt['resources'];
  /** The account whose pages are next to it. Null if there is none. */
  accountId: string | null;
};

/**
 * Links to calls on the scenario's resources, made as the signed-in user. The page of the call shows the result and the reason.
 */
export function LabResources({ resources, accountId }: LabResourcesProps) {
  if (resources.length === 0) return null;
  return (
    <section aria-label="Resources" className="border-line border-t px-4 py-3">
      <h3 className="font-semibold">Resources in this lab</h3>
      {accountId === null ? <p className="mt-1 text-ink-2">Act as a persona first.</p> : null}
      <ul className="mt-1 space-y-2">
        {resources.map(({ arn, name, calls }) => (
          <li key={arn}>
            <span className="break-words font-medium" title={arn}>
              {name}
            </span>
            {accountId === null ? null : (
              <div className="mt-1 flex flex-wrap gap-2">
                {calls.map(({ action, label }) => (
                  <ButtonLink
                    key={action}
                    size="sm"
                    href={paths.tryIt({ action, resource: arn })}
                    aria-label={`${label}: ${name}`}
                    title={action}
                  >
                    {label}
                  </ButtonLink>
                ))}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

'use client';

import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import type { OwnAttempt } from './own-attempt';

type LabResourcesProps = {
  resources: OwnAttempt['resources'];
  /** Whose pages are beside it; null where none are. */
  accountId: string | null;
};

/** What there is to try on the resources of the scenario, each as whoever is signed in: the page of the call says what came of it, and why. */
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

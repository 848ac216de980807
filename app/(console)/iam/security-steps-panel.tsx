'use client';

import type { AccountReader } from '@/app/(console)/_client/account-reader';
import { useRead } from '@/components/console/kit/use-read';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { securityStepsOf } from './_components/security-steps';
import { securityStepsQuery } from './queries';

/** Renders the progress of the steps that secure the account. Renders nothing once all are done. */
export function SecurityStepsPanel({ reader }: { reader: AccountReader }) {
  const { data } = useRead(securityStepsQuery());
  const steps = data ? securityStepsOf(data, reader) : [];
  const left = steps.filter(({ done }) => done === false);
  const [next] = left;
  if (!next) return null;
  return (
    <Panel
      title="Secure this account"
      count={`${steps.length - left.length} of ${steps.length} done`}
      actions={
        <ButtonLink variant="primary" href={paths.secureAccount}>
          Go on
        </ButtonLink>
      }
    >
      <p>
        <span className="font-medium">Next: {next.title.charAt(0).toLowerCase() + next.title.slice(1)}.</span>{' '}
        <span className="text-ink-2">{next.detail.replace(/:$/, '.')}</span>
      </p>
    </Panel>
  );
}

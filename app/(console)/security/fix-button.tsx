'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { AccountReader } from '@/app/(console)/_client/account-reader';
import { Button, ButtonLink } from '@/components/ui/button';
import type { FixAsked } from '@/lib/console/recipes/fix';
import type { Json } from '@/lib/console/result';
import type { FindingAnswer } from '@/lib/posture/operations';
import { fixOf } from './fix-of';

const FixDialog = dynamic(() => import('./fix-dialog').then((module) => module.FixDialog));

type FixedFinding = Pick<Json<FindingAnswer>, 'FindingId' | 'AccountId' | 'OrganizationId' | 'Title' | 'Fix'>;

type FixButtonProps = { finding: FixedFinding; reader: AccountReader; className?: string };

/**
 * Fixes a finding. If calls can do it, it shows and then makes them. Otherwise it opens the dialog for it. Tasks of the root user
 * start at its sign-in, and tasks in another account start there.
 */
export function FixButton({ finding, reader, className }: FixButtonProps) {
  const { href, label } = fixOf(finding, reader);
  if (href !== undefined) {
    return (
      <ButtonLink size="sm" href={href} aria-label={`${label}: ${finding.Title}`} className={className}>
        {label}
      </ButtonLink>
    );
  }
  const { FindingId, OrganizationId, Title } = finding;
  const input = { Reach: OrganizationId === undefined ? ('account' as const) : ('organization' as const), FindingId };
  return <OpenFix asked={{ of: 'posture', input }} title={Title} label={label} className={className} />;
}

type OpenFixProps = { asked: FixAsked; title: string; label?: string; className?: string | undefined };

/** A button that shows the calls of a fix and then makes them. */
export function OpenFix({ asked, title, label = 'Fix…', className }: OpenFixProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-label={`${label}: ${title}`} className={className} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? <FixDialog asked={asked} title={title} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

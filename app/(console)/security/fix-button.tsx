'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { AccountReader } from '@/app/(console)/_client/account-reader';
import { Button, ButtonLink } from '@/components/ui/button';
import type { Json } from '@/lib/console/result';
import type { FindingAnswer } from '@/lib/posture/operations';
import { fixOf } from './fix-of';
import type { Reach } from './queries';

const FixDialog = dynamic(() => import('./fix-dialog').then((module) => module.FixDialog));

type FixedFinding = Pick<Json<FindingAnswer>, 'FindingId' | 'AccountId' | 'OrganizationId' | 'Title' | 'Fix'>;

type FixButtonProps = { finding: FixedFinding; reader: AccountReader; className?: string };

/**
 * Fixes a finding. If calls can do it, it shows and then makes them. Otherwise it opens the dialog for it. Tasks of the root user
 * start at its sign-in, and tasks in another account start there.
 */
export function FixButton({ finding, reader, className }: FixButtonProps) {
  const [open, setOpen] = useState(false);
  const { href, label } = fixOf(finding, reader);
  if (href !== undefined) {
    return (
      <ButtonLink size="sm" href={href} aria-label={`${label}: ${finding.Title}`} className={className}>
        {label}
      </ButtonLink>
    );
  }
  const reach: Reach = finding.OrganizationId === undefined ? 'account' : 'organization';
  return (
    <>
      <Button size="sm" aria-label={`${label}: ${finding.Title}`} className={className} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? (
        <FixDialog reach={reach} findingId={finding.FindingId} title={finding.Title} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}

'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';

type ConsentProps = { program: string; pending: boolean; answer: (allow: boolean) => void; children?: ReactNode };

/** Asks whether a program may act as the person. */
export function Consent({ program, pending, answer, children }: ConsentProps) {
  return (
    <div className="flex flex-col gap-4">
      <h1 className="break-words font-semibold text-xl">Allow {program} to access your data?</h1>
      {children}
      <p>The program can then:</p>
      <ul className="list-disc space-y-1 pl-5">
        <li>see the AWS accounts and permission sets that you have</li>
        <li>get temporary credentials for each of them, until its session ends</li>
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" loading={pending} onClick={() => answer(true)}>
          Allow access
        </Button>
        <Button disabled={pending} onClick={() => answer(false)}>
          Deny access
        </Button>
      </div>
      <p className="text-ink-3 text-sm">You can end the program’s session later under My sessions.</p>
    </div>
  );
}

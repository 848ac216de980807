'use client';

import { AppWindow, SquareTerminal } from 'lucide-react';
import { useState, useTransition } from 'react';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { useRouter } from '@/components/ui/navigation';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { endSignInAction, type PortalPage } from '@/lib/console/portal/actions';
import type { ShownSignIn } from '@/lib/console/portal/read-portal';

/** Lists the person's sign-ins, in browsers and by programs. Each other one can be ended. */
export function MySessions({ page, signIns }: { page: PortalPage; signIns: readonly ShownSignIn[] }) {
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const router = useRouter();
  const end = (id?: string) =>
    start(async () => {
      const done = await endSignInAction(page, id);
      setProblem(done.ok ? undefined : done.message);
      router.refresh();
    });
  return (
    <Panel
      title="My sessions"
      count={signIns.length}
      flush
      actions={
        signIns.length > 1 ? (
          <Button disabled={pending} onClick={() => end()}>
            End all others
          </Button>
        ) : undefined
      }
      footer="Sessions of roles continue until they expire, even after you sign out here."
    >
      {problem ? (
        <Alert kind="error" live className="m-3">
          {problem}
        </Alert>
      ) : null}
      <ul>
        {signIns.map((signIn) => {
          const name = signIn.program ?? browserOf(signIn.userAgent);
          const Icon = signIn.program === null ? AppWindow : SquareTerminal;
          return (
            <li
              key={signIn.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b px-4 py-2 last:border-b-0"
            >
              <Icon aria-hidden size={16} className="shrink-0 text-ink-3" />
              <div className="min-w-0 flex-1 basis-52">
                <p className="break-words font-medium">{name}</p>
                <p className="text-ink-2 text-sm">
                  <span className="font-mono">{signIn.sourceIp}</span> · since <Time value={signIn.since} format="short" /> ·
                  until <Time value={signIn.until} format="short" />
                </p>
              </div>
              {signIn.isThis ? (
                <Status kind="success">This browser</Status>
              ) : (
                <Button disabled={pending} aria-label={`End session of ${name}`} onClick={() => end(signIn.id)}>
                  End session
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(?:e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
const SYSTEMS = [
  [/Windows/, 'Windows'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
] as const;

/** Returns the browser and system in a user agent, in words. */
function browserOf(userAgent: string): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'A browser';
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  return system === undefined ? browser : `${browser} on ${system}`;
}

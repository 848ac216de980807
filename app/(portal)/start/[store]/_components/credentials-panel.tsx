'use client';

import { X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { CopyButton } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Secret } from '@/components/ui/secret';
import { getCredentialsAction, type PortalCredentials, type PortalPage } from '@/lib/console/portal/actions';
import { durationText } from '@/lib/identity-center/permission-set/limits';
import type { Choice } from './choice';
import { environmentLines, profileText, SHELLS, type Shell } from './credential-texts';

type CredentialsPanelProps = { page: PortalPage; choice: Choice; region: string; apiPort: number; close: () => void };

/** Shows the ways to use a permission set outside of the console. */
export function CredentialsPanel({ page, choice, region, apiPort, close }: CredentialsPanelProps) {
  const { account, set } = choice;
  const [shell, setShell] = useState<Shell>('unix');
  const [credentials, setCredentials] = useState<PortalCredentials>();
  const [problem, setProblem] = useState<string>();
  const [shown, setShown] = useState(false);
  const head = useRef<HTMLHeadingElement>(null);
  const { origin, hostname } = useAddress();
  const load = useCallback(async () => {
    setProblem(undefined);
    const got = await getCredentialsAction(page, { accountId: account.id, permissionSet: set.name });
    if (got.ok) setCredentials(got.data);
    else setProblem(got.message);
  }, [page, account.id, set.name]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each choice, which is the panel's key
  useEffect(() => {
    head.current?.focus();
    void load();
  }, []);
  const endpoint = `${origin.startsWith('https:') ? 'https' : 'http'}://${hostname}:${apiPort}`;
  const place = { account: account.name, accountId: account.id, permissionSet: set.name, region, endpoint };
  const profile = profileText({ ...place, store: page.store });
  const lines = credentials && environmentLines(shell, { ...credentials, region, endpoint });
  return (
    <section aria-labelledby="credentials" className="min-w-0 rounded-lg border border-line bg-surface lg:sticky lg:top-4">
      <header className="flex items-start justify-between gap-2 border-line border-b px-4 py-2.5">
        <div className="min-w-0">
          <h2 id="credentials" ref={head} tabIndex={-1} className="break-words font-semibold outline-none">
            Get credentials{' '}
            <span className="font-normal">
              for {set.name} in {account.name}
            </span>
          </h2>
          <p className="text-ink-2 text-sm">
            <span className="font-mono">{account.id}</span> · {region} · {durationText(set.sessionDuration)} per session
          </p>
        </div>
        <IconButton label="Close credentials" onClick={close}>
          <X aria-hidden size={16} />
        </IconButton>
      </header>
      <div className="flex flex-col gap-4 p-4">
        <Step number={1} title="AWS CLI profile" badge={<Badge tone="allow">Recommended</Badge>}>
          <p className="text-ink-2 text-sm">
            Signs in through your browser and renews by itself. Add it to <code className="font-mono">~/.aws/config</code>, then
            run the command.
          </p>
          <Snippet text={profile.config} what="profile" />
          <Snippet text={`aws sso login --profile ${profile.name}`} what="command" />
        </Step>
        <div className="border-line border-t pt-4">
          <SegmentedControl label="Shell" value={shell} onValueChange={setShell} segments={SHELLS} />
        </div>
        {problem ? (
          <Alert kind="error" live title="You got no credentials">
            {problem}
          </Alert>
        ) : null}
        {credentials ? (
          <div role="status" className="flex flex-wrap items-center justify-between gap-2 rounded-md bg-sunken px-3 py-2 text-sm">
            <span>
              Temporary credentials, valid until <Time value={credentials.expiration} format="short" />
            </span>
            <span className="flex gap-2">
              <Button size="sm" onClick={() => setShown(!shown)}>
                {shown ? 'Hide secrets' : 'Show secrets'}
              </Button>
              <Button size="sm" onClick={() => void load()}>
                Renew
              </Button>
            </span>
          </div>
        ) : null}
        {credentials && lines ? (
          <>
            <Step number={2} title="Environment variables">
              <p className="text-ink-2 text-sm">Paste them into a terminal. They apply to that terminal only.</p>
              <Snippet text={lines} what="variables" display={shown ? undefined : hidden(lines, credentials)} secret />
            </Step>
            <Step number={3} title="Single values">
              <p className="text-ink-2 text-sm">For tools that ask for them one by one.</p>
              <Value label="Access key ID" text={credentials.accessKeyId} shown />
              <Value label="Secret access key" text={credentials.secretAccessKey} shown={shown} />
              <Value label="Session token" text={credentials.sessionToken} shown={shown} />
            </Step>
          </>
        ) : null}
      </div>
      <p className="border-line border-t px-4 py-2.5 text-ink-2 text-sm">
        Anyone who has these keys can act as you in {account.name} until they expire. Signing out doesn’t revoke them.
      </p>
    </section>
  );
}

type StepProps = { number: number; title: string; badge?: React.ReactNode; children: React.ReactNode };

function Step({ number, title, badge, children }: StepProps) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="flex items-center gap-2 font-semibold">
        <span aria-hidden className="grid size-5 place-items-center rounded-full border border-line-strong font-medium text-xs">
          {number}
        </span>
        {title}
        {badge}
      </h3>
      {children}
    </section>
  );
}

type SnippetProps = { text: string; what: string; display?: string | undefined; secret?: boolean };

function Snippet({ text, what, display, secret = false }: SnippetProps) {
  const shown = display ?? text;
  return (
    <div className="relative min-w-0 rounded-md border border-line bg-code">
      <pre className="whitespace-pre-wrap break-all py-2 pr-10 pl-3 font-mono text-[0.78125rem] leading-5">
        {secret ? <Secret>{shown}</Secret> : shown}
      </pre>
      <CopyButton text={text} what={what} secret={secret} className="absolute top-1 right-1" />
    </div>
  );
}

function Value({ label, text, shown }: { label: string; text: string; shown: boolean }) {
  return (
    <div className="flex items-start justify-between gap-3 border-line border-b pb-1.5 text-sm last:border-b-0">
      <span className="shrink-0 text-ink-2">{label}</span>
      <span className="flex min-w-0 items-start gap-1">
        <span className="min-w-0 break-all text-right font-mono">{shown ? <Secret>{text}</Secret> : DOTS}</span>
        <CopyButton text={text} what={label.toLowerCase()} secret className="-my-1" />
      </span>
    </div>
  );
}

const DOTS = '•'.repeat(12);

/** Returns lines without their secrets. */
function hidden(lines: string, { secretAccessKey, sessionToken }: PortalCredentials): string {
  return lines.replace(secretAccessKey, DOTS).replace(sessionToken, DOTS);
}

/** Returns the address of this page. Empty until the page runs in a browser. */
function useAddress(): { origin: string; hostname: string } {
  const origin = useSyncExternalStore(
    () => () => {},
    () => window.location.origin,
    () => '',
  );
  return { origin, hostname: origin === '' ? 'localhost' : new URL(origin).hostname };
}

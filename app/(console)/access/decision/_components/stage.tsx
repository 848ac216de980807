'use client';

import type { Explanation } from '@gatehouse/policy/evaluate';
import { Maximize } from 'lucide-react';
import { parseAsBoolean, parseAsStringLiteral, useQueryState } from 'nuqs';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { PageHeader } from '@/components/console/page/page-header';
import { Button, ButtonLink } from '@/components/ui/button';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { paths } from '@/lib/console/paths';

type StageProps = {
  explanation?: Explanation;
  /** True for a call that was really made. */
  made?: boolean;
  back?: { href: string; label: string };
  children?: ReactNode;
};

const SIZES = ['normal', 'presentation'] as const;
/** Readable from the last row: body text of 14 px becomes 21 px. */
const ENLARGED = 1.5;

/** Returns whether each step asks the audience before it shows the result. */
export function useAsksFirst() {
  return useQueryState('ask', parseAsBoolean.withDefault(false));
}

/** The page around a decision: the request, and its size up to full screen. */
export function Stage({ explanation, made = false, back, children }: StageProps) {
  const [size, setSize] = useQueryState('size', parseAsStringLiteral(SIZES).withDefault('normal'));
  const stage = useRef<HTMLDivElement>(null);
  const offered = useFullScreenOffered();
  const [asksFirst, setAsksFirst] = useAsksFirst();
  return (
    <>
      <PageHeader
        title="Decision step by step"
        crumb="Step by step"
        breadcrumbs={[{ label: 'Ask', href: paths.ask() }]}
        actions={
          explanation ? (
            <>
              {back ? <ButtonLink href={back.href}>{back.label}</ButtonLink> : null}
              <SegmentedControl
                label="Size"
                value={size}
                onValueChange={(next) => void setSize(next)}
                segments={[
                  { value: 'normal', label: 'Normal' },
                  { value: 'presentation', label: 'Presentation' },
                ]}
              />
              <Button
                aria-pressed={asksFirst}
                className={asksFirst ? 'border-accent bg-accent-soft text-accent' : undefined}
                onClick={() => void setAsksFirst(asksFirst ? null : true)}
              >
                Ask before each step
              </Button>
              {offered ? (
                <Button
                  onClick={() => {
                    void setSize('presentation');
                    void stage.current?.requestFullscreen();
                  }}
                >
                  <Maximize aria-hidden size={14} />
                  Full screen
                </Button>
              ) : null}
            </>
          ) : undefined
        }
      />
      <div ref={stage} className="overflow-auto bg-bg [&:fullscreen]:p-6">
        <div className="@container" style={{ zoom: size === 'presentation' ? ENLARGED : undefined }}>
          {explanation ? <Asking explanation={explanation} made={made} /> : null}
          {children}
        </div>
      </div>
    </>
  );
}

function useFullScreenOffered(): boolean {
  const [offered, setOffered] = useState(false);
  useEffect(() => setOffered(document.fullscreenEnabled), []);
  return offered;
}

/** The request as a sentence. */
function Asking({ explanation, made }: { explanation: Explanation; made: boolean }) {
  const { principal, action, resource } = explanation.request;
  const who = <b className="break-all font-semibold">{nameOf(principal)}</b>;
  const what = <code className="break-all rounded-sm bg-accent-soft px-1 font-mono">{action}</code>;
  return (
    <p className="mb-4 max-w-5xl text-lg">
      {made ? (
        <>
          {who} called {what}
        </>
      ) : (
        <>
          May {who} call {what}
        </>
      )}
      {resource === '*' ? null : (
        <>
          {' '}
          on <code className="break-all font-mono text-base">{resource}</code>
        </>
      )}
      {made ? '.' : '?'}
    </p>
  );
}

function nameOf(principal: Explanation['request']['principal']): string {
  switch (principal.type) {
    case 'User':
      return principal.userName;
    case 'Root':
      return `the root user of ${principal.accountId}`;
    case 'AssumedRole':
      return principal.arn.slice(principal.arn.indexOf('/') + 1);
    case 'Anonymous':
      return 'an anonymous caller';
    case 'Service':
      return principal.serviceName;
    case 'WebIdentity':
    case 'Saml':
      return `a user of ${principal.provider}`;
    default:
      return principal.type === 'AssumedRoot' ? `the root user of ${principal.accountId}` : principal.arn;
  }
}

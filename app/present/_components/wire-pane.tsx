'use client';

import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { useWireText } from '@/app/(console)/_terminal/use-wire-text';
import { withoutAddresses } from '@/app/(console)/_terminal/wire-call';
import { Time } from '@/components/console/page/time';
import { classNames } from '@/components/ui/class-names';
import type { ConsoleResult } from '@/lib/console/result';
import { IDENTITY_HEADER, IDENTITY_META } from '@/lib/console/session/shown-identity';
import type { WireCall } from '@/lib/events/operations';
import type { Persona } from './persona';

const LOOKED_AT_MS = 1_500;

type WirePaneProps = {
  shown: readonly { persona: Persona; frame: RefObject<HTMLIFrameElement | null> }[];
  enlarged: boolean;
  secretsHidden: boolean;
};

type LastCall = { persona: Persona; event: WireCall };

/** Shows the last call of the shown persona as an AWS CLI command, with its response. */
export function WirePane({ shown, enlarged, secretsHidden }: WirePaneProps) {
  const [last, setLast] = useState<LastCall | null>(null);
  const look = useEffectEvent(async () => {
    if (document.visibilityState !== 'visible') return;
    const answers = await Promise.all(shown.map(({ persona, frame }) => readLast(persona, frame.current)));
    const newest = answers
      .flatMap((answer) => answer ?? [])
      .toSorted((one, other) => other.event.eventTime.localeCompare(one.event.eventTime))[0];
    if (newest) setLast((before) => (before?.event.eventID === newest.event.eventID ? before : newest));
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    const again = async () => {
      await look().catch(() => undefined);
      if (!stopped) timer = setTimeout(again, LOOKED_AT_MS);
    };
    void again();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, []);
  const wire = useWireText(last?.event ?? null);
  const isShown = last !== null && shown.some(({ persona }) => persona.name === last.persona.name);
  const text = (plain: string) => (secretsHidden ? withoutAddresses(plain) : plain);
  return (
    <section
      aria-label="Wire"
      // Makes the pane scrollable with the keyboard.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
      tabIndex={0}
      className={classNames(
        'max-h-[38dvh] shrink-0 overflow-auto border-line border-t bg-surface px-3 py-2',
        enlarged ? 'text-lg' : 'text-sm',
      )}
    >
      {last && isShown ? (
        <div className="grid gap-x-6 gap-y-2 lg:grid-cols-2">
          <div className="min-w-0">
            <h2 className="font-semibold">
              {last.persona.label} called{' '}
              <span className="font-normal text-ink-2">
                <Time value={last.event.eventTime} format="absolute" />
              </span>
            </h2>
            <pre className="mt-1 whitespace-pre-wrap break-words font-mono">
              {text(wire ? (wire.command ?? last.event.eventName) : '')}
            </pre>
          </div>
          <div className="min-w-0">
            <h2 className="font-semibold">Response</h2>
            <pre
              className={classNames(
                'mt-1 whitespace-pre-wrap break-words font-mono',
                last.event.errorCode ? 'text-deny' : 'text-ink',
              )}
            >
              {text(wire?.answer ?? '')}
            </pre>
          </div>
        </div>
      ) : (
        <p className="text-ink-2">
          No calls yet. Calls made in the console appear here as AWS CLI commands, with their responses.
        </p>
      )}
    </section>
  );
}

/** Reads the last call of a persona. Null if there is none, or before its first page. */
async function readLast(persona: Persona, frame: HTMLIFrameElement | null): Promise<LastCall | null> {
  const identity = frame?.contentDocument?.querySelector<HTMLMetaElement>(`meta[name="${IDENTITY_META}"]`)?.content;
  if (!identity) return null;
  const headers = { [IDENTITY_HEADER]: identity };
  const answer = await fetch(`${persona.basePath}/api/console/console/GetOwnLastCall?input={}`, { headers, cache: 'no-store' });
  const result: ConsoleResult<{ Call?: WireCall }> = await answer.json();
  return result.ok && result.data.Call ? { persona, event: result.data.Call } : null;
}

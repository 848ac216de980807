'use client';

import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { Time } from '@/components/console/page/time';
import { classNames } from '@/components/ui/class-names';
import type { ConsoleResult } from '@/lib/console/result';
import { IDENTITY_HEADER, IDENTITY_META } from '@/lib/console/shown-identity';
import type { CloudTrailEvent } from '@/lib/core/cloudtrail-record';
import type { Persona } from './persona';
import { answerOf, commandOf, isCall, withoutAddresses } from './wire-call';

const LOOKED_AT_MS = 1_500;
/** Sign-ins and reads of others in the same account stand between. */
const LOOKED_AT = 25;

type WirePaneProps = {
  shown: readonly { persona: Persona; frame: RefObject<HTMLIFrameElement | null> }[];
  enlarged: boolean;
  secretsHidden: boolean;
};

type LastCall = { persona: Persona; event: CloudTrailEvent };

/** The last call of whoever is shown, as a command of the AWS CLI, with what the wire answered. */
export function WirePane({ shown, enlarged, secretsHidden }: WirePaneProps) {
  const [last, setLast] = useState<LastCall | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const look = useEffectEvent(async () => {
    if (document.visibilityState !== 'visible') return;
    const answers = await Promise.all(shown.map(({ persona, frame }) => readLast(persona, frame.current)));
    const calls = answers.flatMap((answer) => (answer && 'event' in answer ? [answer] : []));
    const newest = calls.toSorted((one, other) => other.event.eventTime.localeCompare(one.event.eventTime))[0];
    if (newest) setLast((before) => (before?.event.eventID === newest.event.eventID ? before : newest));
    setRefused(newest ? null : (answers.flatMap((answer) => (answer && 'refused' in answer ? [answer.refused] : []))[0] ?? null));
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
  const isShown = last !== null && shown.some(({ persona }) => persona.arn === last.persona.arn);
  const text = (plain: string) => (secretsHidden ? withoutAddresses(plain) : plain);
  return (
    <section
      aria-label="On the wire"
      // Whatever is in it is read by whoever looks at it from the keyboard alone.
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
            <pre className="mt-1 whitespace-pre-wrap break-words font-mono">{text(commandOf(last.event))}</pre>
          </div>
          <div className="min-w-0">
            <h2 className="font-semibold">The answer</h2>
            <pre
              className={classNames(
                'mt-1 whitespace-pre-wrap break-words font-mono',
                last.event.errorCode ? 'text-deny' : 'text-ink',
              )}
            >
              {text(answerOf(last.event))}
            </pre>
          </div>
        </div>
      ) : (
        <p className="text-ink-2">
          {refused ?? 'No call yet. What is done in the console above stands here as a command of the AWS CLI, with its answer.'}
        </p>
      )}
    </section>
  );
}

/** The newest call of a persona that its own history has; what the history says where it may not be read; null before its first page. */
async function readLast(persona: Persona, frame: HTMLIFrameElement | null): Promise<LastCall | { refused: string } | null> {
  const identity = frame?.contentDocument?.querySelector<HTMLMetaElement>(`meta[name="${IDENTITY_META}"]`)?.content;
  if (!identity) return null;
  const input = encodeURIComponent(JSON.stringify({ Principal: persona.arn, MaxResults: LOOKED_AT }));
  const answer = await fetch(`${persona.basePath}/api/console/console/SearchEvents?input=${input}`, {
    headers: { [IDENTITY_HEADER]: identity },
    cache: 'no-store',
  });
  const result = (await answer.json()) as ConsoleResult<{ Events: CloudTrailEvent[] }>;
  if (!result.ok) return { refused: `${persona.label} may not read the event history, from which calls are shown here.` };
  const event = result.data.Events.find((one) => isCall(one) && one.userIdentity.arn === persona.arn);
  return event ? { persona, event } : null;
}

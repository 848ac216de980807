'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { GuardrailPreview } from '@/app/(console)/_client/guardrail-preview/guardrail-preview';
import { previewQuery } from '@/app/(console)/_client/guardrail-preview/queries';
import { useSettled } from '@/app/(console)/_client/use-settled';
import { useRead } from '@/components/console/kit/use-read';
import { asSentence } from '@/components/console/page/as-sentence';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { GuardrailChange } from '@/lib/access/guardrail-preview/schema';
import { storedJson } from '@/lib/core/text/stored-json';

/** The pause in typing before a comparison starts, in milliseconds. */
const TYPING_MS = 600;
/** The longest comparison that is repeated after every pause, in milliseconds. Slower ones need a click. */
const QUICK_MS = 2_000;

type GuardrailEffectProps = {
  /** The change; null while no valid one exists. */
  change: GuardrailChange | null;
  /** The text to show while `change` is null. */
  waiting?: string;
  description?: string;
  /** Fields above the effect that affect the change, such as the target. */
  children?: ReactNode;
};

/**
 * Renders the effect of a guardrail beside its text. The comparison runs after a pause in typing. If the last one was slow, as in a large
 * organization, it runs on a click.
 */
export function GuardrailEffect({ change, waiting = '', description, children }: GuardrailEffectProps) {
  const settled = useSettled(change === null ? null : JSON.stringify(change), TYPING_MS);
  const [wanted, setWanted] = useState<string | null>(null);
  const asked = settled === null ? null : storedJson<GuardrailChange>(settled);
  const last = useRead({ ...previewQuery(asked ?? NO_CHANGE), enabled: false, placeholderData: keepPreviousData });
  const isSlow = (last.data?.Milliseconds ?? 0) > QUICK_MS;
  const shows = change !== null && asked !== null && (!isSlow || !last.stale || wanted === settled);
  return (
    <Panel
      flush
      title="Affected principals"
      description={description}
      actions={
        isSlow && last.stale && wanted !== settled ? <Button onClick={() => setWanted(settled)}>Compare again</Button> : undefined
      }
    >
      {children}
      {change === null ? (
        <p className="px-4 py-3 text-ink-2">{asSentence(waiting)}</p>
      ) : shows ? (
        <GuardrailPreview change={asked} />
      ) : (
        <p className="px-4 py-3 text-ink-2">The document has changed since the last comparison.</p>
      )}
    </Panel>
  );
}

const NO_CHANGE: GuardrailChange = { kind: 'disable', type: 'SERVICE_CONTROL_POLICY' };

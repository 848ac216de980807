'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useSettled } from '@/app/(console)/_client/use-settled';
import { useRead } from '@/components/console/kit/use-read';
import { asSentence } from '@/components/console/page/as-sentence';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { GuardrailChange } from '@/lib/access/guardrail-preview/schema';
import { previewQuery } from '../queries';
import { GuardrailPreview } from './guardrail-preview';

/** Not every keystroke is a question. */
const TYPING_MS = 600;
/** What took longer is not asked again at every pause. */
const QUICK_MS = 2_000;

type GuardrailEffectProps = {
  /** Null while there is none that could be made. */
  change: GuardrailChange | null;
  /** What is said then. */
  waiting: string;
  description?: string;
  /** Above it: what the change hangs on beside the text. */
  children?: ReactNode;
};

/** What a guardrail that is written would change, and for whom, beside its text: asked once the writer pauses, in a large organization when they ask. */
export function GuardrailEffect({ change, waiting, description, children }: GuardrailEffectProps) {
  const settled = useSettled(change === null ? null : JSON.stringify(change), TYPING_MS);
  const [wanted, setWanted] = useState<string | null>(null);
  const asked = settled === null ? null : (JSON.parse(settled) as GuardrailChange);
  const last = useRead({ ...previewQuery(asked ?? NO_CHANGE), enabled: false, placeholderData: keepPreviousData });
  const isSlow = (last.data?.Milliseconds ?? 0) > QUICK_MS;
  const shows = change !== null && asked !== null && (!isSlow || !last.stale || wanted === settled);
  return (
    <Panel
      flush
      title="What changes, for whom"
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
        <p className="px-4 py-3 text-ink-2">The document has changed since the last comparison, which took a while.</p>
      )}
    </Panel>
  );
}

const NO_CHANGE: GuardrailChange = { kind: 'disable', type: 'SERVICE_CONTROL_POLICY' };

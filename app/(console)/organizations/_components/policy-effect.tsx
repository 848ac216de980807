'use client';

import { type ReactNode, useState } from 'react';
import { useSettled } from '@/app/(console)/_client/use-settled';
import { asSentence } from '@/components/console/page/as-sentence';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { storedJson } from '@/lib/core/text/stored-json';
import { ChangePreview, type PolicyChange, useLastPreview } from './change-preview';
import type { PolicyTypeFacts } from './policy-types';

/** The pause in typing before a comparison starts, in milliseconds. */
const TYPING_MS = 600;
/** The longest comparison that is repeated after every pause, in milliseconds. Slower ones need a click. */
const QUICK_MS = 2_000;

type PolicyEffectProps = {
  type: PolicyTypeFacts;
  /** The change; null while no valid one exists. */
  change: PolicyChange | null;
  /** The text to show while `change` is null. */
  waiting?: string;
  description?: string;
  /** Fields above the effect that affect the change, such as the target. */
  children?: ReactNode;
};

/**
 * Renders the effect of a policy beside its text. The comparison runs after a pause in typing. If the last one was slow, as in a large
 * organization, it runs on a click.
 */
export function PolicyEffect({ type, change, waiting = '', description, children }: PolicyEffectProps) {
  const settled = useSettled(change === null ? null : JSON.stringify(change), TYPING_MS);
  const [wanted, setWanted] = useState<string | null>(null);
  const asked = settled === null ? null : storedJson<PolicyChange>(settled);
  const { milliseconds, isOther } = useLastPreview(type.id, asked);
  const isSlow = milliseconds > QUICK_MS;
  const shows = change !== null && asked !== null && (!isSlow || !isOther || wanted === settled);
  return (
    <Panel
      flush
      title={type.kind === null ? 'Affected accounts' : 'Affected principals'}
      description={description}
      actions={
        isSlow && isOther && wanted !== settled ? <Button onClick={() => setWanted(settled)}>Compare again</Button> : undefined
      }
    >
      {children}
      {change === null ? (
        <p className="px-4 py-3 text-ink-2">{asSentence(waiting)}</p>
      ) : shows ? (
        <ChangePreview type={type.id} change={asked} />
      ) : (
        <p className="px-4 py-3 text-ink-2">The document has changed since the last comparison.</p>
      )}
    </Panel>
  );
}

'use client';

import { GuardrailPreview } from '@/app/(console)/_client/guardrail-preview/guardrail-preview';
import { type PreviewState, usePreviewState } from '@/app/(console)/_client/guardrail-preview/use-preview-state';
import { useRead } from '@/components/console/kit/use-read';
import type { GuardrailChange } from '@/lib/access/guardrail-preview/schema';
import { declarativePreviewQuery } from '../queries';
import { DeclarativePreview } from './declarative-preview';
import { isDeclarative } from './declarative-types';
import type { AnyPolicyTypeId } from './organization-nodes';

/** A change of a stored policy. */
type PolicyChange = Extract<GuardrailChange, { kind: 'attach' | 'detach' }>;

/** Renders the effect of a change: on access for SCPs and RCPs, and on effective policies for declarative policies. */
export function ChangePreview({ type, change }: { type: AnyPolicyTypeId; change: PolicyChange }) {
  return isDeclarative(type) ? <DeclarativePreview change={change} /> : <GuardrailPreview change={change} />;
}

/** Returns the state of that preview, for the button that makes the change. @param change null while none is chosen */
export function useChangeState(type: AnyPolicyTypeId | undefined, change: PolicyChange | null): PreviewState {
  const asked = type !== undefined && isDeclarative(type) ? change : null;
  const guardrails = usePreviewState(asked ? null : change);
  const { data, error } = useRead({ ...declarativePreviewQuery(asked ?? NO_CHANGE), enabled: asked !== null });
  if (!asked) return guardrails;
  const failed = error !== undefined;
  return {
    waiting: data || failed ? undefined : 'Wait until it is known which effective policies change',
    failed,
    closes: false,
  };
}

const NO_CHANGE = { kind: 'disable', type: 'TAG_POLICY' } as const;

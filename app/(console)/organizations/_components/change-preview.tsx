'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { GuardrailPreview } from '@/app/(console)/_client/guardrail-preview/guardrail-preview';
import { previewQuery } from '@/app/(console)/_client/guardrail-preview/queries';
import { type PreviewState, usePreviewState } from '@/app/(console)/_client/guardrail-preview/use-preview-state';
import { useRead } from '@/components/console/kit/use-read';
import type { GuardrailChange } from '@/lib/access/guardrail-preview/schema';
import type { DeclarativeChange } from '@/lib/organizations/effective-policy/schema';
import { declarativePreviewQuery } from '../queries';
import { DeclarativePreview } from './declarative-preview';
import type { AnyPolicyTypeId } from './organization-nodes';
import { isDeclarative, type PolicyTypeFacts } from './policy-types';

/** A change of policies of one type. The kinds are the same for all types. */
export type PolicyChange = Exclude<GuardrailChange | DeclarativeChange, { kind: 'move' }>;

/** Returns the change that creates a policy and attaches it. */
export function creation(type: PolicyTypeFacts, targetId: string, content: string): PolicyChange {
  return type.kind === null
    ? { kind: 'create', type: type.id, targetId, content }
    : { kind: 'create', type: type.id, targetId, content };
}

type Split = { guardrail: GuardrailChange; declarative: null } | { guardrail: null; declarative: DeclarativeChange };

/** Sorts a change by the preview that it takes. */
function split(type: AnyPolicyTypeId, change: PolicyChange): Split {
  // Only the type of a policy says which preview a change of it takes.
  return isDeclarative(type)
    ? { guardrail: null, declarative: change as DeclarativeChange }
    : { guardrail: change as GuardrailChange, declarative: null };
}

/** Renders the effect of a change: on access for SCPs and RCPs, and on effective policies for declarative policies. */
export function ChangePreview({ type, change }: { type: AnyPolicyTypeId; change: PolicyChange }) {
  const { guardrail, declarative } = split(type, change);
  return guardrail ? <GuardrailPreview change={guardrail} /> : <DeclarativePreview change={declarative} />;
}

/** Returns the state of that preview, for the button that makes the change. @param change null while none is chosen */
export function useChangeState(type: AnyPolicyTypeId | undefined, change: PolicyChange | null): PreviewState {
  const { guardrail, declarative } = type && change ? split(type, change) : NONE;
  const guardrails = usePreviewState(guardrail);
  const { data, error } = useRead({ ...declarativePreviewQuery(declarative ?? NO_DECLARATIVE), enabled: declarative !== null });
  if (!declarative) return guardrails;
  const failed = error !== undefined;
  return {
    waiting: data || failed ? undefined : 'Wait until it is known which effective policies change',
    failed,
    closes: false,
  };
}

/** Returns the milliseconds of the last comparison that the browser has, and whether it was of another change. */
export function useLastPreview(type: AnyPolicyTypeId, change: PolicyChange | null): { milliseconds: number; isOther: boolean } {
  const { guardrail, declarative } = change ? split(type, change) : NONE;
  const before = { enabled: false, placeholderData: keepPreviousData };
  const access = useRead({ ...previewQuery(guardrail ?? NO_GUARDRAIL), ...before });
  const policies = useRead({ ...declarativePreviewQuery(declarative ?? NO_DECLARATIVE), ...before });
  const { data, stale } = isDeclarative(type) ? policies : access;
  return { milliseconds: data?.Milliseconds ?? 0, isOther: stale };
}

const NONE = { guardrail: null, declarative: null };
const NO_GUARDRAIL = { kind: 'disable', type: 'SERVICE_CONTROL_POLICY' } as const;
const NO_DECLARATIVE = { kind: 'disable', type: 'TAG_POLICY' } as const;

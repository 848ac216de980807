import type { GuardrailEffect, ListActionsChanged } from '@/lib/access/guardrail-preview/operations';
import type { GuardrailChange } from '@/lib/access/guardrail-preview/schema';
import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import type { InputOf } from '@/lib/core/operation';

export const previewQuery = (Change: GuardrailChange) => consoleQuery('console', 'PreviewGuardrailChange', { Change });
export const callsDeniedQuery = (Change: GuardrailChange) => consoleQuery('console', 'ListCallsDeniedByChange', { Change });
/** Reads the actions that change for one principal in the preview: their numbers by service, or a page for one service. */
export const actionsChangedQuery = (asked: InputOf<typeof ListActionsChanged>) =>
  consoleQuery('console', 'ListActionsChanged', asked);

export type Preview = Json<GuardrailEffect>;

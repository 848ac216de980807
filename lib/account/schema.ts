import { z } from 'zod';

/** What an account does with denials of its own policies: obeys them, only records them, or ignores them. Guardrails are always obeyed. */
export const ENFORCEMENT_MODES = ['enforce', 'audit', 'off'] as const;

export const GetAccountSettingsInput = z.object({});
export const PutAccountEnforcementInput = z.object({ Enforcement: z.enum(ENFORCEMENT_MODES) });
export const IssueRootPasswordRecoveryInput = z.object({});

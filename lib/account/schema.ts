import { z } from 'zod';

/** What an account does with the engine's answers: obeys them, only records them, or does not ask. */
export const ENFORCEMENT_MODES = ['enforce', 'audit', 'off'] as const;

export const GetAccountSettingsInput = z.object({});
export const PutAccountEnforcementInput = z.object({ Enforcement: z.enum(ENFORCEMENT_MODES) });
export const IssueRootPasswordRecoveryInput = z.object({});

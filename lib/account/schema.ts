import { z } from 'zod';

/** What an account does with denials of its own policies: obeys them, only records them, or ignores them. Guardrails are always obeyed. */
export const ENFORCEMENT_MODES = ['enforce', 'audit', 'off'] as const;

export const GetAccountSettingsInput = z.object({});
export const ListQuotasInput = z.object({});
export const PutAccountEnforcementInput = z.object({ Enforcement: z.enum(ENFORCEMENT_MODES) });
export const IssueRootPasswordRecoveryInput = z.object({});
export const ListOwnConsoleSessionsInput = z.object({});
export const EndOwnConsoleSessionInput = z.object({ SessionId: z.string().min(1).max(128) });
export const EndOtherConsoleSessionsInput = z.object({});

// Organizations' API model: name 1-50 printable characters, address 6-64.
export const AccountName = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^[\u0020-\u007E]+$/);
export const RootEmail = z
  .string()
  .trim()
  .min(6)
  .max(64)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/);
export const ACCOUNT_NAME_RULE = 'Give the account a name of 1 to 50 characters: letters, digits, spaces and punctuation.';
export const ROOT_EMAIL_RULE = 'Enter an e-mail address of 6 to 64 characters, like admin@example.com.';

/** AWS's rules where an account has none of its own, in words. Root users always have these. */
export const DEFAULT_PASSWORD_RULES =
  'At least 8 characters, with three of: upper case, lower case, digits, symbols. Not the account’s name or e-mail address.';

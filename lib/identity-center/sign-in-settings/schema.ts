import { z } from 'zod';

// Source: IAM Identity Center User Guide, "Configure MFA in IAM Identity Center" and "Configure the session duration".

/** AWS's prompt modes, with the names in its console. */
export const PROMPT_MODES = {
  ALWAYS: 'Every time they sign in (always-on)',
  CONTEXT_AWARE: 'Only when their sign-in context changes (context-aware)',
  NEVER: 'Never (disabled)',
} as const;

/** The ways to treat people without an MFA device, with the names in AWS's console. */
export const WITHOUT_DEVICE = {
  REGISTER: 'Require them to register an MFA device at sign-in',
  EMAIL: 'Require them to provide a one-time password sent by email to sign in',
  BLOCK: 'Block their sign-in',
  ALLOW: 'Allow them to sign in',
} as const;

/** Minutes: 15 minutes to 90 days. */
export const SESSION_MINUTES = { least: 15, most: 129_600, usual: 480 } as const;

const choice = <Key extends string>(names: Readonly<Record<Key, string>>) => z.enum(Object.keys(names) as [Key, ...Key[]]);

/** The MFA settings of an instance. */
export const MfaSettings = z.object({
  PromptMode: choice(PROMPT_MODES),
  WithoutDevice: choice(WITHOUT_DEVICE),
  AllowedKinds: z
    .array(z.enum(['fido', 'virtual']))
    .min(1)
    .max(2),
  /** People add, rename and delete their own devices in the access portal. */
  SelfManaged: z.boolean(),
});
export type MfaSettings = z.infer<typeof MfaSettings>;

/** The settings of a new instance, as AWS's current guide has them. */
export const NEW_MFA_SETTINGS: MfaSettings = {
  PromptMode: 'ALWAYS',
  WithoutDevice: 'REGISTER',
  AllowedKinds: ['fido', 'virtual'],
  SelfManaged: true,
};

export const GetMfaDeviceManagementForDirectoryInput = z.object({});
export const GetSsoConfigurationInput = z.object({});
export const UpdateSSOConfigurationInput = z.object({
  SessionMinutes: z.int().min(SESSION_MINUTES.least).max(SESSION_MINUTES.most),
});

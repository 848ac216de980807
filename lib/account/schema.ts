import { z } from 'zod';
import { text } from '../core/shapes';

/**
 * How an account treats denials by its own policies: enforces, only records, or ignores them. SCPs and RCPs are always enforced.
 */
export const ENFORCEMENT_MODES = ['enforce', 'audit', 'off'] as const;

export const GetAccountSettingsInput = z.object({});
export const ListQuotasInput = z.object({});
export const PutAccountEnforcementInput = z.object({ Enforcement: z.enum(ENFORCEMENT_MODES) });
/** Null removes the mark. */
export const PutAccountRehearsalInput = z.object({
  RehearsalOf: z
    .string()
    .regex(/^\d{12}$/)
    .nullable(),
});
export const IssueRootPasswordRecoveryInput = z.object({});
export const ListOwnConsoleSessionsInput = z.object({});
export const EndOwnConsoleSessionInput = z.object({ SessionId: z.string().min(1).max(128) });
export const EndOtherConsoleSessionsInput = z.object({});

// Organizations' API model: a name of 1-50 printable characters, an email address of 6-64.
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
export const ACCOUNT_NAME_RULE = 'Enter a name of 1 to 50 characters: letters, digits, spaces and punctuation.';
export const ROOT_EMAIL_RULE = 'Enter an email address of 6 to 64 characters, like admin@example.com.';

const AccountId = text({ pattern: '\\d{12}' }).optional();
export const PutAccountNameInput = z.object({ AccountId, AccountName });

// AWS Account Management's API model: ContactInformation and AlternateContact.
export const ContactInformation = z.object({
  FullName: text({ min: 1, max: 50 }),
  CompanyName: text({ min: 1, max: 50 }).optional(),
  AddressLine1: text({ min: 1, max: 60 }),
  AddressLine2: text({ min: 1, max: 60 }).optional(),
  AddressLine3: text({ min: 1, max: 60 }).optional(),
  City: text({ min: 1, max: 50 }),
  DistrictOrCounty: text({ min: 1, max: 50 }).optional(),
  StateOrRegion: text({ min: 1, max: 50 }).optional(),
  PostalCode: text({ min: 1, max: 20 }),
  CountryCode: text({ pattern: '[A-Z]{2}' }),
  PhoneNumber: text({ pattern: '[+][\\s0-9\\-()]+', min: 1, max: 20 }),
  WebsiteUrl: text({ min: 1, max: 256 }).optional(),
});
export const ALTERNATE_CONTACT_TYPES = ['BILLING', 'OPERATIONS', 'SECURITY'] as const;
export type AlternateContactType = (typeof ALTERNATE_CONTACT_TYPES)[number];
const AlternateContactType = z.enum(ALTERNATE_CONTACT_TYPES);
export const AlternateContactFields = z.object({
  Name: text({ min: 1, max: 64 }),
  Title: text({ min: 1, max: 50 }),
  EmailAddress: text({ pattern: '[\\s]*[\\w+=.#\\-!&]+@[\\w.\\-]+[.][\\w]+[\\s]*', min: 1, max: 254 }),
  PhoneNumber: text({ pattern: '[\\s0-9()+\\-]+', min: 1, max: 25 }),
});

export const GetAccountContactsInput = z.object({ AccountId });
export const PutContactInformationInput = z.object({ AccountId, ContactInformation });
export const PutAlternateContactInput = z.object({ AccountId, AlternateContactType, ...AlternateContactFields.shape });
export const DeleteAlternateContactInput = z.object({ AccountId, AlternateContactType });

export const GetRootUseInput = z.object({ Reach: z.enum(['account', 'organization']) });

/** AWS Support's plans, from the smallest to the largest. */
export const SUPPORT_PLANS = [
  'BASIC',
  'DEVELOPER',
  'BUSINESS',
  'BUSINESS_PLUS',
  'ENTERPRISE_ON_RAMP',
  'ENTERPRISE',
  'UNIFIED_OPERATIONS',
] as const;
export type SupportPlan = (typeof SUPPORT_PLANS)[number];
export const StartSupportPlanUpdateInput = z.object({ supportLevel: z.enum(SUPPORT_PLANS) });

export const ListOutboxMessagesInput = z.object({
  Source: z.enum(['budgets']).optional(),
  /** The subject within the source, such as a budget's name. */
  About: z.string().min(1).max(200).optional(),
  MaxResults: z.number().int().min(1).max(200).default(50),
  NextToken: z.string().max(512).optional(),
});
export const DeleteOutboxMessagesInput = z.object({ Ids: z.array(z.string().min(1).max(60)).min(1).max(200).optional() });

import { z } from 'zod';
import { SEVERITIES } from './check';
import { DEFAULT_EXCEPTION_DAYS, MAX_EXCEPTION_DAYS, MAX_REASON, MIN_REASON } from './limits';

/** Of the caller's account, or of the organization that it manages. */
const Reach = z.enum(['account', 'organization']).default('account');

const FINDING_STATUSES = ['ACTIVE', 'SUPPRESSED', 'RESOLVED'] as const;

export const ListUnusedPermissionsInput = z.object({});

export const GetPostureInput = z.object({ Reach });

const Selection = {
  Reach,
  Status: z.enum(FINDING_STATUSES).optional(),
  Severity: z.enum(SEVERITIES).optional(),
  CheckId: z.string().max(64).optional(),
  /** A part of the title, the check or the account, in any case. */
  Filter: z.string().max(128).optional(),
};

export const ListPostureFindingsInput = z.object({
  ...Selection,
  MaxResults: z.number().int().min(1).max(100).optional(),
  NextToken: z.string().max(512).optional(),
});

export const GetPostureFixInput = z.object({
  Reach,
  FindingId: z.string().regex(/^[0-9a-f]{32}$/),
  /** Says of more principals, too, what changes for them than is said unasked. */
  Many: z.boolean().optional(),
});

export const ListFindingExceptionsInput = z.object({});

export const PutFindingExceptionInput = z.object({
  /** One finding; or a check in an account or an OU. */
  FindingId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  CheckId: z.string().max(64).optional(),
  /** Default: the caller's account. */
  TargetId: z.string().max(64).optional(),
  Reason: z.string().trim().min(MIN_REASON).max(MAX_REASON),
  Days: z.number().int().min(1).max(MAX_EXCEPTION_DAYS).default(DEFAULT_EXCEPTION_DAYS),
});

export const DeleteFindingExceptionInput = z.object({ ExceptionId: z.string().max(64) });

export const GetPostureParametersInput = z.object({});

const days = z.number().int().min(1).max(730);

export const PutPostureParametersInput = z.object({
  Parameters: z
    .object({
      rootUseDays: days,
      neverUsedDays: days,
      unusedDays: days,
      oldDays: days,
      trackingDays: z.number().int().min(1).max(90),
      eventWindowDays: z.number().int().min(1).max(90),
      rotationGraceDays: days,
      graceDays: days,
      adminUsersAllowed: z.number().int().min(1).max(1000),
      privilegedSessionHours: z.number().int().min(1).max(12),
      sessionHours: z.number().int().min(1).max(12),
      quotaShare: z.number().int().min(1).max(100),
      trustedAccounts: z.array(z.string().regex(/^\d{12}$/)).max(200),
      trustedProviders: z.array(z.string().min(20).max(2048)).max(200),
    })
    .partial(),
});

export const EXPORT_FORMATS = ['csv', 'asff'] as const;

export const ExportPostureInput = z.object({
  Reach,
  Format: z.enum(EXPORT_FORMATS),
  /** From 1. Of ASFF, whose parts hold a hundred findings; a table is in one. */
  Part: z.number().int().min(1).max(10_000).default(1),
});

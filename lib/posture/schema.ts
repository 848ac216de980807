import { z } from 'zod';
import { SEVERITIES } from './check';
import { DEFAULT_EXCEPTION_DAYS, MAX_EXCEPTION_DAYS, MAX_REASON, MIN_REASON } from './findings/limits';

/** The caller's account, or the organization that it manages. */
const Reach = z.enum(['account', 'organization']).default('account');

const FINDING_STATUSES = ['ACTIVE', 'SUPPRESSED', 'RESOLVED'] as const;

export const ListUnusedPermissionsInput = z.object({});

/** Set either PolicyArn, or PolicyName and Holder for an inline policy. */
export const GetUnusedPermissionsFixInput = z
  .object({
    PolicyArn: z.string().max(2048).optional(),
    PolicyName: z.string().max(128).optional(),
    Holder: z.object({ Type: z.enum(['User', 'Group', 'Role']), Name: z.string().max(128) }).optional(),
    /** Returns the changed access of more principals than by default. */
    Many: z.boolean().optional(),
  })
  .refine(
    ({ PolicyArn, PolicyName, Holder }) => (PolicyArn === undefined) === (PolicyName !== undefined && Holder !== undefined),
    {
      message: 'Set either PolicyArn, or PolicyName and Holder.',
    },
  );

export const GetPostureInput = z.object({ Reach });

const Selection = {
  Reach,
  Status: z.enum(FINDING_STATUSES).optional(),
  Severity: z.enum(SEVERITIES).optional(),
  CheckId: z.string().max(64).optional(),
  /** Text to find in the title, check or account, ignoring case. */
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
  /** Returns the changed access of more principals than by default. */
  Many: z.boolean().optional(),
});

export const ListFindingExceptionsInput = z.object({});

export const PutFindingExceptionInput = z.object({
  /** Set either FindingId, or CheckId for an account or OU. */
  FindingId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  CheckId: z.string().max(64).optional(),
  /** The default is the caller's account. */
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
      aiOptOut: z.boolean(),
    })
    .partial(),
});

export const EXPORT_FORMATS = ['csv', 'asff'] as const;

export const ExportPostureInput = z.object({
  Reach,
  Format: z.enum(EXPORT_FORMATS),
  /** The part to export, from 1. Each ASFF part holds a hundred findings; CSV has one part. */
  Part: z.number().int().min(1).max(10_000).default(1),
});

import { z } from 'zod';
import { MOST_DAYS } from '../../access/policy-generation/schema';

const DAY_MS = 86_400_000;

/** AWS's way to read events: trails, and the role that reads them. Source: IAM Access Analyzer API Reference, "CloudTrailDetails". */
const CloudTrailDetails = z.object({
  trails: z
    .array(
      z.object({
        cloudTrailArn: z.string().min(1).max(2048),
        regions: z.array(z.string().max(64)).max(100).optional(),
        allRegions: z.boolean().optional(),
      }),
    )
    .max(100),
  accessRole: z.string().min(1).max(2048),
  startTime: z.date(),
  endTime: z.date().optional(),
});

export const StartPolicyGenerationInput = z.object({
  policyGenerationDetails: z.object({ principalArn: z.string().min(1).max(2048) }),
  cloudTrailDetails: CloudTrailDetails.optional(),
  clientToken: z.string().min(1).max(64).optional(),
});

/** Source: IAM Access Analyzer API Reference, "JobDetails". */
const JobId = z.string().min(1).max(64);

export const GetGeneratedPolicyInput = z.object({
  jobId: JobId,
  includeResourcePlaceholders: z.boolean().optional(),
  includeServiceLevelTemplate: z.boolean().optional(),
});

export const CancelPolicyGenerationInput = z.object({ jobId: JobId });

export const ListPolicyGenerationsInput = z.object({
  principalArn: z.string().min(1).max(2048).optional(),
  maxResults: z.number().int().min(1).max(1000).optional(),
  nextToken: z.string().max(2048).optional(),
});

export const LONGEST_WINDOW_MS = MOST_DAYS * DAY_MS;

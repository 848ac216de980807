import { z } from 'zod';

// Source of all limits: Resource Groups Tagging API Reference.

export const StartReportCreationInput = z.object({
  S3Bucket: z
    .string()
    .min(3)
    .max(63)
    .regex(/^[a-z0-9.-]*$/),
});
export const DescribeReportCreationInput = z.object({});

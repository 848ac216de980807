import { z } from 'zod';

/** `NonEmptyString` of Security Hub's API model. */
const text = z.string().regex(/\S/);
const types = z.array(text);
const severity = z.strictObject({
  Label: z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']),
  Original: text.optional(),
});
const time = z.iso.datetime();

/**
 * The part of BatchImportFindings' input that an export uses. Required members, known members and values are from Security Hub's
 * API model (version 2018-10-26), lengths from the user guide, "Top-level attributes".
 */
export const AsffFile = z.strictObject({
  Findings: z
    .array(
      z.strictObject({
        SchemaVersion: z.literal('2018-10-08'),
        Id: text.max(512),
        ProductArn: z.string().regex(/^arn:aws:securityhub:[a-z0-9-]+:\d{12}:product\/\d{12}\/default$/),
        GeneratorId: text.max(512),
        AwsAccountId: z.string().regex(/^\d{12}$/),
        CreatedAt: time,
        UpdatedAt: time,
        Title: text.max(256),
        Description: text.max(1024),
        Resources: z
          .array(
            z.strictObject({
              Type: text,
              Id: text,
              Partition: z.enum(['aws', 'aws-cn', 'aws-us-gov']).optional(),
              Region: text.optional(),
            }),
          )
          .min(1)
          .max(32),
        AwsAccountName: text.max(50).optional(),
        Types: types.max(50).optional(),
        FirstObservedAt: time.optional(),
        LastObservedAt: time.optional(),
        Severity: severity.optional(),
        Remediation: z
          .strictObject({ Recommendation: z.strictObject({ Text: text.max(512), Url: z.url().optional() }) })
          .optional(),
        Compliance: z
          .strictObject({
            Status: z.enum(['PASSED', 'WARNING', 'FAILED', 'NOT_AVAILABLE']),
            SecurityControlId: text.optional(),
            RelatedRequirements: z.array(text).max(32).optional(),
          })
          .optional(),
        Workflow: z.strictObject({ Status: z.enum(['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED']) }).optional(),
        RecordState: z.enum(['ACTIVE', 'ARCHIVED']).optional(),
        Note: z.strictObject({ Text: text.max(512), UpdatedBy: text, UpdatedAt: time }).optional(),
        FindingProviderFields: z.strictObject({ Types: types.optional(), Severity: severity.optional() }).optional(),
        ProductFields: z.record(text.max(128), text.max(2048)).optional(),
      }),
    )
    .max(100),
});

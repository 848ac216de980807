import { z } from 'zod';

export const GenerateCredentialReportInput = z.object({});
export const GetCredentialReportInput = z.object({});
export const GetCredentialReportFindingsInput = z.object({});

/** Days after which a secret is old, or unused. AWS and the CIS benchmark ask to look after 90. */
export const OLD_DAYS = 90;

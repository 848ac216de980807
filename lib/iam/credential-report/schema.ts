import { z } from 'zod';

export const GenerateCredentialReportInput = z.object({});
export const GetCredentialReportInput = z.object({});
export const GetCredentialReportFindingsInput = z.object({});

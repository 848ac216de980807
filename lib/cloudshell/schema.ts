import { z } from 'zod';
import { GetHomeFileInput } from './home/schema';

const EnvironmentId = z.string().max(64);

export const CreateEnvironmentInput = z.object({});
export const UseSessionInput = z.object({});
export const CreateSessionInput = z.object({ EnvironmentId });
export const PutCredentialsInput = z.object({ EnvironmentId });
export const DeleteEnvironmentInput = z.object({ EnvironmentId });
export const GetFileDownloadUrlsInput = GetHomeFileInput;
export const GetFileUploadUrlsInput = GetHomeFileInput;

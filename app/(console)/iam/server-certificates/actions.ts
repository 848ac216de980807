'use server';

import { consoleAction } from '@/lib/console/run-console';
import {
  DeleteServerCertificate,
  UpdateServerCertificate,
  UploadServerCertificate,
} from '@/lib/iam/server-certificate/operations';

export const uploadServerCertificate = consoleAction(UploadServerCertificate);
export const updateServerCertificate = consoleAction(UpdateServerCertificate);
export const deleteServerCertificate = consoleAction(DeleteServerCertificate);

'use server';

import { consoleAction } from '@/lib/console/run-console';
import {
  DeleteSigningCertificate,
  UpdateSigningCertificate,
  UploadSigningCertificate,
} from '@/lib/iam/signing-certificate/operations';

export const uploadSigningCertificate = consoleAction(UploadSigningCertificate);
export const updateSigningCertificate = consoleAction(UpdateSigningCertificate);
export const deleteSigningCertificate = consoleAction(DeleteSigningCertificate);

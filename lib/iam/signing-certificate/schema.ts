import { z } from 'zod';
import { text } from '../../core/shapes';
import { CertificateBody, CredentialStatus, ExistingUserName, Paging } from '../shapes';

const CertificateId = text({ pattern: '[\\w]+', min: 24, max: 128 });
// AWS: without a name, these are about the caller, the root user included.
const UserName = ExistingUserName.optional();

export const UploadSigningCertificateInput = z.object({ UserName, CertificateBody });
export const ListSigningCertificatesInput = z.object({ UserName, ...Paging });
export const UpdateSigningCertificateInput = z.object({ UserName, CertificateId, Status: CredentialStatus });
export const DeleteSigningCertificateInput = z.object({ UserName, CertificateId });

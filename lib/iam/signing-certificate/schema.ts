import { z } from 'zod';
import { text } from '../../core/shapes';
import { CertificateBody, CredentialStatus, ExistingUserName, Paging } from '../shapes';

const CertificateId = text({ pattern: '[\\w]+', min: 24, max: 128 });
// As in AWS, the default is the caller, including the root user.
const UserName = ExistingUserName.optional();

export const UploadSigningCertificateInput = z.object({ UserName, CertificateBody });
export const ListSigningCertificatesInput = z.object({ UserName, ...Paging });
export const UpdateSigningCertificateInput = z.object({ UserName, CertificateId, Status: CredentialStatus });
export const DeleteSigningCertificateInput = z.object({ UserName, CertificateId });

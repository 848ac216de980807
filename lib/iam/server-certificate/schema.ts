import { z } from 'zod';
import { TagList, text } from '../../core/shapes';
import { CertificateBody, Paging, Path, PathPrefix } from '../shapes';

export const ServerCertificateName = text({ pattern: '[\\w+=,.@-]+', min: 1, max: 128 });
const PEM = '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+';

export const UploadServerCertificateInput = z.object({
  Path: Path.optional(),
  ServerCertificateName,
  CertificateBody,
  PrivateKey: text({ pattern: PEM, min: 1, max: 16_384 }),
  CertificateChain: text({ pattern: PEM, min: 1, max: 2_097_152 }).optional(),
  Tags: TagList.optional(),
});
export const GetServerCertificateInput = z.object({ ServerCertificateName });
export const ListServerCertificatesInput = z.object({ PathPrefix: PathPrefix.optional(), ...Paging });
export const UpdateServerCertificateInput = z.object({
  ServerCertificateName,
  NewPath: Path.optional(),
  NewServerCertificateName: ServerCertificateName.optional(),
});
export const DeleteServerCertificateInput = z.object({ ServerCertificateName });

import { z } from 'zod';
import { text } from '../../core/shapes';
import { Paging, PathPrefix } from '../shapes';

export const ListServerCertificatesInput = z.object({ PathPrefix: PathPrefix.optional(), ...Paging });
export const GetServerCertificateInput = z.object({
  ServerCertificateName: text({ pattern: '[\\w+=,.@-]+', min: 1, max: 128 }),
});

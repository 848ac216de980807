import { z } from 'zod';
import { Paging, ServicePrincipal } from '../shapes';

export const EnableAWSServiceAccessInput = z.object({ ServicePrincipal });
export const DisableAWSServiceAccessInput = z.object({ ServicePrincipal });
export const ListAWSServiceAccessForOrganizationInput = z.object({ ...Paging });

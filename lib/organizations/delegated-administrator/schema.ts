import { z } from 'zod';
import { AccountId, Paging, ServicePrincipal } from '../shapes';

export const RegisterDelegatedAdministratorInput = z.object({ AccountId, ServicePrincipal });
export const DeregisterDelegatedAdministratorInput = z.object({ AccountId, ServicePrincipal });
/** The default is all services. */
export const ListDelegatedAdministratorsInput = z.object({ ServicePrincipal: ServicePrincipal.optional(), ...Paging });
export const ListDelegatedServicesForAccountInput = z.object({ AccountId, ...Paging });

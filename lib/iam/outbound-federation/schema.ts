import { z } from 'zod';

export const EnableOutboundWebIdentityFederationInput = z.object({});
export const DisableOutboundWebIdentityFederationInput = z.object({});
export const GetOutboundWebIdentityFederationInfoInput = z.object({});

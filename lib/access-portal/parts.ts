import type { Tables } from '../core/module/table';
import { oauthOperations, portalOperations } from '.';

export const operations = { 'sso-oauth': oauthOperations, awsssoportal: portalOperations };

const GO_ON = 'Sign-ins go on; each call asks whether their user is still there.';

export const tables: Tables = {
  PortalSession: { apart: GO_ON, endsWith: ['accountId'], endsWithKey: true },
  PortalFavorite: { apart: 'The marks of people change no access.', endsWith: ['accountId'] },
  PortalCode: { apart: 'A code lasts minutes.', endsWith: ['accountId'], endsWithKey: true, key: 'codeHash' },
  PortalToken: { apart: GO_ON, endsWith: ['accountId'], endsWithKey: true, key: 'tokenHash' },
};

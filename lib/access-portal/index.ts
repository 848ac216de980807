import type { AnyOperation } from '../core/operation';
import * as oauth from './oauth/operations';
import * as portal from './portal/operations';

export { authorizationPage } from './oauth/authorization';

/** The operations of the OAuth service, by name. */
export const oauthOperations = { ...oauth } satisfies Readonly<Record<string, AnyOperation>>;
/** The operations of the portal API, by name. */
export const portalOperations = { ...portal } satisfies Readonly<Record<string, AnyOperation>>;

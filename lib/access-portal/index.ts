import type { AnyOperation } from '../core/operation';
import * as oauth from './oauth/operations';

export { authorizationPage } from './oauth/authorization';

/** The operations of the OAuth service, by name. */
export const oauthOperations = { ...oauth } satisfies Readonly<Record<string, AnyOperation>>;

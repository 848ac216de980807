'use server';

import * as providers from '@/lib/console/recipes/identity-provider';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { PutOpenIDConnectProviderKeys } from '@/lib/iam/oidc-provider/key-operations';
import {
  AddClientIDToOpenIDConnectProvider,
  RemoveClientIDFromOpenIDConnectProvider,
  UpdateOpenIDConnectProviderThumbprint,
} from '@/lib/iam/oidc-provider/operations';
import { CreateSAMLProvider, UpdateSAMLProvider } from '@/lib/iam/saml-provider/operations';
import { IssueIdentityToken } from '@/lib/token-issuer/operations';

export const addAudience = consoleAction(AddClientIDToOpenIDConnectProvider);
export const removeAudience = consoleAction(RemoveClientIDFromOpenIDConnectProvider);
export const updateThumbprints = consoleAction(UpdateOpenIDConnectProviderThumbprint);
export const putKeys = consoleAction(PutOpenIDConnectProviderKeys);
export const createSamlProvider = consoleAction(CreateSAMLProvider);
export const updateSamlProvider = consoleAction(UpdateSAMLProvider);
export const issueIdentityToken = consoleAction(IssueIdentityToken);
export const createOidcProvider = consoleRecipe(providers.createOidcProvider);
export const deleteProvider = consoleRecipe(providers.deleteProvider);

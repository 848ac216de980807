'use server';

import type { ConsoleResult } from '@/lib/console/result';
import { consoleAction, consoleRecipe, runConsole } from '@/lib/console/run-console';
import { PutOpenIDConnectProviderKeys } from '@/lib/iam/oidc-provider/key-operations';
import {
  AddClientIDToOpenIDConnectProvider,
  CreateOpenIDConnectProvider,
  DeleteOpenIDConnectProvider,
  RemoveClientIDFromOpenIDConnectProvider,
  UpdateOpenIDConnectProviderThumbprint,
} from '@/lib/iam/oidc-provider/operations';
import { CreateSAMLProvider, DeleteSAMLProvider, UpdateSAMLProvider } from '@/lib/iam/saml-provider/operations';
import { IssueIdentityToken } from '@/lib/token-issuer/operations';
import { Attempts, type FailedStep } from '../steps';

export const addAudience = consoleAction(AddClientIDToOpenIDConnectProvider);
export const removeAudience = consoleAction(RemoveClientIDFromOpenIDConnectProvider);
export const updateThumbprints = consoleAction(UpdateOpenIDConnectProviderThumbprint);
export const putKeys = consoleAction(PutOpenIDConnectProviderKeys);
export const createSamlProvider = consoleAction(CreateSAMLProvider);
export const updateSamlProvider = consoleAction(UpdateSAMLProvider);
export const issueIdentityToken = consoleAction(IssueIdentityToken);

export type NewOidcProvider = {
  url: string;
  audience: string;
  thumbprints: readonly string[];
  /** Empty: uploaded later, or of an issuer that needs none. */
  keySet: string;
  tags: readonly { Key: string; Value: string }[];
};

export type CreatedOidcProvider = { arn: string; failed: FailedStep[] };

/** Creates a provider, and then stores its keys: an operation of its own, as AWS has none for it. */
export const createOidcProvider = consoleRecipe(async (input: NewOidcProvider): Promise<ConsoleResult<CreatedOidcProvider>> => {
  const created = await runConsole(CreateOpenIDConnectProvider, {
    Url: input.url,
    ClientIDList: [input.audience],
    ThumbprintList: input.thumbprints.length > 0 ? [...input.thumbprints] : undefined,
    Tags: input.tags.length > 0 ? [...input.tags] : undefined,
  });
  if (!created.ok) return created;
  const OpenIDConnectProviderArn = created.data.OpenIDConnectProviderArn;
  const attempts = new Attempts();
  if (input.keySet !== '')
    await attempts.run('Upload the keys', PutOpenIDConnectProviderKeys, { OpenIDConnectProviderArn, KeySet: input.keySet });
  return { ok: true, data: { arn: OpenIDConnectProviderArn, failed: attempts.failed } };
});

/** Of either type, told by its ARN. */
export const deleteProvider = consoleRecipe(async (arn: string): Promise<ConsoleResult<unknown>> => {
  return arn.includes(':saml-provider/')
    ? runConsole(DeleteSAMLProvider, { SAMLProviderArn: arn })
    : runConsole(DeleteOpenIDConnectProvider, { OpenIDConnectProviderArn: arn });
});

import { PutOpenIDConnectProviderKeys } from '../../iam/oidc-provider/key-operations';
import { CreateOpenIDConnectProvider, DeleteOpenIDConnectProvider } from '../../iam/oidc-provider/operations';
import { DeleteSAMLProvider } from '../../iam/saml-provider/operations';
import { Attempts, type Progress } from './attempts';
import type { Recipe } from './recipe';

export type NewOidcProvider = {
  url: string;
  audience: string;
  thumbprints: readonly string[];
  /** The JSON Web Key Set; empty if it is uploaded later or not needed. */
  keySet: string;
  tags: readonly { Key: string; Value: string }[];
};

export type CreatedOidcProvider = Progress & { arn: string };

/** Creates a provider, then stores its keys with an operation of Gatehouse's own. */
export const createOidcProvider: Recipe<NewOidcProvider, CreatedOidcProvider> = async (run, input) => {
  const created = await run(CreateOpenIDConnectProvider, {
    Url: input.url,
    ClientIDList: [input.audience],
    ThumbprintList: input.thumbprints.length > 0 ? [...input.thumbprints] : undefined,
    Tags: input.tags.length > 0 ? [...input.tags] : undefined,
  });
  if (!created.ok) return created;
  const OpenIDConnectProviderArn = created.data.OpenIDConnectProviderArn;
  const attempts = new Attempts(run);
  if (input.keySet !== '')
    await attempts.change('Upload the keys', PutOpenIDConnectProviderKeys, { OpenIDConnectProviderArn, KeySet: input.keySet });
  return { ok: true, data: { arn: OpenIDConnectProviderArn, ...attempts.progress() } };
};

/** Deletes a provider of either type by its ARN. */
export const deleteProvider: Recipe<string, unknown> = async (run, arn) =>
  arn.includes(':saml-provider/')
    ? run(DeleteSAMLProvider, { SAMLProviderArn: arn })
    : run(DeleteOpenIDConnectProvider, { OpenIDConnectProviderArn: arn });

import { TagOpenIDConnectProvider, UntagOpenIDConnectProvider } from '../../iam/oidc-provider/operations';
import { TagPolicy, UntagPolicy } from '../../iam/policy/operations';
import { TagRole, UntagRole } from '../../iam/role/operations';
import { TagSAMLProvider, UntagSAMLProvider } from '../../iam/saml-provider/operations';
import { TagServerCertificate, UntagServerCertificate } from '../../iam/server-certificate/operations';
import { TagUser, UntagUser } from '../../iam/user/operations';
import { TagResource as TagSsoResource, UntagResource as UntagSsoResource } from '../../identity-center/tag/operations';
import { TagResource, UntagResource } from '../../organizations/tag/operations';
import type { Recipe } from './recipe';
import { Steps } from './steps';

type Tag = { Key: string; Value: string };

/** A tagged object: users, roles and server certificates by name, others of IAM and of Identity Center by ARN, those of Organizations by id. */
export type Tagged = {
  kind:
    | 'users'
    | 'roles'
    | 'policies'
    | 'oidc-providers'
    | 'saml-providers'
    | 'server-certificates'
    | 'organization'
    | 'identity-center';
  id: string;
};

export type TagChange = { on: Tagged; remove: readonly string[]; put: readonly Tag[] };

/** Removes tags first, so that the limit of fifty is not exceeded, then sets new and changed ones. */
export const saveTags: Recipe<TagChange, null> = async (run, { on, remove, put }) => {
  const steps = new Steps(run);
  if (remove.length > 0) await untag(steps, on, [...remove]);
  if (put.length > 0) await tag(steps, on, [...put]);
  return steps.result(null);
};

async function untag(steps: Steps, { kind, id }: Tagged, TagKeys: string[]): Promise<void> {
  const what = `Remove ${TagKeys.join(', ')}`;
  if (kind === 'users') await steps.change(what, UntagUser, { UserName: id, TagKeys });
  else if (kind === 'roles') await steps.change(what, UntagRole, { RoleName: id, TagKeys });
  else if (kind === 'policies') await steps.change(what, UntagPolicy, { PolicyArn: id, TagKeys });
  else if (kind === 'oidc-providers')
    await steps.change(what, UntagOpenIDConnectProvider, { OpenIDConnectProviderArn: id, TagKeys });
  else if (kind === 'saml-providers') await steps.change(what, UntagSAMLProvider, { SAMLProviderArn: id, TagKeys });
  else if (kind === 'server-certificates')
    await steps.change(what, UntagServerCertificate, { ServerCertificateName: id, TagKeys });
  else if (kind === 'identity-center') await steps.change(what, UntagSsoResource, { ResourceArn: id, TagKeys });
  else await steps.change(what, UntagResource, { ResourceId: id, TagKeys });
}

async function tag(steps: Steps, { kind, id }: Tagged, Tags: Tag[]): Promise<void> {
  const what = `Set ${Tags.map(({ Key }) => Key).join(', ')}`;
  if (kind === 'users') await steps.change(what, TagUser, { UserName: id, Tags });
  else if (kind === 'roles') await steps.change(what, TagRole, { RoleName: id, Tags });
  else if (kind === 'policies') await steps.change(what, TagPolicy, { PolicyArn: id, Tags });
  else if (kind === 'oidc-providers') await steps.change(what, TagOpenIDConnectProvider, { OpenIDConnectProviderArn: id, Tags });
  else if (kind === 'saml-providers') await steps.change(what, TagSAMLProvider, { SAMLProviderArn: id, Tags });
  else if (kind === 'server-certificates') await steps.change(what, TagServerCertificate, { ServerCertificateName: id, Tags });
  else if (kind === 'identity-center') await steps.change(what, TagSsoResource, { ResourceArn: id, Tags });
  else await steps.change(what, TagResource, { ResourceId: id, Tags });
}

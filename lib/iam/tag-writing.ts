import type { TagWriting } from '../core/module/module';

/** The types that the Resource Groups Tagging API tags, each with the noun of IAM's calls and the member that names it. */
const TAGGED: Readonly<Record<string, readonly [noun: string, member: string, by: 'name' | 'arn']>> = {
  policy: ['Policy', 'PolicyArn', 'arn'],
  'instance-profile': ['InstanceProfile', 'InstanceProfileName', 'name'],
  mfa: ['MFADevice', 'SerialNumber', 'arn'],
  'oidc-provider': ['OpenIDConnectProvider', 'OpenIDConnectProviderArn', 'arn'],
  'saml-provider': ['SAMLProvider', 'SAMLProviderArn', 'arn'],
  'server-certificate': ['ServerCertificate', 'ServerCertificateName', 'name'],
};

/** Returns the calls that tag a resource of IAM. Users and roles are not among the types that AWS lists. */
export function iamTagWriting(arn: string): TagWriting | null {
  const [, type = ''] = /^(?:[^:]*:){5}([^/]+)\//.exec(arn) ?? [];
  const tagged = Object.hasOwn(TAGGED, type) ? TAGGED[type] : undefined;
  if (!tagged) return null;
  const [noun, member, by] = tagged;
  const named = { [member]: by === 'arn' ? arn : arn.slice(arn.lastIndexOf('/') + 1) };
  return {
    put: (Tags) => [`Tag${noun}`, { ...named, Tags }],
    remove: (TagKeys) => [`Untag${noun}`, { ...named, TagKeys }],
  };
}

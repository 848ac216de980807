import { RESOURCE_TYPES } from '../services/resource-types';
import type { AuthorizationRequest, RequestContext } from './types';

/** The ARNs for calls without a resource. IAM's are here, since its resources have no policies. */
const NAMES: Readonly<Record<string, string>> = {
  ...Object.assign({}, ...Object.values(RESOURCE_TYPES).map(({ everything }) => everything)),
  'iam:listusers': 'arn:${Partition}:iam::${Account}:user/',
  'iam:listgroups': 'arn:${Partition}:iam::${Account}:group/',
  'iam:listroles': 'arn:${Partition}:iam::${Account}:role/',
  'iam:listpolicies': 'arn:${Partition}:iam::${Account}:policy/',
  'iam:listinstanceprofiles': 'arn:${Partition}:iam::${Account}:instance-profile/',
  'iam:listservercertificates': 'arn:${Partition}:iam::${Account}:server-certificate/',
  'iam:listvirtualmfadevices': 'arn:${Partition}:iam::${Account}:mfa/',
  'iam:listsamlproviders': 'arn:${Partition}:iam::${Account}:saml-provider/${*}',
  'iam:listopenidconnectproviders': 'arn:${Partition}:iam::${Account}:oidc-provider/${*}',
};

/**
 * Returns the ARN that Resource elements are compared with in a call without a resource, as a format of the catalog (`${Partition}`,
 * `${Region}`, `${Account}`, and `${*}` for a literal star). Undefined means `*`.
 * @param action `service:Name`
 */
export function accountWideFormat(action: string): string | undefined {
  const name = action.toLowerCase();
  return NAMES[name] ?? NAMES[name.slice(0, Math.max(0, name.indexOf(':')))];
}

const REGION = 'aws:requestedregion';

/** Returns the Region in a request's context. */
function regionOf(context: RequestContext): string | undefined {
  const region = Object.entries(context).find(([key]) => key.toLowerCase() === REGION)?.[1];
  return typeof region === 'string' ? region : undefined;
}

const PLACEHOLDER = /\$\{(Partition|Region|Account|\*)\}/g;

/**
 * Returns the text that Resource elements are compared with: the request's resource, or for a request without one the ARN with which its
 * service names everything in the account. A Region outside the context stays a star, which no statement about one Region matches.
 * @param account the account whose resources are meant
 */
export function comparedResource({ action, resource, principal, context }: AuthorizationRequest, account: string): string {
  const format = resource === '*' ? accountWideFormat(action) : undefined;
  if (format === undefined) return resource;
  const region = regionOf(context);
  const values: Readonly<Record<string, string>> = {
    Partition: ('arn' in principal ? principal.arn.split(':')[1] : undefined) ?? 'aws',
    Region: region ?? '*',
    Account: account,
  };
  return format.replace(PLACEHOLDER, (_, name: string) => values[name] ?? '*');
}

/** The services whose denials name the star of a call without a resource. Source: their own AccessDenied messages. */
const NAME_THE_STAR: ReadonlySet<string> = new Set(['kms', 'lambda']);

/** Returns the resource that a denial names, as the service does. S3 names none for calls without a resource. */
export function toldResource(request: AuthorizationRequest, account: string): string | undefined {
  if (request.resource !== '*') return request.resource;
  const service = request.action.slice(0, Math.max(0, request.action.indexOf(':'))).toLowerCase();
  const compared = comparedResource(request, account);
  if (compared === '*') return NAME_THE_STAR.has(service) ? compared : undefined;
  return service === 's3' ? undefined : compared;
}

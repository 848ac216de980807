import type { AuthorizationRequest, RequestContext } from './types';

/**
 * ARNs by which services name everything of an account where a call has no resource, in lower case by action or by service. `${*}` is a star
 * to the letter. Sources: S3 User Guide, "Walkthrough: Controlling access to a bucket with user policies" (`arn:aws:s3:::*` for
 * ListAllMyBuckets); for the others the ARN that the service's own AccessDenied messages name.
 */
const NAMES: Readonly<Record<string, string>> = {
  s3: 'arn:${Partition}:s3:::${*}',
  sns: 'arn:${Partition}:sns:${Region}:${Account}:${*}',
  'sqs:listqueues': 'arn:${Partition}:sqs:${Region}:${Account}:',
  'dynamodb:listtables': 'arn:${Partition}:dynamodb:${Region}:${Account}:table/${*}',
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
 * The ARN with which Resource elements are compared in a call that has no resource, as a format of the catalog (`${Partition}`, `${Region}`,
 * `${Account}`, and `${*}` for a star to the letter). Undefined: it is compared with `*`.
 * @param action `service:Name`
 */
export function accountWideFormat(action: string): string | undefined {
  const name = action.toLowerCase();
  return NAMES[name] ?? NAMES[name.slice(0, Math.max(0, name.indexOf(':')))];
}

const REGION = 'aws:requestedregion';

/** The Region that a request is made in, where its context says. */
function regionOf(context: RequestContext): string | undefined {
  const region = Object.entries(context).find(([key]) => key.toLowerCase() === REGION)?.[1];
  return typeof region === 'string' ? region : undefined;
}

const PLACEHOLDER = /\$\{(Partition|Region|Account|\*)\}/g;

/**
 * The text with which Resource elements are compared: the resource that a request names, and for one without a resource the ARN by which its
 * service names everything of the account. A Region that the context does not say stays a star, which no statement about one Region matches.
 * @param account whose everything it is
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

/** Services whose denials name the star of a call without a resource. Source: their own AccessDenied messages. */
const NAME_THE_STAR: ReadonlySet<string> = new Set(['kms', 'lambda']);

/** What a denial names as the resource, as the service does: nothing for S3's calls without one. */
export function toldResource(request: AuthorizationRequest, account: string): string | undefined {
  if (request.resource !== '*') return request.resource;
  const service = request.action.slice(0, Math.max(0, request.action.indexOf(':'))).toLowerCase();
  const compared = comparedResource(request, account);
  if (compared === '*') return NAME_THE_STAR.has(service) ? compared : undefined;
  return service === 's3' ? undefined : compared;
}

import type { PolicyKind } from './types';

/** Which elements a kind of policy must or may not have. Source: evaluation of each kind's grammar page in the IAM and Organizations guides. */
export type KindRules = {
  principal: 'required' | 'forbidden';
  notPrincipal: boolean;
  resource: 'required' | 'forbidden';
  id: boolean;
  /** A repeated Sid is refused, and a Sid holds letters and digits only. */
  strictSids: boolean;
};

const identityLike: KindRules = {
  principal: 'forbidden',
  notPrincipal: false,
  resource: 'required',
  id: false,
  strictSids: true,
};
const resourceLike: KindRules = { principal: 'required', notPrincipal: true, resource: 'required', id: true, strictSids: false };

export const KIND_RULES: Readonly<Record<PolicyKind, KindRules>> = {
  identity: identityLike,
  boundary: identityLike,
  session: identityLike,
  trust: { principal: 'required', notPrincipal: false, resource: 'forbidden', id: true, strictSids: true },
  resource: resourceLike,
  vpcEndpoint: resourceLike,
  scp: { ...identityLike, id: true },
  rcp: { principal: 'required', notPrincipal: false, resource: 'required', id: true, strictSids: true },
};

/** AWS: a role trust policy may only name these (STS API reference; "AssumeRole policy may only specify STS AssumeRole actions"). */
export const TRUST_ACTIONS: ReadonlySet<string> = new Set([
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
]);

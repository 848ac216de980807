import type { PolicyKind } from './types';

/** The required and forbidden elements of a kind of policy. Source: each kind's grammar page in the IAM and Organizations guides. */
export type KindRules = {
  principal: 'required' | 'forbidden';
  notPrincipal: boolean;
  resource: 'required' | 'forbidden';
  id: boolean;
  /** Repeated Sids are refused, and Sids have only letters and digits. */
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

/** AWS: the only actions of a trust policy (STS API reference; "AssumeRole policy may only specify STS AssumeRole actions"). */
export const TRUST_ACTIONS: ReadonlySet<string> = new Set([
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
]);

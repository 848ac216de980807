import type { ConsoleError } from '../console/console-error';

/** Sentences of operations, and the field each is about; the first that fits counts. */
type Sentences<Field extends string> = readonly (readonly [sentence: RegExp, field: Field])[];

const SAML = [
  [/at 'name'|^Provider with name /, 'name'],
  [/at 'sAMLMetadataDocument'|^Could not parse metadata|\bKeysPerSAMLProvider/, 'metadata'],
  [/at 'addPrivateKey'|private key|PrivateKeysPerSAMLProvider/i, 'privateKey'],
] as const satisfies Sentences<string>;

const OIDC = [
  [/at 'url'|^Invalid Open ID Connect Provider URL|^Provider with url /, 'url'],
  [/at 'clientIDList'|at 'clientID'|ClientIdsPerOpenIdConnectProvider/, 'audience'],
  [/at 'thumbprintList'|^Thumbprint list /, 'thumbprints'],
  [/at 'keySet'|key set|\bKeysPerOpenIdConnectProvider/, 'keySet'],
] as const satisfies Sentences<string>;

export type SamlField = (typeof SAML)[number][1];
export type OidcField = (typeof OIDC)[number][1];

/** The field of a form about a SAML provider that AWS's sentence is about; undefined where it is about none. */
export function samlFailureField(failure: ConsoleError): SamlField | undefined {
  return fieldOf(SAML, failure);
}

export function oidcFailureField(failure: ConsoleError): OidcField | undefined {
  return fieldOf(OIDC, failure);
}

function fieldOf<Field extends string>(sentences: Sentences<Field>, { message }: ConsoleError): Field | undefined {
  return sentences.find(([sentence]) => sentence.test(message))?.[1];
}

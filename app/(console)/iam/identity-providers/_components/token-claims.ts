/** The decoded header and claims of a token. */
export type DecodedToken = { header: Readonly<Record<string, unknown>>; claims: Readonly<Record<string, unknown>> };

/** Decodes a JSON Web Token without verifying it. */
export function decodeToken(token: string): DecodedToken {
  const [header = '', claims = ''] = token.split('.');
  return { header: decodePart(header), claims: decodePart(claims) };
}

function decodePart(part: string): Record<string, unknown> {
  const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** Returns the claims of a token. Claims that trust policies use come first; the others keep their order. */
export function claimsInOrder({ claims }: DecodedToken): [name: string, value: unknown][] {
  const first = Object.keys(CLAIM_MEANINGS).filter((name) => Object.hasOwn(claims, name));
  const others = Object.keys(claims).filter((name) => !first.includes(name));
  return [...first, ...others].map((name) => [name, claims[name]]);
}

/** The meanings of common claims. Source: RFC 7519; IAM User Guide, "Pass session tags in AWS STS". */
export const CLAIM_MEANINGS: Readonly<Record<string, string>> = {
  iss: 'The issuer. It identifies the identity provider in the role’s account.',
  sub: 'The subject of the token. Trust policies use it as …:sub.',
  aud: 'The intended recipient. It must be an audience of the provider. Trust policies use it as …:aud.',
  iat: 'When it was issued.',
  exp: 'When it expires. Sessions started with it continue.',
  jti: 'The unique ID of this token.',
  'https://aws.amazon.com/tags': 'Session tags. Policies use them as aws:PrincipalTag/…',
};

/** Quotes a word for a shell where it needs that. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The command that assumes a role with a token. It is taken unsigned, so no credentials are needed to run it. */
export function assumeCommand(input: { roleArn: string; token: string; endpoint: string }): string {
  return [
    'aws sts assume-role-with-web-identity',
    `--role-arn ${shellWord(input.roleArn)}`,
    '--role-session-name practice',
    `--web-identity-token ${shellWord(input.token)}`,
    '--region us-east-1',
    `--endpoint-url ${shellWord(input.endpoint)}`,
  ].join(' \\\n  ');
}

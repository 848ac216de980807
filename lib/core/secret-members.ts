const SECRET_MEMBERS: ReadonlySet<string> = new Set([
  'password',
  'newpassword',
  'oldpassword',
  'secretaccesskey',
  'sessiontoken',
  'recoverytoken',
  'samlassertion',
  'webidentitytoken',
  'contextassertion',
  'privatekey',
  'base32stringseed',
  'qrcodepng',
  'servicepassword',
  'servicecredentialsecret',
  'authenticationcode1',
  'authenticationcode2',
  'tokencode',
  'assertionencryptionkey',
  'addprivatekey',
  'seed',
  // What messages say, what objects hold and are encrypted with, and what keys encrypt.
  'body',
  'ssecustomerkey',
  'copysourcessecustomerkey',
  'messagebody',
  'messageattributes',
  'plaintext',
  // What is in items of tables, but for their keys, which CloudTrail shows.
  'item',
  'expressionattributevalues',
  'secretstring',
  'secretbinary',
  // What functions are told, and made of.
  'variables',
  'zipfile',
  'payload',
  // Answers of a passkey or security key, and what it was asked.
  'registrationresponse',
  'registrationoptions',
  // Public, unless somebody mistakes a private key for one.
  'keyset',
]);

/** What is secret in one service alone: elsewhere members of that name are something else, such as whom a token is about. */
const SECRET_IN: Readonly<Record<string, ReadonlySet<string>>> = { sns: new Set(['message', 'subject']) };

/**
 * Whether a member of an input or output holds a secret, which neither events nor error messages repeat.
 * @param service whose member it is; absent: of whatever service, so that what is secret in any counts
 */
export function isSecretMember(name: string, service?: string): boolean {
  const member = name.toLowerCase();
  if (SECRET_MEMBERS.has(member)) return true;
  if (service !== undefined) return SECRET_IN[service]?.has(member) ?? false;
  return Object.values(SECRET_IN).some((members) => members.has(member));
}

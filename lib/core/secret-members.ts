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
  // What messages say, and what keys encrypt.
  'body',
  'messagebody',
  'message',
  'subject',
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
  // What objects hold.
  'body',
  // Answers of a passkey or security key, and what it was asked.
  'registrationresponse',
  'registrationoptions',
  // Public, unless somebody mistakes a private key for one.
  'keyset',
]);

/** Whether a member of any input or output holds a secret, which neither events nor error messages repeat. */
export function isSecretMember(name: string): boolean {
  return SECRET_MEMBERS.has(name.toLowerCase());
}

/** AWS's three kinds of MFA devices: authenticator apps, hardware TOTP tokens, and passkeys or security keys. */
export type MfaKind = 'virtual' | 'hardware' | 'fido';

/** The names in AWS's console. */
export const MFA_KINDS: Readonly<Record<MfaKind, string>> = {
  fido: 'Passkey or security key',
  virtual: 'Authenticator app',
  hardware: 'Hardware TOTP token',
};

/** AWS's quota of MFA devices per user or root user. */
export const MOST_DEVICES = 8;

/** Returns the kind of a serial number. Apps and FIDO devices have an ARN, a hardware token its printed number. */
export function kindOfSerial(serialNumber: string): MfaKind {
  const [, type] = /^arn:[^:]*:iam::\d{12}:(mfa|u2f)\//.exec(serialNumber) ?? [];
  return type === undefined ? 'hardware' : type === 'u2f' ? 'fido' : 'virtual';
}

/** Returns the name of an app or FIDO device. For a FIDO device, the id at the end of its serial number is removed. */
export function deviceName(serialNumber: string): string {
  const name = serialNumber.slice(serialNumber.lastIndexOf('/') + 1);
  return kindOfSerial(serialNumber) === 'fido' ? name.slice(0, name.lastIndexOf('-')) : name;
}

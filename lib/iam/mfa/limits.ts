/** AWS's three kinds of MFA devices: authenticator apps, hardware TOTP tokens, and passkeys or security keys. */
export type MfaKind = 'virtual' | 'hardware' | 'fido';

/** As AWS's console names them. */
export const MFA_KINDS: Readonly<Record<MfaKind, string>> = {
  fido: 'Passkey or security key',
  virtual: 'Authenticator app',
  hardware: 'Hardware TOTP token',
};

/** AWS: quota of MFA devices of a user or of the root user. */
export const MOST_DEVICES = 8;

/** A serial number tells the kind: apps and FIDO devices have an ARN, a hardware token has what is printed on it. */
export function kindOfSerial(serialNumber: string): MfaKind {
  const [, type] = /^arn:[^:]*:iam::\d{12}:(mfa|u2f)\//.exec(serialNumber) ?? [];
  return type === undefined ? 'hardware' : type === 'u2f' ? 'fido' : 'virtual';
}

/** The name that an app or a FIDO device was given; of a FIDO device without the id that ends its serial number. */
export function deviceName(serialNumber: string): string {
  const name = serialNumber.slice(serialNumber.lastIndexOf('/') + 1);
  return kindOfSerial(serialNumber) === 'fido' ? name.slice(0, name.lastIndexOf('-')) : name;
}

import { kindOfSerial } from '../../../iam/mfa/limits';
import { CreateVirtualMFADevice, DeactivateMFADevice, DeleteVirtualMFADevice } from '../../../iam/mfa/operations';
import type { Recipe } from '../recipe';
import { Steps } from '../steps';

/** A new authenticator app with its seed as text and QR code, which are never shown again. */
export type NewMfaDevice = { serialNumber: string; seed: string; qrCode: string };

export const createVirtualMfaDevice: Recipe<string, NewMfaDevice> = async (run, VirtualMFADeviceName) => {
  const result = await run(CreateVirtualMFADevice, { VirtualMFADeviceName });
  if (!result.ok) return result;
  const { SerialNumber, Base32StringSeed, QRCodePNG } = result.data.VirtualMFADevice;
  const seed = Buffer.from(Base32StringSeed, 'base64').toString('ascii');
  return { ok: true, data: { serialNumber: SerialNumber, seed, qrCode: `data:image/png;base64,${QRCodePNG}` } };
};

/**
 * Deactivates an MFA device and, if it is an authenticator app, deletes it, as AWS's console does in one step. Without a name it
 * is the calling root user's.
 */
export const removeMfaDevice: Recipe<{ userName: string | undefined; serialNumber: string }, null> = async (run, input) => {
  const steps = new Steps(run);
  await removeDevice(steps, input.userName, input.serialNumber);
  return steps.result(null);
};

export async function removeDevice(steps: Steps, UserName: string | undefined, SerialNumber: string): Promise<void> {
  await steps.remove(`Deactivate MFA device ${SerialNumber}`, DeactivateMFADevice, { UserName, SerialNumber });
  // Deactivation already deletes a FIDO device, and a hardware token stays for the next user.
  if (kindOfSerial(SerialNumber) === 'virtual')
    await steps.remove(`Delete MFA device ${SerialNumber}`, DeleteVirtualMFADevice, { SerialNumber });
}

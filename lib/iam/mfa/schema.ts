import { z } from 'zod';
import { TagList, text } from '../../core/shapes';
import { ExistingUserName, Paging, Path } from '../shapes';

export const SerialNumber = text({ pattern: '[\\w+=/:,.@-]+', min: 9, max: 256 });
const AuthenticationCode = text({ pattern: '[\\d]+', min: 6, max: 6 });
const UserName = ExistingUserName.optional();

/** The model sets no upper limit, but a serial number, which ends with the name, has at most 256 characters. */
export const VirtualMFADeviceName = text({ pattern: '[\\w+=,.@-]+', min: 1, max: 226 });

export const CreateVirtualMFADeviceInput = z.object({ Path: Path.optional(), VirtualMFADeviceName, Tags: TagList.optional() });
/** As in AWS, the root user gives no name. */
const TwoCodes = { UserName, SerialNumber, AuthenticationCode1: AuthenticationCode, AuthenticationCode2: AuthenticationCode };
export const EnableMFADeviceInput = z.object(TwoCodes);
export const ResyncMFADeviceInput = z.object(TwoCodes);
export const DeactivateMFADeviceInput = z.object({ UserName, SerialNumber });
export const DeleteVirtualMFADeviceInput = z.object({ SerialNumber });
export const GetMFADeviceInput = z.object({ SerialNumber, UserName });
export const ListMFADevicesInput = z.object({ UserName, ...Paging });
export const ListVirtualMFADevicesInput = z.object({
  AssignmentStatus: z.enum(['Assigned', 'Unassigned', 'Any']).optional(),
  ...Paging,
});

/** AWS: at most 128 characters, from the same alphabet as other device names. */
export const SecurityKeyName = text({ pattern: '[\\w+=,.@-]+', min: 1, max: 128 });
export const BeginSecurityKeyInput = z.object({ UserName, DeviceName: SecurityKeyName });

// The browsers' answers: Web Authentication Level 3, "RegistrationResponseJSON" and "AuthenticationResponseJSON". Unknown members
// are dropped.
const base64url = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[\w-]+$/);
const CredentialId = base64url(1364);
const ClientData = base64url(4096);
const Credential = { id: CredentialId, rawId: CredentialId, type: z.literal('public-key') };
const Transports = z.array(z.string().max(32)).max(8);

export const RegistrationResponse = z.object({
  ...Credential,
  response: z.object({ clientDataJSON: ClientData, attestationObject: base64url(16_384), transports: Transports.optional() }),
});
export const AssertionResponse = z.object({
  ...Credential,
  response: z.object({
    clientDataJSON: ClientData,
    authenticatorData: base64url(4096),
    signature: base64url(4096),
    userHandle: base64url(128).nullish(),
  }),
});
export type RegistrationResponse = z.infer<typeof RegistrationResponse>;
export type AssertionResponse = z.infer<typeof AssertionResponse>;

export const EnableSecurityKeyInput = z.object({ UserName, DeviceName: SecurityKeyName, RegistrationResponse });

/** The printed serial number of a hardware token, such as `GAHT12345678`. It must not be an ARN. */
export const TokenSerialNumber = text({ pattern: '(?!arn:)[\\w+=:,.@-]+', min: 9, max: 64 });
/** The seed from the vendor, between 16 and 64 bytes (RFC 4226 requires 16). Spaces are ignored. */
export const ImportHardwareTokenInput = z.object({
  SerialNumber: TokenSerialNumber,
  Seed: z.string().min(16).max(256),
  SeedFormat: z.enum(['hex', 'base32']),
});
export const DeleteHardwareTokenInput = z.object({ SerialNumber: TokenSerialNumber });
export const ListHardwareTokensInput = z.object(Paging);
export const ListMFADeviceOverviewsInput = z.object({ UserName });

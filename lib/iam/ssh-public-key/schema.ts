import { z } from 'zod';
import { text } from '../../core/shapes';
import { CredentialStatus, Paging, UserName } from '../shapes';

const SSHPublicKeyId = text({ pattern: '[\\w]+', min: 20, max: 128 });
const SSHPublicKeyBody = text({ pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+', min: 1, max: 16_384 });

export const UploadSSHPublicKeyInput = z.object({ UserName, SSHPublicKeyBody });
/** Any text: an encoding that there is not has an error of its own. */
export const GetSSHPublicKeyInput = z.object({ UserName, SSHPublicKeyId, Encoding: z.string() });
// AWS: without a name, this is about the caller.
export const ListSSHPublicKeysInput = z.object({ UserName: UserName.optional(), ...Paging });
export const UpdateSSHPublicKeyInput = z.object({ UserName, SSHPublicKeyId, Status: CredentialStatus });
export const DeleteSSHPublicKeyInput = z.object({ UserName, SSHPublicKeyId });

import { z } from 'zod';
import { text } from '../../core/shapes';
import { CredentialStatus, Paging, UserName } from '../shapes';

const SSHPublicKeyId = text({ pattern: '[\\w]+', min: 20, max: 128 });
const SSHPublicKeyBody = text({ pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+', min: 1, max: 16_384 });

export const UploadSSHPublicKeyInput = z.object({ UserName, SSHPublicKeyBody });
/** Any text, because an unknown encoding has an error of its own. */
export const GetSSHPublicKeyInput = z.object({ UserName, SSHPublicKeyId, Encoding: z.string() });
// As in AWS, the default is the caller.
export const ListSSHPublicKeysInput = z.object({ UserName: UserName.optional(), ...Paging });
export const UpdateSSHPublicKeyInput = z.object({ UserName, SSHPublicKeyId, Status: CredentialStatus });
export const DeleteSSHPublicKeyInput = z.object({ UserName, SSHPublicKeyId });

'use server';

import { consoleAction } from '@/lib/console/run-console';
import { DeleteSSHPublicKey, UpdateSSHPublicKey, UploadSSHPublicKey } from '@/lib/iam/ssh-public-key/operations';

export const uploadSshPublicKey = consoleAction(UploadSSHPublicKey);
export const updateSshPublicKey = consoleAction(UpdateSSHPublicKey);
export const deleteSshPublicKey = consoleAction(DeleteSSHPublicKey);

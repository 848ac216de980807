'use client';

import { formDialog } from '@/components/console/kit/form-dialog';
import { uploadSshPublicKey } from '../actions';

/** Uploads an SSH public key of the user with that name. */
export const UploadSshPublicKey = formDialog({
  title: 'Upload SSH public key',
  submitLabel: 'Upload SSH public key',
  size: 'lg',
  action: uploadSshPublicKey,
  start: (_: string) => ({ key: '' }),
  members: { SSHPublicKeyBody: 'key' },
  toInput: ({ key }, UserName) => ({ UserName, SSHPublicKeyBody: key }),
  done: (_, { SSHPublicKey }) => ({ text: `The SSH public key ${SSHPublicKey.SSHPublicKeyId} was uploaded.` }),
  fields: [
    {
      as: 'document',
      name: 'key',
      label: 'SSH public key',
      hint: 'An RSA key of at least 2048 bits, from the .pub file of ssh-keygen or in PEM format. Never enter the private key.',
      accept: '.pub,.pem',
      placeholder: 'ssh-rsa AAAAB3NzaC1yc2E…',
    },
  ],
});

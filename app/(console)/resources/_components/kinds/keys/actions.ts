'use server';

import { regionalAction, regionalRecipe } from '@/lib/console/run-console';
import { CreateAlias, DeleteAlias } from '@/lib/resources/kms/alias-operations';
import { Decrypt, Encrypt } from '@/lib/resources/kms/cryptography-operations';
import { CancelKeyDeletion, DisableKey, EnableKey } from '@/lib/resources/kms/operations';

export const encrypt = regionalAction(Encrypt);
export const decrypt = regionalAction(Decrypt);
export const createAlias = regionalAction(CreateAlias);
export const deleteAlias = regionalAction(DeleteAlias);

const OPERATIONS = { enable: EnableKey, disable: DisableKey, cancel: CancelKeyDeletion } as const;

/** Changes the state of a key. */
export const changeKey = regionalRecipe<{ id: string; to: keyof typeof OPERATIONS }, unknown>((run, { id: KeyId, to }) =>
  run(OPERATIONS[to], { KeyId }),
);

import { CreateAccessKey, DeleteAccessKey } from '../../../iam/access-key/operations';
import { TagUser, UntagUser } from '../../../iam/user/operations';
import { Attempts, type Progress } from '../attempts';
import type { Recipe } from '../recipe';
import { Steps } from '../steps';

/**
 * A new access key. Its description is stored where AWS's console stores it: in a tag of the user whose key is the access key id.
 * A root user has no tags.
 */
export type NewAccessKey = {
  /** The user; absent for the caller's own key. */
  UserName?: string;
  /** The user whose tag stores the description; absent for a root user. */
  describedOn?: string;
  description: string;
};

/** A new key with its secret, which is never shown again, and the steps that succeeded. */
export type GivenAccessKey = Progress & { AccessKeyId: string; SecretAccessKey: string };

export const createAccessKey: Recipe<NewAccessKey, GivenAccessKey> = async (run, { UserName, describedOn, description }) => {
  const created = await run(CreateAccessKey, { UserName });
  if (!created.ok) return created;
  const { AccessKeyId, SecretAccessKey } = created.data.AccessKey;
  const attempts = new Attempts(run);
  if (describedOn !== undefined && description !== '') {
    const Tags = [{ Key: AccessKeyId, Value: description }];
    await attempts.change('Keep the description as a tag of the user', TagUser, { UserName: describedOn, Tags });
  }
  return { ok: true, data: { AccessKeyId, SecretAccessKey, ...attempts.progress() } };
};

/** Deletes an access key and the tag that describes it. */
export const deleteAccessKey: Recipe<{ UserName?: string; AccessKeyId: string; describedOn?: string }, null> = async (
  run,
  input,
) => {
  const { describedOn, ...key } = input;
  const steps = new Steps(run);
  await steps.remove(`Delete access key ${key.AccessKeyId}`, DeleteAccessKey, key);
  if (describedOn !== undefined)
    await steps.remove('Remove its description', UntagUser, { UserName: describedOn, TagKeys: [key.AccessKeyId] });
  return steps.result(null);
};

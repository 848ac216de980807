import { CreateAccessKey, DeleteAccessKey } from '../../iam/access-key/operations';
import { TagUser, UntagUser } from '../../iam/user/operations';
import { Attempts, type Progress } from './attempts';
import type { Recipe } from './recipe';
import { Steps } from './steps';

/** A description is kept where AWS's console keeps it: in a tag of the user, whose key is the key's id. A root user has no tags. */
export type NewAccessKey = {
  /** Absent: the caller's own. */
  UserName?: string;
  /** Whose tag keeps the description; absent for a root user. */
  describedOn?: string;
  description: string;
};

/** A key with its secret, which is never shown again, and whether it was described. */
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

/** Deletes a key, and the tag that describes it where there is one. */
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

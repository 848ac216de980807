import { z } from 'zod';
import { TagList } from '../../core/shapes';
import { InstanceProfileName, Paging, Path, PathPrefix, RoleName } from '../shapes';

export const CreateInstanceProfileInput = z.object({ InstanceProfileName, Path: Path.optional(), Tags: TagList.optional() });
export const GetInstanceProfileInput = z.object({ InstanceProfileName });
export const ListInstanceProfilesInput = z.object({ PathPrefix: PathPrefix.optional(), ...Paging });
export const ListInstanceProfilesForRoleInput = z.object({ RoleName, ...Paging });
export const AddRoleToInstanceProfileInput = z.object({ InstanceProfileName, RoleName });
export const RemoveRoleFromInstanceProfileInput = z.object({ InstanceProfileName, RoleName });
export const DeleteInstanceProfileInput = z.object({ InstanceProfileName });

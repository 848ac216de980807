'use server';

import { each } from '@/lib/console/recipes/each';
import * as listed from '@/lib/console/recipes/listed';
import { deleteUser } from '@/lib/console/recipes/user/delete-user';
import * as users from '@/lib/console/recipes/user/new-user';
import * as passwords from '@/lib/console/recipes/user/password';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { ReadMemberList, ReadNewUserList, ReadUserTagList } from '@/lib/iam/list-file/operations';
import { DeleteLoginProfile } from '@/lib/iam/login-profile/operations';
import { UpdateUser } from '@/lib/iam/user/operations';

export const deleteLoginProfile = consoleAction(DeleteLoginProfile);
export const updateUser = consoleAction(UpdateUser);
export const createUser = consoleRecipe(users.createUser);
export const finishUser = consoleRecipe(users.finishUser);
export const addPermissions = consoleRecipe(users.addPermissions);
export const enableConsole = consoleRecipe(passwords.enableConsole);
export const resetPassword = consoleRecipe(passwords.resetPassword);
export const deleteUsers = consoleRecipe(each(deleteUser));

export const readNewUserList = consoleAction(ReadNewUserList);
export const readMemberList = consoleAction(ReadMemberList);
export const readUserTagList = consoleAction(ReadUserTagList);
export const createListedUsers = consoleRecipe(listed.createListedUsers);
export const addListedMembers = consoleRecipe(listed.addListedMembers);
export const tagListedUsers = consoleRecipe(listed.tagListedUsers);

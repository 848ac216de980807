'use server';

import { GetFileDownloadUrls, GetFileUploadUrls } from '@/lib/cloudshell/console-operations';
import { DeleteHomeFile, GetHomeFile, ListHomeFiles, PutHomeFile } from '@/lib/cloudshell/home/console-operations';
import { startShell } from '@/lib/console/recipes/shell/start-shell';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';

export const startShellAction = consoleRecipe(startShell);
export const listHomeFiles = consoleAction(ListHomeFiles);
export const getHomeFile = consoleAction(GetHomeFile);
export const putHomeFile = consoleAction(PutHomeFile);
export const deleteHomeFile = consoleAction(DeleteHomeFile);
export const allowDownload = consoleAction(GetFileDownloadUrls);
export const allowUpload = consoleAction(GetFileUploadUrls);

'use server';

import { GetFileDownloadUrls, GetFileUploadUrls } from '@/lib/cloudshell/console-operations';
import { DeleteHomeFile, GetHomeFile, ListHomeFiles, PutHomeFile } from '@/lib/cloudshell/home/console-operations';
import { consoleAction } from '@/lib/console/run-console';
import { startShellAction as start } from '@/lib/console/shell/permission';

export const startShellAction = start;
export const listHomeFiles = consoleAction(ListHomeFiles);
export const getHomeFile = consoleAction(GetHomeFile);
export const putHomeFile = consoleAction(PutHomeFile);
export const deleteHomeFile = consoleAction(DeleteHomeFile);
export const allowDownload = consoleAction(GetFileDownloadUrls);
export const allowUpload = consoleAction(GetFileUploadUrls);

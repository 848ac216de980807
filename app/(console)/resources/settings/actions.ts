'use server';

import * as settings from '@/lib/console/recipes/resources/ec2-settings';
import { consoleAction, regionalAction, regionalRecipe } from '@/lib/console/run-console';
import { ModifyInstanceMetadataDefaults } from '@/lib/resources/ec2/account-settings-operations';
import { PutAccountPublicAccessBlock } from '@/lib/resources/s3/control-operations';

export const setImageBlock = regionalRecipe(settings.setImageBlock);
export const setSnapshotBlock = regionalRecipe(settings.setSnapshotBlock);
export const setSerialConsole = regionalRecipe(settings.setSerialConsole);
export const setAllowedImages = regionalRecipe(settings.setAllowedImages);
export const modifyInstanceMetadataDefaults = regionalAction(ModifyInstanceMetadataDefaults);
export const putAccountPublicAccessBlock = consoleAction(PutAccountPublicAccessBlock);

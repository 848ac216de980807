import type { Registry } from '../../core/module/module';
import { ofAccount, type Tables } from '../../core/module/table';
import { listResourceOverviews } from '../overviews';
import * as accountSettings from './account-settings-operations';
import * as describe from './describe-operations';
import * as instance from './instance-operations';
import { ListOwnEc2Settings } from './own-settings-operations';
import * as profile from './profile-operations';
import { Instance } from './resource';
import * as run from './run-operations';
import * as instanceTags from './tag-operations';

export const operations = {
  ec2: { ...run, ...describe, ...instance, ...profile, ...instanceTags, ...accountSettings },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListInstanceOverviews: listResourceOverviews(Instance), ListOwnEc2Settings };

export const tables: Tables = { InstanceRun: ofAccount };

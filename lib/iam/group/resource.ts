import { defineResource } from '../../core/resource';

/** AWS: groups have no tags. */
export const Group = defineResource({ service: 'iam', noun: 'Group', model: 'Group' });

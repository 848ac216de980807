import { defineResource } from '../../core/resource';

export const AccessKey = defineResource({ service: 'iam', noun: 'AccessKey', model: 'AccessKey' });

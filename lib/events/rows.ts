export type { CloudTrailEvent } from '../core/cloudtrail-record';

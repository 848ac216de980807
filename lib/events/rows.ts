export type { CloudTrailEvent } from '../core/events/cloudtrail-record';

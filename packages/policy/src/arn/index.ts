/** Reads ARNs. */

export { accountOfArn, accountOfRootArn, isAccountId, parseArn } from './parse-arn';

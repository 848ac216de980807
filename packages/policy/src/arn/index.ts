/** Reads ARNs. */

export { accountOfArn, accountOfRootArn, accountPartOf, isAccountId, parseArn, serviceOfArn } from './parse-arn';

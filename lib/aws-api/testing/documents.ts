const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

// Documents that scenes and tables of calls share.
export const DENY_S3 = policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
/** A resource control policy names principals, and only all of them. */
export const DENY_S3_TO_ALL = policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' });

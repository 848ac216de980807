import { generateKeyPairSync } from 'node:crypto';

const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

// Documents that scenes and tables of calls share.
export const ALLOW_ALL = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
export const ALLOW_READ = policy({ Effect: 'Allow', Action: 's3:Get*', Resource: '*' });
export const TRUST = policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });
export const DENY_S3 = policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
/** A resource control policy names principals, and only all of them. */
export const DENY_S3_TO_ALL = policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' });
/** A policy of more than so many characters. */
export const longPolicy = (characters: number) =>
  policy({ Effect: 'Allow', Action: 's3:Get*', Resource: `arn:aws:s3:::${'x'.repeat(characters)}` });
export const OIDC_URL = 'https://tokens.example/pool';
export const RSA_KEY = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey;
export const PASSWORD = 'Correct-horse-7-battery';

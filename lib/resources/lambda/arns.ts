import type { Place, ShownKind } from '../../core/module/kind';

/** The facts about functions that pages need too. */
export const FUNCTION = {
  id: 'functions',
  service: 'lambda',
  type: 'function',
  noun: 'Function',
  label: 'Lambda function',
  title: 'Lambda functions',
  words: 'serverless invoke code',
  arn: /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:([\w-]+)$/,
  policyType: 'AWS::Lambda::Function',
  members: { FunctionName: (_, arn) => arn },
  policyCalls: ['PutResourcePolicy', 'DeleteResourcePolicy', 'AddPermission', 'RemovePermission'],
} as const satisfies ShownKind;

export function functionArn({ partition, region, accountId }: Place, name: string): string {
  return `arn:${partition}:lambda:${region}:${accountId}:function:${name}`;
}

/**
 * The forms of a FunctionName: a name, a part of an ARN or a whole one, with a version or alias. Source: AWS Lambda API
 * Reference, GetFunction.
 */
export const FUNCTION_NAME =
  '(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:[a-z]{2}(?:-[a-z]+)+-\\d:)?(?:\\d{12}:)?(?:function:)?[a-zA-Z0-9_-]+(?::(?:\\$LATEST|[a-zA-Z0-9_-]+))?';

/** A parsed FunctionName. The call supplies the missing parts. */
export type FunctionNamed = {
  partition?: string;
  region?: string;
  accountId?: string;
  name: string;
  qualifier?: string;
};

const FULL = /^arn:([a-z-]+):lambda:([a-z0-9-]+):(\d{12}):function:([a-zA-Z0-9_-]+)(?::([$a-zA-Z0-9_-]+))?$/;
const PARTIAL = /^(\d{12}):(?:function:)?([a-zA-Z0-9_-]+)(?::([$a-zA-Z0-9_-]+))?$/;
const NAME = /^(?:function:)?([a-zA-Z0-9_-]+)(?::([$a-zA-Z0-9_-]+))?$/;

/** Reads a FunctionName. Returns null for other text. */
export function readFunctionName(text: string): FunctionNamed | null {
  const [, partition, region, owner, own, version] = FULL.exec(text) ?? [];
  if (own !== undefined) return { partition, region, accountId: owner, name: own, qualifier: version };
  const [, accountId, theirs, theirVersion] = PARTIAL.exec(text) ?? [];
  if (theirs !== undefined) return { accountId, name: theirs, qualifier: theirVersion };
  const [, name, qualifier] = NAME.exec(text) ?? [];
  return name === undefined ? null : { name, qualifier };
}

import { consoleQuery } from '@/lib/console/query';
import { type ResourceKindInfo, reading, type Tag } from './kind';

export const functionReading = reading(
  ({ arn: FunctionName, region }) => consoleQuery('lambda', 'GetFunctionConfiguration', { FunctionName }, region),
  (configuration) => configuration,
);

export const functions: ResourceKindInfo = {
  id: 'functions',
  noun: 'Function',
  title: 'Lambda functions',
  one: 'function',
  many: 'functions',
  description: 'Functions run as a role. No code runs here: an invocation tells what a session of that role may do.',
  empty: 'Make a function, hand it a role that Lambda may assume, and see who may invoke it and what it may do then.',
  describe: functionReading,
  gone: ['ResourceNotFoundException'],
  tags: reading(
    ({ arn: Resource, region }) => consoleQuery('lambda', 'ListTags', { Resource }, region),
    ({ Tags }): readonly Tag[] => Object.entries(Tags).map(([Key, Value]) => ({ Key, Value })),
  ),
  noTags: 'Policies can ask for tags in conditions, such as aws:ResourceTag/Team of a function.',
  policy: {
    read: reading(
      ({ arn: FunctionName, region }) => consoleQuery('lambda', 'GetPolicy', { FunctionName }, region),
      ({ Policy }): string | null => Policy,
      { code: 'ResourceNotFoundException', value: null },
    ),
    type: 'AWS::Lambda::Function',
    maxCharacters: 20_480,
    removable: true,
    none: 'Without a policy of the function only principals of the account invoke it, by their own policies.',
  },
  create: 'Create function',
  remove: {
    verb: 'Delete',
    title: (name) => `Delete function ${name}?`,
    text: 'Its role stays. Policies that name the function stay as they are.',
    done: (name) => `Function ${name} was deleted.`,
  },
  asks: [
    { action: 'lambda:InvokeFunction' },
    { action: 'lambda:GetFunction' },
    { action: 'lambda:UpdateFunctionConfiguration' },
    { action: 'lambda:AddPermission' },
    { action: 'lambda:DeleteFunction' },
  ],
};

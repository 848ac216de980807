import { z } from 'zod';
import { defineOperation } from '../core/operation';
import type { AskingSearch } from '../core/resource';
import { Table } from './dynamodb/resource';
import { Instance } from './ec2/resource';
import type { ResourceKind } from './kind';
import { Key } from './kms/resource';
import { LambdaFunction } from './lambda/resource';
import { asListed, countOfKind, listResourceOverviews, type ResourceCounts, searchOfKind } from './overviews';
import { Bucket } from './s3/resource';
import { Secret } from './secretsmanager/resource';
import { ListTopicMessages } from './sns/kept-message-operations';
import { Topic } from './sns/resource';
import { Queue } from './sqs/resource';

// Each kind has settings of its own, and only itself looks at them.
const anyKind = <Settings extends object>(kind: ResourceKind<Settings>) => kind as unknown as ResourceKind;

/** The kinds that the console lists, in the order in which it shows them. */
const LISTED = [
  anyKind(Bucket),
  anyKind(Instance),
  anyKind(Key),
  anyKind(Queue),
  anyKind(Topic),
  anyKind(Secret),
  anyKind(LambdaFunction),
  anyKind(Table),
];

/** `Kind` is as in the name of the list: `Queue` of `ListQueueOverviews`. */
type ResourceCount = { Kind: string } & ResourceCounts;

/** How many resources of each kind an account has, for whoever may list them. It needs no permission of its own: each kind asks for its own. */
const CountResources = defineOperation({
  service: 'gatehouse',
  name: 'CountResources',
  access: 'List',
  input: z.object({}),
  checks: () => [],
  run: async (_, scope): Promise<{ Kinds: ResourceCount[] }> => {
    const Kinds: ResourceCount[] = [];
    for (const kind of LISTED) Kinds.push({ Kind: asListed(kind).listed.noun, ...(await countOfKind(scope, kind)) });
    return { Kinds };
  },
});

/** What AWS's console does about resources without an operation of its API. Not on the wire API. */
export const resourceConsoleOperations = {
  CountResources,
  ListBucketOverviews: listResourceOverviews(Bucket),
  ListInstanceOverviews: listResourceOverviews(Instance),
  ListKeyOverviews: listResourceOverviews(Key),
  ListQueueOverviews: listResourceOverviews(Queue),
  ListTopicOverviews: listResourceOverviews(Topic),
  ListSecretOverviews: listResourceOverviews(Secret),
  ListTopicMessages,
  ListFunctionOverviews: listResourceOverviews(LambdaFunction),
  ListTableOverviews: listResourceOverviews(Table),
};

/** How the search finds resources. */
export const resourceSearches: readonly AskingSearch[] = LISTED.map(searchOfKind);

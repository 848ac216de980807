import { defineOperation } from '../core/operation';
import { invalidToken } from '../core/page-token';
import { decodeToken, encodeToken } from '../core/paginate';
import { keptSince } from './outbox';
import { DeleteOutboxMessagesInput, ListOutboxMessagesInput } from './schema';
import { accountCheck } from './settings-operations';

/** Lists the messages that would have been sent in the account's name, newest first. Nothing is ever sent. */
export const ListOutboxMessages = defineOperation({
  service: 'gatehouse',
  name: 'ListOutboxMessages',
  access: 'List',
  input: ListOutboxMessagesInput,
  checks: (_input, scope) => [accountCheck('gatehouse:ListOutboxMessages', scope)],
  run: async ({ Source, About, MaxResults, NextToken }, { db, accountId, now }) => {
    const list = `ListOutboxMessages:${accountId}`;
    const before = NextToken === undefined ? undefined : decodeToken(list, NextToken);
    if (before === null) throw invalidToken();
    const where = { accountId, source: Source, about: About, at: { gt: keptSince(now) } };
    const rows = await db.outboxMessage.findMany({
      where: { ...where, ...(before !== undefined && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take: MaxResults + 1,
    });
    const shown = rows.slice(0, MaxResults);
    const last = shown.at(-1);
    return {
      Messages: shown.map(({ id, at, source, about, address, subject, body }) => ({
        Id: id,
        At: at,
        Source: source,
        About: about,
        Address: address,
        Subject: subject,
        Body: body,
      })),
      Count: await db.outboxMessage.count({ where }),
      NextToken: rows.length > MaxResults && last ? encodeToken(list, last.id) : undefined,
    };
  },
});

/** Deletes messages of the account, by ids or all. Unknown ids are no error, because old messages are deleted automatically. */
export const DeleteOutboxMessages = defineOperation({
  service: 'gatehouse',
  name: 'DeleteOutboxMessages',
  access: 'Write',
  input: DeleteOutboxMessagesInput,
  checks: (_input, scope) => [accountCheck('gatehouse:DeleteOutboxMessages', scope)],
  run: async ({ Ids }, { db, accountId }) => {
    const { count } = await db.outboxMessage.deleteMany({ where: { accountId, ...(Ids && { id: { in: Ids } }) } });
    return { Deleted: count };
  },
  touches: () => ({}),
});

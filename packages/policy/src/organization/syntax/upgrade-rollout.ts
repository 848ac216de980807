import { choice, entries, named, SOME_TEXT, single, syntax } from '../schema';

const order = named({ patch_order: single(choice('first', 'second', 'last')) });

/** Source: Organizations User Guide, "Upgrade rollout policy syntax". */
export const UPGRADE_ROLLOUT_SYNTAX = syntax(
  'upgrade_rollout',
  named({
    default: order,
    tags: entries(SOME_TEXT, named({ tag_values: entries(SOME_TEXT, order) })),
  }),
);

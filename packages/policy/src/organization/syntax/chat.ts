import { choice, entries, list, named, single, syntax, text } from '../schema';

const client = single(choice('enabled', 'disabled'));
const supported_role_settings = list(choice('user_role', 'channel_role'));
const slack = named({ supported_channel_types: list(choice('public', 'private')), supported_role_settings });
const teams = named({ supported_role_settings });

const SLACK_ID = '[A-Z0-9]{1,255}';
const TEAMS_ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const slackId = text(new RegExp(`^${SLACK_ID}$`), 'a Slack workspace ID in capital letters and digits');
const teamsId = text(new RegExp(`^${TEAMS_ID}$`), 'a Microsoft Teams ID, a UUID in lower case');

/** Source: Organizations User Guide, "Chat applications policy syntax". Names and identifiers are in lower case in effective policies. */
export const CHAT_SYNTAX = syntax(
  'chatbot',
  named({
    platforms: named({
      slack: named({
        client,
        workspaces: list(text(new RegExp(`^(?:\\*|${SLACK_ID})$`), 'a Slack workspace ID or *')),
        default: slack,
        overrides: entries(slackId, slack, { lowerCase: true }),
      }),
      microsoft_teams: named({
        client,
        tenants: entries(teamsId, list(text(new RegExp(`^(?:\\*|${TEAMS_ID})$`), 'a Microsoft Teams ID or *')), {
          lowerCase: true,
        }),
        default: teams,
        overrides: entries(teamsId, entries(teamsId, teams, { lowerCase: true }), { lowerCase: true }),
      }),
      chime: named({ client }),
    }),
    default: named({ client }),
  }),
  { ignoreCase: true },
);

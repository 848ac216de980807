import { type inferParserType, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import type { AccessQuestion } from '../../queries';

/** The question of the page, as its address has it. */
export const ACCESS_PARSERS = {
  by: parseAsStringLiteral(['USER', 'GROUP']).withDefault('USER'),
  search: parseAsString.withDefault(''),
  unit: parseAsString,
  group: parseAsString,
  set: parseAsString,
  page: parseAsInteger.withDefault(1),
  accounts: parseAsInteger.withDefault(1),
};

export type AccessAddress = inferParserType<typeof ACCESS_PARSERS>;

export function toQuestion({ by, search, unit, group, set, page, accounts }: AccessAddress): AccessQuestion {
  return {
    By: by,
    Search: search === '' ? undefined : search,
    OrganizationalUnitId: unit ?? undefined,
    GroupId: group ?? undefined,
    PermissionSetId: set ?? undefined,
    Page: Math.max(1, page),
    AccountPage: Math.max(1, accounts),
  };
}

'use server';

import {
  DeleteAlternateContact,
  PutAccountName,
  PutAlternateContact,
  PutContactInformation,
} from '@/lib/account/contact-operations';
import { consoleAction } from '@/lib/console/run-console';

export const putAccountName = consoleAction(PutAccountName);
export const putContactInformation = consoleAction(PutContactInformation);
export const putAlternateContact = consoleAction(PutAlternateContact);
export const deleteAlternateContact = consoleAction(DeleteAlternateContact);

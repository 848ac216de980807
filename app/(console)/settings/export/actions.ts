'use server';

import * as accounts from '@/lib/console/recipes/export/export-account';
import * as identityCenters from '@/lib/console/recipes/export/export-identity-center';
import * as organizations from '@/lib/console/recipes/export/export-organization';
import * as resources from '@/lib/console/recipes/export/export-resources';
import { consoleRecipe, memberRecipe, regionalRecipe } from '@/lib/console/run-console';

export const readAccount = consoleRecipe(accounts.readAccount);
export const readResourcePlaces = consoleRecipe(resources.readResourcePlaces);
export const readResources = regionalRecipe(resources.readResources);
export const readOrganization = consoleRecipe(organizations.readOrganization);
export const readIdentityCenterRegion = consoleRecipe(identityCenters.readIdentityCenterRegion);
export const readIdentityCenter = regionalRecipe(identityCenters.asText(identityCenters.readIdentityCenter));
export const readAssignments = regionalRecipe(identityCenters.asText(identityCenters.readAssignments));
export const readMemberAccount = memberRecipe(accounts.readAccount);
export const readMemberResourcePlaces = memberRecipe(resources.readResourcePlaces);
export const readMemberResources = memberRecipe(resources.readResources);

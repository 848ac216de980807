'use server';

import * as resources from '@/lib/console/recipes/resources';
import { regionalRecipe } from '@/lib/console/run-console';

export const createResource = regionalRecipe(resources.createResource);
export const deleteResource = regionalRecipe(resources.deleteResource);
export const editResourcePolicy = regionalRecipe(resources.editResourcePolicy);
export const removeResourcePolicy = regionalRecipe(resources.removeResourcePolicy);
export const saveResourceTags = regionalRecipe(resources.saveResourceTags);

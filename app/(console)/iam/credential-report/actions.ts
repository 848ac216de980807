'use server';

import * as report from '@/lib/console/recipes/credential-report';
import { consoleRecipe } from '@/lib/console/run-console';

export const generateCredentialReport = consoleRecipe(report.generateCredentialReport);
export const getCredentialReport = consoleRecipe(report.getCredentialReport);

'use server';

import { setTimeout } from 'node:timers/promises';
import * as report from '@/lib/console/recipes/user/credential-report';
import { consoleRecipe } from '@/lib/console/run-console';

export const generateCredentialReport = consoleRecipe(report.generateCredentialReport(() => setTimeout(500)));
export const getCredentialReport = consoleRecipe(report.getCredentialReport);

import { AwsError } from '../../core/errors';

/** Returns an InvalidParameterException. `member` is the invalid member of the input. */
export function invalidParameter(message: string, member?: string): AwsError {
  return new AwsError('InvalidParameterException', message, {}, { member });
}

export function noSuchBudget(name: string): AwsError {
  return new AwsError('NotFoundException', `Unable to get budget: ${name} - the budget doesn't exist.`);
}

export function invalidToken(): AwsError {
  return new AwsError('InvalidNextTokenException', 'The pagination token is invalid. Try again without a pagination token.');
}

/** Runs a check of Cost Explorer and returns its error as Budgets does. */
export async function asInvalidParameter<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof AwsError && error.shape === 'ValidationException') throw invalidParameter(error.message, 'Budget');
    throw error;
  }
}

import { AwsError } from '../../core/errors';

/** A request that Budgets does not take. `member` is the member of the input that says it. */
export function invalidParameter(message: string, member?: string): AwsError {
  return new AwsError('InvalidParameterException', message, {}, { member });
}

export function noSuchBudget(name: string): AwsError {
  return new AwsError('NotFoundException', `Unable to get budget: ${name} - the budget doesn't exist.`);
}

export function invalidToken(): AwsError {
  return new AwsError('InvalidNextTokenException', 'The pagination token is invalid. Try again without a pagination token.');
}

/** What Cost Explorer says of a filter or a metric, as Budgets says it. */
export async function asInvalidParameter<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof AwsError && error.shape === 'ValidationException') throw invalidParameter(error.message, 'Budget');
    throw error;
  }
}

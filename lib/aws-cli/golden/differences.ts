/** The lines whose output differs from that of AWS CLI 2.23.6, with the reason. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  'kms create-grant --key-id a': 'Gatehouse has no grants, and the model has the names of such operations only.',
  'lambda delete-function --function-name resize': 'The answer, with StatusCode, is younger than AWS CLI 2.23.6.',
};
